//! What is decided by what was found: why nothing can be installed, or what is.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    Args,
    asked::Asked,
    keys::{self, ChangedKeys},
    needs::{Listed, Needs},
    plan::{Copied, Findings, Plan},
    problems::{Problem, fail, fail_unless, not_left_out, problem, report_all},
    state::State,
    written,
};
use crate::{
    compiler::{
        cli::{End, project::Project, terminal::Terminal},
        diagnostic::Severity,
        install::{
            Settled, drop_conflicting, fetch::Outcome, files, journal::Journal, settle_keeping,
        },
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// What was found for what was asked for.
pub(super) struct Found {
    pub(super) asked: Asked,
    pub(super) outcomes: BTreeMap<Nsid, Outcome>,
}

/// What an installation is decided by.
pub(super) struct Context<'c> {
    pub(super) args: &'c Args,
    pub(super) project: &'c Project,
    pub(super) state: &'c State,
    pub(super) copied: &'c BTreeMap<Nsid, Copied>,
    pub(super) own: &'c BTreeMap<Nsid, PathBuf>,
    pub(super) needs: &'c Needs,
}

/// What is installed, if nothing speaks against it.
struct Decided {
    settled: Settled,
    listed: Listed,
    /// Why lexicons are missing that may be.
    tolerated: Vec<Problem>,
}

/// Why nothing is installed.
struct Refused {
    problems: Vec<Problem>,
    /// Whether all of them are lexicons that could be missing.
    could_be_missing: bool,
}

impl Context<'_> {
    /// Installs what was found. Without a journal, it only says what it would install.
    pub(super) fn finish(
        &self,
        mut found: Found,
        journal: Option<Journal>,
        start: Instant,
        terminal: &Terminal,
    ) -> Result<End, SettingsError> {
        let Decided {
            settled,
            listed,
            tolerated,
        } = match self.decide(&mut found) {
            Ok(decided) => decided,
            Err(Refused {
                problems,
                could_be_missing,
            }) => {
                let help = "`--allow-missing` installs the rest";
                let help = could_be_missing.then_some(help);
                return Ok(fail_unless(problems, help, terminal));
            }
        };
        let Found { asked, outcomes } = found;
        let proofs = self.args.handling.proofs(self.project);
        let findings = Findings {
            found: &outcomes,
            settled: &settled,
            refetched: self.refetched(&asked),
            copied: self.copied,
            asked: listed.and(asked.listed(self.state, self.copied)),
            proofs: proofs.as_deref(),
        };
        let plan = Plan::new(self.project, self.state, findings)?;
        let force = self.args.handling.force;
        let (changes, problems) = plan.changes(self.project, self.state, force)?;
        if !problems.is_empty() {
            return Ok(fail(problems, terminal));
        }
        let changed = ChangedKeys::of(&self.state.installed, &plan.installed);
        let is_accepted = self.args.yes || journal.is_none();
        let alarms = keys::alarms(changed.diagnostics(), terminal, is_accepted);
        if alarms > 0
            && !is_accepted
            && !keys::are_accepted(alarms, "Accept the other keys?", terminal)
        {
            return Ok(End::Problems);
        }
        let is_dry = journal.is_none();
        if let Some(mut journal) = journal {
            let state = self.state;
            state.change(self.project, &mut journal, &changes, "install")?;
        }
        let missing = report_all(tolerated, Severity::Warning, terminal);
        listed.say(terminal);
        let report = written::Report {
            project: self.project,
            state: self.state,
            plan: &plan,
            outcomes: &outcomes,
            left_out: &settled.left_out,
            missing,
            is_dry,
        };
        report.print(start, terminal)?;
        Ok(End::Well)
    }

    fn decide(&self, found: &mut Found) -> Result<Decided, Refused> {
        let Found { asked, outcomes } = found;
        let roots = asked.roots(self.state, self.copied);
        let is_installed = |nsid: &Nsid| self.state.files.contains_key(nsid);
        let (settled, _) = self.needs.settle(roots.clone(), |roots| {
            settle_keeping(outcomes, roots, is_installed)
        });
        let in_place = names_in_place(self.own, self.project);
        drop_conflicting(outcomes, &settled, in_place, is_installed);
        // Nothing is removed because something cannot be fetched.
        let settle = |roots: &BTreeSet<Nsid>| settle_keeping(outcomes, roots, is_installed);
        let (mut settled, listed) = self.needs.settle(roots.clone(), settle);
        let mut problems: Vec<_> = asked.failures();
        let mut tolerated = Vec::new();
        let mut could_be_missing = problems.is_empty();
        let allows_missing = self.args.handling.allows_missing(self.project);
        for (nsid, by) in std::mem::take(&mut settled.missing) {
            let is_asked_for = roots.contains(&nsid) && !asked.is_of_group(&nsid);
            let reason = not_left_out(self.state, &nsid, is_asked_for);
            let problem = problem(outcomes, nsid.clone(), by);
            could_be_missing &= reason.is_none();
            match reason {
                None if allows_missing => {
                    asked.forget(&nsid);
                    tolerated.push(problem);
                }
                Some(reason) if allows_missing => {
                    problems.push(Problem::NotLeftOut(Box::new(problem), reason));
                }
                _ => problems.push(problem),
            }
        }
        let owned = self.own_files(asked);
        let conflict = self.conflict(&settled);
        could_be_missing &= owned.is_empty() && conflict.is_none();
        problems.extend(owned.into_iter().chain(conflict));
        if problems.is_empty() {
            Ok(Decided {
                settled,
                listed,
                tolerated,
            })
        } else {
            Err(Refused {
                problems,
                could_be_missing,
            })
        }
    }

    /// Two lexicons that would have the same file.
    fn conflict(&self, settled: &Settled) -> Option<Problem> {
        let in_place = names_in_place(self.own, self.project);
        let (one, other) = files::conflict(settled.lexicons.iter().chain(in_place))?;
        Some(Problem::Conflict(one.clone(), other.clone()))
    }

    /// What was fetched again as it is pinned.
    fn refetched(&self, asked: &Asked) -> BTreeSet<Nsid> {
        let pinned = self.state.manifest.resolutions.keys();
        let pinned = pinned.filter(|nsid| asked.request(nsid, self.state).is_none());
        pinned.cloned().collect()
    }

    /// What is to be installed and is somebody's own, in another file.
    fn own_files(&self, asked: &Asked) -> Vec<Problem> {
        let own = self.own.iter().filter(|(nsid, file)| {
            let is_asked = asked.request(nsid, self.state).is_some();
            (is_asked || self.copied.contains_key(*nsid)) && !is_in_place(self.project, nsid, file)
        });
        let own = own.map(|(nsid, file)| Problem::Own {
            nsid: nsid.clone(),
            file: file.clone(),
            is_in_place: false,
        });
        own.collect()
    }
}

/// The lexicons of one's own that are where they would be installed.
pub(super) fn names_in_place<'o>(
    own: &'o BTreeMap<Nsid, PathBuf>,
    project: &Project,
) -> impl Iterator<Item = &'o Nsid> {
    let in_place = own
        .iter()
        .filter(|(nsid, file)| is_in_place(project, nsid, file));
    in_place.map(|(nsid, _)| nsid)
}

/// Whether a file is where a lexicon would be installed.
fn is_in_place(project: &Project, nsid: &Nsid, file: &Path) -> bool {
    let place = project.file(nsid);
    file == place || matches!((file.canonicalize(), place.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
