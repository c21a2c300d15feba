//! What was installed: the files, and what is said of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use serde::Serialize;

use super::{plan::Plan, state::State};
use crate::{
    compiler::{
        cli::{
            project::Project,
            terminal::{Terminal, count},
        },
        diagnostic::{clean_path, to_json},
        install::fetch::Outcome,
        network::{AuthorityFault, DnsFault, Reason, RecordFault},
        set::lock::installed::{Origin, Upstream},
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// What was installed.
pub(super) struct Report<'r> {
    pub(super) project: &'r Project,
    pub(super) state: &'r State,
    pub(super) plan: &'r Plan,
    pub(super) outcomes: &'r BTreeMap<Nsid, Outcome>,
    pub(super) left_out: &'r BTreeSet<Nsid>,
    /// How many lexicons are missing, which is allowed.
    pub(super) missing: usize,
    /// Whether nothing was written.
    pub(super) is_dry: bool,
}

/// An installed lexicon, for programs.
#[derive(Serialize)]
struct Line<'l> {
    nsid: &'l str,
    status: &'l str,
    cid: Option<&'l str>,
    uri: Option<&'l str>,
    authority: Option<&'l str>,
    rev: Option<&'l str>,
    url: Option<&'l str>,
    commit: Option<&'l str>,
}

impl Report<'_> {
    pub(super) fn print(&self, start: Instant, terminal: &Terminal) -> Result<(), SettingsError> {
        if terminal.is_json() {
            return terminal.exact(&self.lines());
        }
        self.remarks(terminal);
        if self.is_dry {
            self.print_dry(start, terminal);
            return Ok(());
        }
        let (new, all) = (self.added(), self.all().count());
        let time = format!("in {} ms", start.elapsed().as_millis());
        let removed = self.plan.removed.len();
        let removed = (removed > 0).then(|| count(removed, "lexicon"));
        let (verb, text) = match (new.len(), removed) {
            (0, None) => ("Unchanged", format!("{} {time}", count(all, "lexicon"))),
            (0, Some(removed)) => ("Removed", format!("{removed} ({all} in all) {time}")),
            (number, removed) => {
                let from = self.accounts(&new);
                let all = if number == all {
                    String::new()
                } else {
                    format!(" ({all} in all)")
                };
                let removed = removed.map_or(String::new(), |it| format!(", removed {it}"));
                let number = count(number, "lexicon");
                ("Installed", format!("{number}{from}{all}{removed} {time}"))
            }
        };
        if self.missing == 0 {
            terminal.done(verb, &text);
        } else {
            let missing = count(self.missing, "lexicon");
            let text = format!("{text}; {missing} missing: use `generate --allow-missing`");
            terminal.warned(verb, &text);
        }
        if let Some(unread) = self.project.unread() {
            terminal.warned("Unused", &unread);
        }
        Ok(())
    }

    /// Says what would be installed and removed.
    fn print_dry(&self, start: Instant, terminal: &Terminal) {
        let (new, removed) = (self.added(), &self.plan.removed);
        for nsid in &new {
            terminal.done("Install", nsid);
        }
        for nsid in removed {
            terminal.warned("Remove", nsid);
        }
        let mut parts = Vec::new();
        if !new.is_empty() {
            let from = self.accounts(&new);
            let number = count(new.len(), "lexicon");
            parts.push(format!("{number}{from} would be installed"));
        }
        if !removed.is_empty() {
            parts.push(format!(
                "{} would be removed",
                count(removed.len(), "lexicon")
            ));
        }
        if self.missing > 0 {
            parts.push(format!(
                "{} would be missing",
                count(self.missing, "lexicon")
            ));
        }
        if parts.is_empty() {
            parts.push(format!(
                "{}: nothing would change",
                count(self.all().count(), "lexicon")
            ));
        }
        let time = format!("in {} ms", start.elapsed().as_millis());
        let text = format!("{}; nothing was written, {time}", parts.join(", "));
        terminal.done("Checked", &text);
    }

    /// ` from 2 accounts`.
    fn accounts(&self, new: &BTreeSet<&Nsid>) -> String {
        let accounts: BTreeSet<&str> = (new.iter())
            .filter_map(|nsid| self.plan.manifest.resolutions.get(*nsid)?.uri.authority())
            .collect();
        match accounts.len() {
            0 => String::new(),
            number => format!(" from {}", count(number, "account")),
        }
    }

    /// Every lexicon that is installed now.
    fn all(&self) -> impl Iterator<Item = &Nsid> {
        let resolved = self.plan.manifest.resolutions.keys();
        let committed =
            self.plan.installed.iter().filter_map(|(nsid, origin)| {
                matches!(origin.from, Upstream::Git(_)).then_some(nsid)
            });
        resolved.chain(committed)
    }

    /// Those that were not there before, or not as they are now.
    fn added(&self) -> BTreeSet<&Nsid> {
        let all = self.all();
        all.filter(|nsid| {
            self.plan.texts.contains_key(*nsid) || !self.state.files.contains_key(*nsid)
        })
        .collect()
    }

    fn remarks(&self, terminal: &Terminal) {
        for nsid in self.added() {
            let Some(Origin { from, .. }) = self.plan.installed.get(nsid) else {
                continue;
            };
            match from {
                Upstream::Network(published) if published.authority.is_none() => {
                    let did = &published.did;
                    let text =
                        format!("{nsid} by address: nothing says that {did} is its authority");
                    terminal.warned("Resolved", &text);
                }
                Upstream::Network(published) => terminal.detail(&format!(
                    "{nsid}: signed by {}, revision {}",
                    published.did, published.rev
                )),
                Upstream::Git(committed) => terminal.detail(&format!(
                    "{nsid}: commit {} of {}",
                    committed.commit, committed.url
                )),
            }
        }
        for nsid in self.left_out {
            self.left_out(nsid, terminal);
        }
        for nsid in &self.plan.removed {
            terminal.detail(&format!(
                "{nsid}: removed, because nothing refers to it any more"
            ));
        }
        for nsid in &self.plan.abandoned {
            let file = clean_path(&self.project.file(nsid));
            let text = format!("{file}, which nothing needs any more, because it was changed");
            terminal.warned("Kept", &text);
        }
        if self.plan.unproven > 0 {
            let number = count(self.plan.unproven, "lexicon");
            let text = format!("no proofs of {number} installed earlier: run `lexgen update`");
            terminal.warned("Kept", &text);
        }
    }

    /// Says of a name that leads nowhere why it does, if it is not just not published.
    fn left_out(&self, nsid: &Nsid, terminal: &Terminal) {
        let is_absent = match self.outcomes.get(nsid) {
            Some(Outcome::Failed(failure)) => match &*failure.reason {
                Reason::Authority { fault, .. } => matches!(
                    fault,
                    AuthorityFault::NoDid(_)
                        | AuthorityFault::Dns(DnsFault::NoName(_) | DnsFault::NoRecord(_))
                ),
                Reason::Record { fault, .. } => {
                    matches!(fault, RecordFault::Absent(_) | RecordFault::SaidAbsent)
                }
                Reason::Account { .. }
                | Reason::Handle { .. }
                | Reason::Document { .. }
                | Reason::Excess(_) => false,
            },
            _ => false,
        };
        if matches!(self.outcomes.get(nsid), Some(Outcome::Conflicting)) {
            let text = format!(
                "{nsid}, which is only named: another lexicon differs from it only in the case of \
                 letters"
            );
            terminal.warned("Skipped", &text);
        } else if is_absent {
            terminal.detail(&format!("{nsid}: not published, and only named"));
        } else {
            let text = format!(
                "{nsid}, which is only named and cannot be had: `lexgen resolve {nsid}` says why"
            );
            terminal.warned("Skipped", &text);
        }
    }

    fn lines(&self) -> String {
        let new = self.added();
        let lines = self.all().map(|nsid| {
            let status = if new.contains(nsid) {
                "installed"
            } else {
                "kept"
            };
            let resolution = self.plan.manifest.resolutions.get(nsid);
            let origin = self.plan.installed.get(nsid);
            let (published, committed) = match origin.map(|origin| &origin.from) {
                Some(Upstream::Network(published)) => (Some(published), None),
                Some(Upstream::Git(committed)) => (None, Some(committed)),
                None => (None, None),
            };
            let cid = resolution.map(|it| &it.cid).or(origin.map(|it| &it.cid));
            let line = Line {
                nsid,
                status,
                cid: cid.map(|cid| cid.as_str()),
                uri: resolution.map(|it| it.uri.as_str()),
                authority: published.and_then(|it| it.authority.as_deref()),
                rev: published.map(|it| it.rev.as_str()),
                url: committed.map(|it| it.url.as_str()),
                commit: committed.map(|it| it.commit.as_str()),
            };
            to_json(&line) + "\n"
        });
        let removed = self.plan.removed.iter().map(|nsid| {
            to_json(&serde_json::json!({ "nsid": nsid.as_str(), "status": "removed" })) + "\n"
        });
        lines.chain(removed).collect()
    }
}
