//! `--locked` and `--offline`: what is listed is installed, exactly.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::SystemTime,
};

use super::{
    Args,
    copies::{self, Typed},
    decided::names_in_place,
    needs::Needs,
    place::{pinned, restored, revisions},
    plan::Copied,
    problems::{Problem, fail, problem},
    state::State,
};
use crate::{
    compiler::{
        cli::{
            End,
            flags::Global,
            journal, network,
            project::Project,
            resolve::target::Target,
            terminal::{Terminal, count},
        },
        install::{
            fetch::{Outcome, Place, fetch},
            files,
            journal::Change,
            proofs, settle,
        },
        network::{Failure, Reason, RecordFault, Resolver, json},
        read::{MANY_BYTES, read_file},
        set::lock::installed::Upstream,
        settings::SettingsError,
    },
    syntax::Nsid,
};

pub(super) fn run(
    args: &Args,
    global: &Global,
    project: &Project,
    state: &State,
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let mut problems = not_listed(args, state)?;
    if problems.is_empty() && !state.has_manifest && state.files.is_empty() {
        // A project without lexicons of others is one that is complete, as in CI.
        terminal.done("Verified", "nothing is listed: there is no manifest");
        return Ok(End::Well);
    }
    if let Some(error) = state.abandoned(project) {
        let own = project.own(&state.names());
        if Needs::of(&own, state).and(BTreeSet::new()).is_empty() {
            return Err(error);
        }
    }
    problems.extend(state.changed(project));
    problems.extend(state.disputed.iter().cloned().map(Problem::Disputed));
    problems.extend(bad_proofs(args, project, state));
    if !problems.is_empty() {
        return Ok(fail(problems, terminal));
    }
    let copied = if args.offline {
        BTreeMap::new()
    } else {
        let options = args.network.options(global)?;
        let network = (&options, args.network.for_git());
        match copies::missing(project, state, Typed::NoneHere, network) {
            Ok(copied) => copied,
            Err(problems) => return Ok(fail(problems, terminal)),
        }
    };
    let own = project.own(&state.names());
    let all = state.files.keys().chain(names_in_place(&own, project));
    if let Some((one, other)) = files::conflict(all) {
        let problem = Problem::Conflict(one.clone(), other.clone());
        return Ok(fail(vec![problem], terminal));
    }
    let restored = restored(args.handling.proofs(project).as_deref(), state);
    let place = |nsid: &Nsid| {
        if let Some(copied) = copied.get(nsid) {
            return Place::Here(copied.references());
        }
        if own.contains_key(nsid) {
            return Place::Own;
        }
        match state.references(nsid) {
            Some(references) => Place::Here(references),
            None => pinned(nsid, state, &restored).unwrap_or(Place::Nowhere),
        }
    };
    let fetch_all = async |resolver: Option<&Resolver>| {
        let all = state.roots().into_iter().chain(state.names());
        fetch(resolver, all, place, |_, _| {}).await
    };
    let is_complete = state.files.keys().all(|nsid| state.is_same(nsid));
    let outcomes = if args.offline || is_complete {
        network::waited(fetch_all(None))?
    } else {
        let options = args.network.options(global)?;
        network::with_pinned_resolver(options, revisions(state), async |resolver| {
            fetch_all(Some(resolver)).await
        })?
    };
    let outcomes = match outcomes {
        Ok(found) => found.outcomes,
        Err(excess) => return Ok(fail(vec![Problem::Excess(excess)], terminal)),
    };
    conclude(args, (project, state), outcomes, &copied, terminal)
}

fn conclude(
    args: &Args,
    (project, state): (&Project, &State),
    mut outcomes: BTreeMap<Nsid, Outcome>,
    copied: &BTreeMap<Nsid, Copied>,
    terminal: &Terminal,
) -> Result<End, SettingsError> {
    let settled = settle(&outcomes, &state.roots());
    let allows_missing = args.handling.allows_missing(project);
    let mut problems = Vec::new();
    let mut unneeded = Vec::new();
    for nsid in state.files.keys() {
        match outcomes.get(nsid) {
            Some(Outcome::Absent) => problems.push(Problem::Missing {
                nsid: nsid.clone(),
                file: project.file(nsid),
            }),
            Some(Outcome::Failed(_) | Outcome::Replaced(..)) => {
                let by = settled.missing.get(nsid).cloned().unwrap_or_default();
                problems.push(problem(&mut outcomes, nsid.clone(), by));
            }
            _ if !settled.lexicons.contains(nsid) && !settled.left_out.contains(nsid) => {
                unneeded.push(Problem::Unneeded(nsid.clone()));
            }
            _ => {}
        }
    }
    for (nsid, by) in settled.missing {
        let is_listed = state.files.contains_key(&nsid);
        let is_root = state.manifest.lexicons.contains(&nsid);
        if !is_listed && (is_root || !allows_missing) {
            problems.push(Problem::Unlisted(nsid, by));
        }
    }
    // Of what is not there, nobody knows what it refers to.
    if problems.is_empty() {
        problems = unneeded;
    }
    let mut changes = Vec::new();
    for nsid in state.files.keys().filter(|nsid| !state.is_same(nsid)) {
        let text = match (copied.get(nsid), outcomes.get(nsid)) {
            (Some(copied), _) => copied.text.clone(),
            (None, Some(Outcome::Fetched(resolved, _))) => json(&resolved.document),
            _ => continue,
        };
        let path = project.file(nsid);
        let is_inside = files::is_inside(project.root(), &path);
        if !is_inside.map_err(|error| SettingsError::new(error.to_string()))? {
            problems.push(Problem::Unsafe(path.clone()));
        }
        changes.push(Change {
            path,
            contents: Some(text.into_bytes()),
        });
    }
    if !problems.is_empty() {
        return Ok(fail(problems, terminal));
    }
    if !changes.is_empty() {
        let mut journal = journal::open(project.root(), terminal)?;
        state.change(project, &mut journal, &changes, "install")?;
    }
    let number = count(state.files.len(), "lexicon");
    let text = match changes.len() {
        0 => format!("{number}, as listed"),
        missing => format!("{number}, as listed: fetched {missing}"),
    };
    terminal.done("Verified", &text);
    Ok(End::Well)
}

/// What is asked for and is not installed.
fn not_listed(args: &Args, state: &State) -> Result<Vec<Problem>, SettingsError> {
    let mut problems = Vec::new();
    for target in &args.targets {
        match target {
            Target::One(request) => {
                let did = state.resolution(&request.nsid).map(|(did, _)| did);
                let is_other = request.account.is_some() && request.account != did;
                let nsid = &request.nsid;
                if is_other || !state.files.contains_key(nsid) {
                    problems.push(Problem::Unlisted(nsid.clone(), BTreeSet::new()));
                } else if !state.roots().contains(nsid) {
                    problems.push(Problem::Dependency(nsid.clone()));
                }
            }
            Target::Group(group) => {
                let message = format!("`{group}.*` would have to be listed by its account");
                return Err(SettingsError::new(message)
                    .help("name lexicons, or run without `--locked` and `--offline`"));
            }
        }
    }
    Ok(problems)
}

/// The proofs that are kept and are bad.
fn bad_proofs(args: &Args, project: &Project, state: &State) -> Vec<Problem> {
    let Some(folder) = args.handling.proofs(project) else {
        return Vec::new();
    };
    let now = SystemTime::now();
    let mut problems = BTreeMap::new();
    let mut lexicons = Vec::new();
    for nsid in state.manifest.resolutions.keys() {
        match state.installed.get(nsid).map(|origin| &origin.from) {
            Some(Upstream::Network(published)) => lexicons.push((nsid, published)),
            Some(Upstream::Git(_)) | None => {
                let reason = "it does not say who has signed it";
                problems.insert(nsid, (project.lock.clone(), reason.to_owned()));
            }
        }
    }
    for (path, lexicons) in proofs::by_file(&folder, lexicons) {
        let file = match read_file(&path, MANY_BYTES) {
            Ok(file) => file,
            Err(error) => {
                let reason = format!("it cannot be read: {error}");
                let all = lexicons.iter().map(|(nsid, _)| *nsid);
                problems.extend(all.map(|nsid| (nsid, (path.clone(), reason.clone()))));
                continue;
            }
        };
        proofs::verify(&file, &lexicons, now, |nsid, found| {
            let pinned = state.installed.get(nsid).map(|origin| &origin.cid);
            let reason = match found {
                Ok(resolved) if pinned == Some(&resolved.cid.to_cid()) => return,
                Ok(resolved) => format!("it proves {}", resolved.cid),
                Err(failure) => why(&failure),
            };
            problems.insert(nsid, (path.clone(), reason));
        });
    }
    let problems = problems.into_iter();
    let problems = problems.map(|(nsid, (file, reason))| Problem::Proof {
        nsid: nsid.clone(),
        file,
        reason,
    });
    problems.collect()
}

fn why(failure: &Failure) -> String {
    match &*failure.reason {
        Reason::Record {
            fault: RecordFault::Proof(step, reason),
            ..
        } => format!("bad {step}: {reason}"),
        Reason::Record {
            fault: RecordFault::Absent(rev),
            ..
        } => format!("revision {rev} does not have it"),
        _ => "its document is not valid".to_owned(),
    }
}
