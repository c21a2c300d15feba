//! Lexicons that may be copies of those of others: which are left out, and which are asked
//! about.

use std::collections::BTreeSet;

use super::{
    Run,
    authority::{self, Authorities},
    own::Own,
    plan::Plan,
};
use crate::{
    compiler::{
        cli::terminal::count, diagnostic::to_json, network::Account, settings::SettingsError,
    },
    syntax::{Did, Nsid},
};

impl Run<'_> {
    /// Leaves out lexicons of which DNS says that they are those of another account, unless
    /// the user has named them: a project can have copies of the lexicons of others.
    pub(super) fn leave_out_strangers(
        &mut self,
        authorities: &Authorities,
        account: &Account,
    ) -> Result<(), SettingsError> {
        let own = std::mem::take(&mut self.own).into_iter();
        let (left_out, own): (Vec<Own>, Vec<Own>) = own
            .partition(|own| !self.is_named(&own.nsid) && authorities.other(&own.nsid).is_some());
        self.own = own;
        let left_out: BTreeSet<Nsid> = left_out.into_iter().map(|own| own.nsid).collect();
        if left_out.is_empty() {
            return Ok(());
        }
        if self.terminal.is_json() {
            let lines = left_out.iter().map(|nsid| {
                let authority = authorities.other(nsid).map(Did::as_str);
                let line = serde_json::json!({
                    "nsid": nsid.as_str(),
                    "action": "skipped",
                    "authority": authority,
                });
                to_json(&line) + "\n"
            });
            self.terminal.exact(&lines.collect::<String>())?;
        }
        let number = count(left_out.len(), "lexicon");
        let names = authority::names(left_out.iter());
        let text = format!(
            "{number} whose authority is another account than {}: {names}; name each to publish \
             it all the same",
            account.did.as_str(),
        );
        self.terminal.warned("Skipped", &text);
        Ok(())
    }

    /// The lexicons to write that may be copies of those of others: nothing says that their
    /// domain is that of the account, and the user has not named them.
    pub(super) fn unclaimed<'r>(
        &'r self,
        authorities: &Authorities,
        account: &Account,
        plan: &Plan,
    ) -> BTreeSet<&'r Nsid> {
        let changed = plan.changed(&self.own).into_iter().map(|own| &own.nsid);
        let unclaimed = changed.filter(|nsid| {
            let domain = authority::domain(nsid);
            authorities.is_unnamed(nsid)
                && !self.is_named(nsid)
                && !authority::is_of(account, &domain)
                && !plan.has_any(&self.own, |other| authority::domain(other) == domain)
        });
        unclaimed.collect()
    }

    /// Whether lexicons are published whose domain nobody has claimed.
    ///
    /// # Errors
    /// If nobody can be asked.
    pub(super) async fn may_claim(
        &self,
        unclaimed: &BTreeSet<&Nsid>,
        account: &Account,
    ) -> Result<bool, SettingsError> {
        if unclaimed.is_empty() || self.args.yes {
            return Ok(true);
        }
        let claim = claim(unclaimed, account);
        let question = format!("{claim}. Publish them?");
        match self.terminal.confirms_meanwhile(&question).await {
            Some(true) => Ok(true),
            Some(false) => {
                self.terminal.warned("Stopped", "nothing was published");
                Ok(false)
            }
            None => Err(
                SettingsError::new(format!("{claim}; there is no terminal to ask on")).help(
                    "if they are yours, `--yes` publishes them, and so does naming each; copies \
                     of the lexicons of others are left out by `exclude` in lexgen.toml",
                ),
            ),
        }
    }

    /// Whether the user has named a lexicon, and not only a group.
    fn is_named(&self, nsid: &Nsid) -> bool {
        let mut patterns = self.args.patterns.iter();
        patterns.any(|pattern| pattern.exact() == Some(nsid.as_str()))
    }
}

/// Says of which lexicons nothing says whose they are.
pub(super) fn claim(nsids: &BTreeSet<&Nsid>, account: &Account) -> String {
    format!(
        "DNS names no account for {}, and {} has published nothing of that domain",
        authority::names(nsids.iter().copied()),
        account.did.as_str(),
    )
}
