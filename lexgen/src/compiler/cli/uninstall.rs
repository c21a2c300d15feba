//! `lexgen uninstall`: removes lexicons of others that nothing needs any more.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    time::Instant,
};

use super::{
    End,
    flags::Global,
    install::{
        needs::{Listed, Needs},
        plan::{Findings, Plan},
        problems::{Problem, fail},
        state::State,
    },
    journal, network,
    project::{self, Project},
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Report, clean_path, to_json},
        install::{
            References,
            fetch::{Place, fetch},
            settle_keeping,
        },
        network::rules,
        read::{FEW_BYTES, read_text},
        settings::SettingsError,
        source::Sources,
    },
    syntax::Nsid,
};

/// Remove installed lexicons, with everything that only they refer to
///
/// The documents are removed from the folder lexicons, and from lexicons.json and lexicons.lock.
/// What others refer to stays.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen uninstall com.example.post               remove a lexicon that was asked for
  lexgen uninstall com.example.post --dry-run     show what would be removed

Exit codes:
  0  everything is removed that nothing needs any more
  1  a file was changed by hand, or its references are not known; nothing was removed
  2  invalid usage, or files that cannot be read or written")]
pub(super) struct Args {
    /// The lexicons, which must have been asked for by `lexgen install`
    #[arg(value_name = "NSID", required = true)]
    nsids: Vec<Nsid>,
    /// Show what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
    /// Also remove files that were changed since they were installed
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    files: project::Files,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let project = args.files.project(global)?;
    let mut journal = journal::open(project.root(), terminal)?;
    let state = State::read(&project)?;
    let references = references(&project, &state);
    let unwanted: BTreeSet<Nsid> = args.nsids.iter().cloned().collect();
    for nsid in &unwanted {
        check_name(nsid, &state, &references)?;
    }
    let own = project.own(&state.names());
    let rest = Rest {
        project: &project,
        state: &state,
        own: &own,
        references: &references,
        unwanted: &unwanted,
    };
    let Some((mut plan, listed)) = rest.plan(terminal)? else {
        return Ok(End::Problems);
    };
    if args.force {
        plan.removed.append(&mut plan.abandoned);
    } else if !plan.abandoned.is_empty() {
        return Ok(refuse_changed(&project, &plan.abandoned, terminal));
    }
    let (changes, problems) = plan.changes(&project, &state, args.force)?;
    if !problems.is_empty() {
        return Ok(fail(problems, terminal));
    }
    if !args.dry_run {
        state.change(&project, &mut journal, &changes, "uninstall")?;
    }
    let kept = unwanted.iter().filter(|nsid| {
        plan.manifest.resolutions.contains_key(*nsid) || plan.installed.contains_key(*nsid)
    });
    let report = Uninstalled {
        kept: kept.cloned().collect(),
        gone: (state.files.keys())
            .filter(|nsid| !plan.manifest.resolutions.contains_key(*nsid))
            .filter(|nsid| !plan.installed.contains_key(*nsid))
            .cloned()
            .collect(),
        unlisted: (state.listed_only())
            .filter(|nsid| unwanted.contains(*nsid))
            .cloned()
            .collect(),
        references: &references,
        terminal,
    };
    listed.say(terminal);
    report.print(args.dry_run, start)?;
    if !terminal.is_json() {
        report.warn_of_own(&own);
    }
    Ok(End::Well)
}

/// What everything that is installed refers to, also if its file was changed. Nothing is
/// known of missing files.
fn references(project: &Project, state: &State) -> BTreeMap<Nsid, References> {
    let known = state.files.keys().filter_map(|nsid| {
        let references = state.references(nsid).or_else(|| {
            let text = read_text(&project.file(nsid), FEW_BYTES).ok()?;
            References::of_text(&text)
        });
        Some((nsid.clone(), references?))
    });
    known.collect()
}

/// Those that refer to a lexicon.
fn needing<'r>(
    nsid: &'r Nsid,
    references: &'r BTreeMap<Nsid, References>,
) -> impl Iterator<Item = &'r Nsid> {
    let of = references.iter().filter(move |(other, references)| {
        let targets = references.needed.contains(nsid) || references.named.contains(nsid);
        targets && *other != nsid
    });
    of.map(|(other, _)| other)
}

/// Only what was asked for can be removed.
fn check_name(
    nsid: &Nsid,
    state: &State,
    references: &BTreeMap<Nsid, References>,
) -> Result<(), SettingsError> {
    if state.roots().contains(nsid) {
        return Ok(());
    }
    if !state.files.contains_key(nsid) {
        return Err(SettingsError::new(format!("`{nsid}` is not installed")));
    }
    let by: Vec<_> = needing(nsid, references)
        .map(|by| format!("`{by}`"))
        .collect();
    let message = format!("`{nsid}` was not asked for, but installed with others");
    let help = match by.as_slice() {
        [] => "run `lexgen install`, which removes what nothing refers to".to_owned(),
        [by] => format!("{by} refers to it"),
        several => format!("{} refer to it", several.join(", ")),
    };
    Err(SettingsError::new(message).help(help))
}

/// What is left without the unwanted lexicons.
struct Rest<'r> {
    project: &'r Project,
    state: &'r State,
    own: &'r BTreeMap<Nsid, PathBuf>,
    references: &'r BTreeMap<Nsid, References>,
    unwanted: &'r BTreeSet<Nsid>,
}

impl Rest<'_> {
    /// What makes the files what is left. `None` if that is not known, which is reported.
    fn plan(&self, terminal: &Terminal) -> Result<Option<(Plan, Listed)>, SettingsError> {
        let Self {
            project,
            state,
            references,
            unwanted,
            ..
        } = *self;
        let roots: BTreeSet<Nsid> = state.roots().difference(unwanted).cloned().collect();
        let place = |nsid: &Nsid| match references.get(nsid) {
            Some(references) => Place::Here(references.clone()),
            None if self.own.contains_key(nsid) => Place::Own,
            // It was allowed to be missing.
            None => Place::Nowhere,
        };
        let needs = Needs::of(self.own, state).without(unwanted);
        let all = needs.and(roots.clone());
        let found = network::waited(fetch(None, all, place, |_, _| {}))?;
        let found = match found {
            Ok(found) => found.outcomes,
            Err(excess) => {
                fail(vec![Problem::Excess(excess)], terminal);
                return Ok(None);
            }
        };
        let unknown = found
            .keys()
            .filter(|nsid| state.files.contains_key(*nsid) && !references.contains_key(*nsid));
        let unknown: Vec<_> = unknown.collect();
        if !unknown.is_empty() {
            refuse_unknown(project, &unknown, terminal);
            return Ok(None);
        }
        // What others name stays, even if something that it refers to is missing.
        let stays = |nsid: &Nsid| state.files.contains_key(nsid) && !unwanted.contains(nsid);
        let settle = |roots: &BTreeSet<Nsid>| settle_keeping(&found, roots, stays);
        let (settled, listed) = needs.settle(roots, settle);
        let asked = state.manifest.lexicons.difference(unwanted).cloned();
        let proofs = project.proofs(None);
        let findings = Findings {
            found: &found,
            settled: &settled,
            refetched: BTreeSet::new(),
            copied: &BTreeMap::new(),
            asked: listed.and(asked.collect()),
            proofs: proofs.as_deref(),
        };
        let plan = Plan::new(project, state, findings)?;
        Ok(Some((plan, listed)))
    }
}

/// Reports files that are needed to know what can be removed.
fn refuse_unknown(project: &Project, unknown: &[&Nsid], terminal: &Terminal) {
    let diagnostics = unknown.iter().map(|nsid| {
        let file = clean_path(&project.file(nsid));
        let message = format!("{file} is missing or invalid, so nobody knows what it refers to");
        Diagnostic::new(&rules::MISSING_FILE, None, message)
            .with_note(format!("`{nsid}` is installed"))
            .with_help("run `lexgen install` first")
    });
    refuse(diagnostics.collect(), terminal);
}

/// Reports files that were changed by hand.
fn refuse_changed(project: &Project, changed: &BTreeSet<Nsid>, terminal: &Terminal) -> End {
    let diagnostics = changed.iter().map(|nsid| {
        let message = format!("{} was changed", clean_path(&project.file(nsid)));
        Diagnostic::new(&rules::CHANGED_FILE, None, message)
            .with_note(format!("`{nsid}` would be removed"))
            .with_help("use `--force` to remove the file, or give the document an NSID of your own")
    });
    refuse(diagnostics.collect(), terminal)
}

/// Reports why nothing is removed.
fn refuse(diagnostics: Vec<Diagnostic>, terminal: &Terminal) -> End {
    let number = count(diagnostics.len(), "problem");
    terminal.report(&Report::in_order(&Sources::default(), diagnostics), false);
    terminal.failed("Failed", &format!("{number}; nothing was removed"));
    End::Problems
}

/// What was uninstalled.
struct Uninstalled<'u> {
    /// What was to be removed, and others need.
    kept: BTreeSet<Nsid>,
    gone: BTreeSet<Nsid>,
    /// What was only listed, and is not any more.
    unlisted: BTreeSet<Nsid>,
    references: &'u BTreeMap<Nsid, References>,
    terminal: &'u Terminal,
}

impl Uninstalled<'_> {
    fn print(&self, is_dry: bool, start: Instant) -> Result<(), SettingsError> {
        if self.terminal.is_json() {
            let line = |nsid: &Nsid, status: &str| {
                to_json(&serde_json::json!({ "nsid": nsid.as_str(), "status": status })) + "\n"
            };
            let gone = self.gone.iter().map(|nsid| line(nsid, "removed"));
            let kept = self.kept.iter().map(|nsid| line(nsid, "kept"));
            let unlisted = self.unlisted.iter().map(|nsid| line(nsid, "unlisted"));
            let all = gone.chain(kept).chain(unlisted);
            return self.terminal.exact(&all.collect::<String>());
        }
        for nsid in &self.kept {
            let mut by = needing(nsid, self.references).filter(|by| !self.gone.contains(*by));
            let by = by
                .next()
                .map_or(String::new(), |by| format!(", because `{by}` refers to it"));
            self.terminal.warned("Kept", &format!("{nsid}{by}"));
        }
        for nsid in &self.gone {
            if is_dry {
                self.terminal.warned("Remove", nsid);
            } else {
                self.terminal.detail(&format!("{nsid}: removed"));
            }
        }
        for nsid in &self.unlisted {
            let text = format!("{nsid} from the manifest: it was listed, and not installed");
            self.terminal
                .done(if is_dry { "Remove" } else { "Removed" }, &text);
        }
        if self.gone.is_empty() && !self.unlisted.is_empty() {
            return Ok(());
        }
        let number = count(self.gone.len(), "lexicon");
        let time = format!("in {} ms", start.elapsed().as_millis());
        if is_dry {
            let text = format!("{number} would be removed; nothing was written, {time}");
            self.terminal.done("Checked", &text);
        } else {
            self.terminal
                .done("Uninstalled", &format!("{number}, {time}"));
        }
        Ok(())
    }

    /// Warns of lexicons of one's own that refer to what is gone.
    fn warn_of_own(&self, own: &BTreeMap<Nsid, PathBuf>) {
        for (nsid, file) in own {
            let text = read_text(file, FEW_BYTES).ok();
            let references = text.and_then(|text| References::of_text(&text));
            let Some(references) = references else {
                continue;
            };
            for gone in references.needed.intersection(&self.gone) {
                let text = format!("`{nsid}`, one of your own lexicons, refers to `{gone}`");
                self.terminal.warned("Broken", &text);
            }
        }
    }
}
