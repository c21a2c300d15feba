//! `lexgen update`: what is published now, and what changes with it.

mod changes;
mod verdicts;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    time::Instant,
};

use super::{
    End,
    flags::Global,
    install::{
        copies::{self, Typed},
        flags::Handling,
        keys,
        needs::Needs,
        place::{fetch_all, revisions},
        plan::{Copied, Findings, Plan},
        problems::{Problem, fail, fail_unless, not_left_out, problem},
        state::State,
    },
    journal, network,
    project::{self, Project},
    terminal::Terminal,
};
use crate::{
    compiler::{
        install::{
            Settled, drop_conflicting,
            fetch::{Excess, Outcome, Place},
            files,
            journal::Journal,
            settle, settle_keeping,
        },
        network::{Reason, RecordFault, Request, Resolver},
        settings::SettingsError,
    },
    syntax::Nsid,
};
use changes::Changes;

/// Update installed lexicons to what is published now
///
/// Each is resolved again, by DNS too, unless it was installed by address. What `breaking` says of
/// the new versions is shown before they are written, with the version that the generated Rust
/// needs. Nothing is written unless everything can be.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen update                      update everything
  lexgen update com.example.post     update one lexicon, and install what it refers to newly
  lexgen update --dry-run            show what would change

Exit codes:
  0  everything is up to date, whatever has changed
  1  something cannot be resolved, or another account or key was not accepted; nothing was written
  2  invalid usage, or files that cannot be read or written")]
pub(super) struct Args {
    /// The installed lexicons to update [default: all]
    #[arg(value_name = "NSID")]
    nsids: Vec<Nsid>,
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Accept that another account has a lexicon, or that an account signs with another key
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    handling: Handling,
    #[command(flatten)]
    files: project::Files,
    #[command(flatten)]
    network: network::Flags,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let project = args.files.project(global)?;
    project.check_places(args.handling.proofs(&project).as_deref())?;
    let journal = journal::open_unless(args.dry_run, project.root(), terminal)?;
    let state = State::read(&project)?;
    check_names(args, &project, &state)?;
    if !args.handling.force {
        let changed = state.changed(&project);
        if !changed.is_empty() {
            return Ok(fail(changed, terminal));
        }
    }
    let mut options = args.network.options(global)?;
    options.keeps_proofs = args.handling.proofs(&project).is_some();
    let network = (&options, args.network.for_git());
    let copied = match copies::missing(&project, &state, Typed::NoneHere, network) {
        Ok(copied) => copied,
        Err(problems) => return Ok(fail(problems, terminal)),
    };
    let own = project.own(&state.names());
    let needs = Needs::of(&own, &state);
    if let Some(error) = state.abandoned(&project)
        && needs.and(BTreeSet::new()).is_empty()
    {
        return Err(error);
    }
    let update = Update {
        args,
        project: &project,
        state: &state,
        own: &own,
        needs: &needs,
        copied: &copied,
    };
    let found = network::with_pinned_resolver(options, revisions(&state), async |resolver| {
        update.found(resolver, terminal).await
    })?;
    let outcomes = match found {
        Ok(outcomes) => outcomes,
        Err(excess) => return Ok(fail(vec![Problem::Excess(excess)], terminal)),
    };
    update.finish(outcomes, journal, start, terminal)
}

/// Only what is published can be updated.
fn check_names(args: &Args, project: &Project, state: &State) -> Result<(), SettingsError> {
    if let Some(error) = state.uninstalled(project) {
        return Err(error);
    }
    if state.names().is_empty() {
        let message = format!(
            "nothing is installed: {} lists no lexicons",
            project.manifest.display()
        );
        return Err(SettingsError::new(message)
            .help("install a lexicon, as in `lexgen install com.example.post`"));
    }
    for nsid in &args.nsids {
        let is_resolved = state.manifest.resolutions.contains_key(nsid);
        if is_resolved {
            continue;
        }
        return Err(if state.names().contains(nsid) {
            SettingsError::new(format!("`{nsid}` is from git, and pinned by its commit"))
                .help("run `lexgen install --from-git` with another revision")
        } else {
            SettingsError::new(format!("`{nsid}` is not installed"))
                .help(format!("run `lexgen install {nsid}`"))
        });
    }
    Ok(())
}

struct Update<'u> {
    args: &'u Args,
    project: &'u Project,
    state: &'u State,
    own: &'u BTreeMap<Nsid, PathBuf>,
    needs: &'u Needs,
    /// What is from git, and was not there as it is pinned.
    copied: &'u BTreeMap<Nsid, Copied>,
}

impl Update<'_> {
    /// Resolves everything again. What cannot be resolved stays as it is if that is
    /// allowed.
    async fn found(
        &self,
        resolver: &Resolver,
        terminal: &Terminal,
    ) -> Result<BTreeMap<Nsid, Outcome>, Excess> {
        let mut kept: BTreeSet<Nsid> = BTreeSet::new();
        loop {
            let place = |nsid: &Nsid| self.place(nsid, &kept);
            let roots = self.needs.and(self.state.roots());
            let outcomes = fetch_all(resolver, roots.clone(), place, terminal).await?;
            if !self.allows_missing() {
                return Ok(outcomes);
            }
            let can_stay = |nsid: &&Nsid| self.state.is_same(nsid) && !kept.contains(*nsid);
            let failed = outcomes.iter().filter(|(_, outcome)| {
                matches!(outcome, Outcome::Failed(_) | Outcome::Replaced(..))
            });
            let failed = failed.map(|(nsid, _)| nsid).filter(can_stay);
            let mut stay: BTreeSet<Nsid> = failed.cloned().collect();
            for nsid in &stay {
                let text = format!(
                    "the installed version of {nsid}: `lexgen resolve {nsid}` says why it cannot be resolved"
                );
                terminal.warned("Kept", &text);
            }
            // Others may be complete with what stays.
            if stay.is_empty() {
                let left_out = settle(&outcomes, &roots).left_out;
                stay.extend(left_out.iter().filter(can_stay).cloned());
                for nsid in &stay {
                    let text = format!(
                        "the installed version of {nsid}: what it now refers to cannot be resolved"
                    );
                    terminal.warned("Kept", &text);
                }
            }
            if stay.is_empty() {
                return Ok(outcomes);
            }
            kept.extend(stay);
        }
    }

    /// Where a lexicon can be had.
    fn place(&self, nsid: &Nsid, kept: &BTreeSet<Nsid>) -> Place {
        if let Some(copied) = self.copied.get(nsid) {
            return Place::Here(copied.references());
        }
        if self.own.contains_key(nsid) {
            return Place::Own;
        }
        let state = self.state;
        let stays =
            kept.contains(nsid) || !self.is_chosen(nsid) || state.resolution(nsid).is_none();
        if stays && let Some(references) = state.references(nsid) {
            return Place::Here(references);
        }
        let new = Request::new(nsid.clone());
        match state.resolution(nsid) {
            // Only its file is missing.
            Some((did, cid)) if !self.is_chosen(nsid) => {
                let request = Request {
                    account: Some(did),
                    ..new
                };
                Place::Network(Box::new(request), Some(cid.clone()))
            }
            Some((did, _)) if state.is_by_address(nsid) => {
                let request = Request {
                    account: Some(did),
                    ..new
                };
                Place::Network(Box::new(request), None)
            }
            _ => Place::Network(Box::new(new), None),
        }
    }

    fn is_chosen(&self, nsid: &Nsid) -> bool {
        self.args.nsids.is_empty() || self.args.nsids.contains(nsid)
    }

    fn allows_missing(&self) -> bool {
        self.args.handling.allows_missing(self.project)
    }

    fn finish(
        &self,
        mut outcomes: BTreeMap<Nsid, Outcome>,
        journal: Option<Journal>,
        start: Instant,
        terminal: &Terminal,
    ) -> Result<End, SettingsError> {
        let is_installed = |nsid: &Nsid| self.state.files.contains_key(nsid);
        let (settled, _) = self.needs.settle(self.state.roots(), |roots| {
            settle_keeping(&outcomes, roots, is_installed)
        });
        drop_conflicting(&mut outcomes, &settled, self.own.keys(), is_installed);
        let stays = |nsid: &Nsid| is_installed(nsid) && !is_gone(&outcomes, nsid);
        let settle = |roots: &BTreeSet<Nsid>| settle_keeping(&outcomes, roots, stays);
        let (settled, listed) = self.needs.settle(self.state.roots(), settle);
        let problems = self.problems(&settled, &mut outcomes);
        if !problems.is_empty() {
            let is_missing =
                |it: &Problem| matches!(it, Problem::Failed(..) | Problem::Replaced(..));
            let help = "`--allow-missing` keeps the installed versions";
            let help = problems.iter().all(is_missing).then_some(help);
            return Ok(fail_unless(
                problems,
                help.filter(|_| !self.allows_missing()),
                terminal,
            ));
        }
        let proofs = self.args.handling.proofs(self.project);
        let pinned = self.state.manifest.resolutions.keys();
        let findings = Findings {
            found: &outcomes,
            settled: &settled,
            refetched: pinned
                .filter(|nsid| !self.is_chosen(nsid))
                .cloned()
                .collect(),
            copied: self.copied,
            asked: listed.and(self.state.manifest.lexicons.clone()),
            proofs: proofs.as_deref(),
        };
        let plan = Plan::new(self.project, self.state, findings)?;
        let (files, problems) = plan.changes(self.project, self.state, self.args.handling.force)?;
        if !problems.is_empty() {
            return Ok(fail(problems, terminal));
        }
        let changes = Changes::of(self.state, &plan);
        let verdicts = verdicts::of(self.project, self.state, &plan, self.own)?;
        changes.show(&verdicts, terminal)?;
        listed.say(terminal);
        let alarms = changes.alarms(terminal, self.args.yes || self.args.dry_run);
        let time = format!("in {} ms", start.elapsed().as_millis());
        let summary = changes.summary(verdicts.as_ref());
        let Some(mut journal) = journal else {
            terminal.done(
                "Checked",
                &format!("{summary}; nothing was written, {time}"),
            );
            return Ok(End::Well);
        };
        if alarms > 0 && !self.args.yes {
            let question = "Accept the other accounts and keys?";
            if !keys::are_accepted(alarms, question, terminal) {
                return Ok(End::Problems);
            }
        }
        let state = self.state;
        state.change(self.project, &mut journal, &files, "update")?;
        let verb = if files.is_empty() {
            "Unchanged"
        } else {
            "Updated"
        };
        terminal.done(verb, &format!("{summary}, {time}"));
        Ok(End::Well)
    }

    fn problems(&self, settled: &Settled, outcomes: &mut BTreeMap<Nsid, Outcome>) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (nsid, by) in &settled.missing {
            let is_asked_for = self.state.manifest.lexicons.contains(nsid);
            let reason = not_left_out(self.state, nsid, is_asked_for);
            if reason.is_none() && self.allows_missing() {
                continue;
            }
            let problem = problem(outcomes, nsid.clone(), by.clone());
            problems.push(match reason {
                Some(reason) if self.allows_missing() => {
                    Problem::NotLeftOut(Box::new(problem), reason)
                }
                _ => problem,
            });
        }
        let in_place = self.own.keys();
        if let Some((one, other)) = files::conflict(settled.lexicons.iter().chain(in_place)) {
            problems.push(Problem::Conflict(one.clone(), other.clone()));
        }
        problems
    }
}

/// Whether a lexicon is proven not to be published any more.
fn is_gone(outcomes: &BTreeMap<Nsid, Outcome>, nsid: &Nsid) -> bool {
    match outcomes.get(nsid) {
        Some(Outcome::Failed(failure)) => matches!(
            &*failure.reason,
            Reason::Record {
                fault: RecordFault::Absent(_),
                ..
            }
        ),
        _ => false,
    }
}
