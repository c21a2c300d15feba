//! `lexgen publish`: one's own lexicons, written to the repository of an account.
//!
//! Nothing is written unless everything passes: `check`, `lint`, and the comparison with what
//! is published. What is written is one commit, so there is no state in between.

mod authority;
mod claims;
pub(super) mod credentials;
mod gates;
mod left_behind;
mod own;
mod plan;
mod size;
mod unfinished;
pub(super) mod write;

use super::{
    End,
    flags::Global,
    network::{self, with_resolver},
    settings,
    snapshot::reason,
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        compare::policy::rule,
        diagnostic::{Diagnostic, Report, Rule},
        network::{Account, Failure, Resolver, report},
        pattern::Pattern,
        set::{Loaded, load_project},
        settings::{Partial, Settings, SettingsError},
        source::Sources,
    },
    syntax::{AtIdentifier, Nsid},
};
use authority::Authorities;
use credentials::Who;
use own::{Chosen, Own};
use plan::Plan;

/// Publish your lexicons in the repository of an account
///
/// Publishes all lexicons that were not installed from elsewhere. They must pass `lexgen check`
/// and `lexgen lint`, and must not break what is published. All of them are written in one
/// commit, and fetched and verified afterwards.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen publish --account alice.example.com --dry-run    show what would happen
  lexgen publish --account alice.example.com              ask for the password
  lexgen publish 'com.example.feed.*' --account did:web:example.com
  lexgen publish --allow-breaking field-removed --reason 'nobody has it yet'

The password is that of the account or, better, an app password. It is read from the environment
variable LEXGEN_PASSWORD, from standard input (--password-stdin), or from the terminal. LEXGEN_TOKEN
is an access token instead. LEXGEN_ACCOUNT is the account, if --account is not given.

Exit codes:
  0  published and verified, or nothing to do
  1  the lexicons have errors or break something, all of them are skipped, something cannot be
     resolved, or the server does not write or prove them
  2  invalid usage, or no password")]
pub(super) struct Args {
    /// Publish only these: NSIDs, or groups such as com.example.feed.*
    #[arg(value_name = "NSID")]
    patterns: Vec<Pattern>,
    /// Show what would happen, and write nothing; needs no password
    #[arg(long)]
    dry_run: bool,
    /// Publish changes of this rule although they break somebody [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',', requires = "reason")]
    allow_breaking: Vec<&'static Rule>,
    /// Why breaks are allowed
    #[arg(long, value_name = "TEXT", requires = "allow_breaking", value_parser = reason)]
    reason: Option<String>,
    /// Do not ask: also publish lexicons of domains that are not known to be those of the account
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    network: network::Flags,
}

/// What a run works on.
struct Run<'a> {
    args: &'a Args,
    terminal: &'a Terminal,
    settings: &'a Settings,
    /// All lexicons of the project.
    loaded: Loaded,
    /// Those to publish.
    own: Vec<Own>,
    /// Others of the project that they refer to, each with one that does.
    beside: Vec<(Nsid, Own)>,
}

/// Runs the command.
pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let who = args.who.account()?;
    let settings = settings(Partial::default(), global)?;
    let options = args.network.options(global)?;
    let Some(compiled) = gates::checked(&settings, terminal) else {
        return Ok(End::Problems);
    };
    let loaded = load_project(&settings);
    let Chosen { own, beside } = match own::own(&loaded, &settings, &args.patterns)? {
        Ok(chosen) => chosen,
        Err(diagnostics) => {
            terminal.diagnostics(&diagnostics, &loaded.sources, false);
            terminal.failed("Failed", "not valid data; nothing was published");
            return Ok(End::Problems);
        }
    };
    if own.is_empty() {
        let text = "to publish: all lexicons were installed from elsewhere, or are excluded";
        terminal.warned("Nothing", text);
        return Ok(End::Well);
    }
    let run = Run {
        args,
        terminal,
        settings: &settings,
        loaded,
        own,
        beside,
    };
    if !run.is_linted(compiled) {
        return Ok(End::Problems);
    }
    with_resolver(options, async |resolver| run.publish(resolver, &who).await)?
}

impl Run<'_> {
    async fn publish(
        mut self,
        resolver: &Resolver,
        who: &AtIdentifier,
    ) -> Result<End, SettingsError> {
        let account = match resolver.identify(who).await {
            Ok(account) => account,
            Err(failure) => return Ok(failed(&[failure], self.terminal)),
        };
        let did = account.did.as_str();
        self.terminal
            .detail(&format!("the account is {did}, at {}", account.pds));
        let names = self.own.iter().map(|own| &own.nsid);
        let authorities = match Authorities::find(resolver, &account, names).await {
            Ok(authorities) => authorities,
            Err(failures) => return Ok(failed(&failures, self.terminal)),
        };
        self.leave_out_strangers(&authorities, &account)?;
        if self.own.is_empty() {
            let text = "to publish: another account is the authority of all of them";
            self.terminal.failed("Nothing", text);
            return Ok(End::Problems);
        }
        // The guard of the commit: whatever is read afterwards is not older.
        let latest = match resolver.latest(&account).await {
            Ok(latest) => latest,
            Err(failure) => return Ok(failed(&[failure], self.terminal)),
        };
        let plan = match Plan::new(resolver, (&account, &latest), &authorities, &self.own).await {
            Ok(plan) => plan,
            Err(failures) => return Ok(failed(&failures, self.terminal)),
        };
        plan.say_unreadable(self.terminal);
        let judged = self.judge(&plan);
        plan.print(&self.own, &judged, self.terminal)?;
        if judged.is_broken() {
            let text = format!("{}; nothing was published", judged.summary());
            self.terminal.failed("Breaking", &text);
            return Ok(End::Problems);
        }
        let writes = plan.writes(&self.own);
        if writes.is_empty() {
            let documents = count(self.own.len(), "lexicon");
            let text = format!("{documents} of {did}: nothing to publish");
            self.terminal.done("Unchanged", &text);
            self.warn(&authorities, &account);
            return Ok(End::Well);
        }
        self.warn(&authorities, &account);
        size::warn(&account, &writes, self.terminal);
        unfinished::warn(&plan.changed(&self.own), self.terminal);
        self.say_left_behind(resolver, (&account, &latest)).await;
        let unclaimed = self.unclaimed(&authorities, &account, &plan);
        if self.args.dry_run {
            if !unclaimed.is_empty() {
                let text = format!(
                    "{}: publishing asks first",
                    claims::claim(&unclaimed, &account)
                );
                self.terminal.warned("Unclaimed", &text);
            }
            let documents = count(writes.len(), "lexicon");
            let text = format!("{documents} would be published by {did}; nothing was written");
            self.terminal.done("Planned", &text);
            return Ok(End::Well);
        }
        if !self.may_claim(&unclaimed, &account).await? {
            return Ok(End::Problems);
        }
        let changed = plan.changed(&self.own);
        let written = self
            .write(resolver, (&account, &latest), writes, &changed)
            .await?;
        let Some(rev) = written else {
            return Ok(End::Problems);
        };
        Ok(write::verify(resolver, &account, &changed, rev, self.terminal).await)
    }

    /// Says which lexicons others do not find yet.
    fn warn(&self, authorities: &Authorities, account: &Account) {
        let names: Vec<&Nsid> = self.own.iter().map(|own| &own.nsid).collect();
        let warnings = authorities.warnings(&names, account);
        self.terminal
            .diagnostics(&warnings, &Sources::default(), self.terminal.is_json());
    }
}

/// Reports failures, after which nothing is published.
pub(super) fn failed(failures: &[Failure], terminal: &Terminal) -> End {
    let mut sources = Sources::default();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for failure in failures {
        diagnostics.extend(report(failure, &mut sources));
    }
    let report = Report::in_order(&sources, diagnostics);
    terminal.report(&report, terminal.is_json());
    terminal.failed("Failed", "nothing was written");
    End::Problems
}
