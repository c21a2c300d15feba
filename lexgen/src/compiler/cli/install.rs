//! `lexgen install`: lexicons of others, with everything that they refer to.

mod asked;
pub(super) mod copies;
mod decided;
pub(super) mod flags;
mod kept;
pub(super) mod keys;
mod locked;
pub(super) mod needs;
pub(super) mod place;
pub(super) mod plan;
pub(super) mod problems;
pub(super) mod state;
mod written;

use std::time::Instant;

use super::{
    End,
    flags::Global,
    journal, network,
    project::{self, Project},
    resolve::target::Target,
    terminal::Terminal,
};
use crate::{
    compiler::{install::git::Repository, settings::SettingsError},
    syntax::Nsid,
};
use asked::Asked;
use decided::{Context, Found};
use flags::Handling;
use needs::Needs;
use place::{fetch_all, place, restored, revisions};
use problems::{Problem, fail};
use state::State;

/// Install published lexicons, with everything that they refer to
///
/// Each is resolved, and verified to be what its authority has signed. The documents are written
/// to the folder lexicons, and listed in lexicons.json and lexicons.lock: commit all of them. What
/// is installed already is not asked for again: see `lexgen update`. Nothing is written unless
/// everything can be.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen install com.example.post          install a lexicon, and list it in lexicons.json
  lexgen install 'com.example.*'           install all of a group
  lexgen install                           fetch what is listed and missing
  lexgen install --dry-run com.example.post
  lexgen install --locked                  in CI: check that the files are those that are listed
  lexgen install --from-git https://example.com/lexicons.git#v1.2:lexicons

Exit codes:
  0  everything is installed
  1  something cannot be installed, another key was not accepted, or (--locked) a file is not
     what is listed; nothing was written
  2  invalid usage, or files that cannot be read or written")]
pub(super) struct Args {
    /// NSIDs, groups such as com.example.*, or AT-URIs of records, for which DNS is not asked
    /// [default: what lexicons.json lists]
    #[arg(value_name = "NSID")]
    targets: Vec<Target>,
    /// Copy the lexicons of a git repository that nobody has published [repeatable]
    ///
    /// The revision is a branch, a tag or a commit. The commit is pinned in lexicons.lock.
    #[arg(long, value_name = "URL#REVISION:PATH", conflicts_with_all = ["locked", "offline"])]
    from_git: Vec<Repository>,
    /// Check that all files are what is listed, and fetch only those that are missing
    #[arg(long, visible_alias = "ci", conflicts_with_all = ["dry_run", "force"])]
    locked: bool,
    /// Like --locked, without the network
    #[arg(long, conflicts_with_all = ["dry_run", "force"])]
    offline: bool,
    /// Show what would be installed, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    handling: Handling,
    /// Accept that an account signs with another key than before
    #[arg(short, long, conflicts_with_all = ["locked", "offline"])]
    yes: bool,
    #[command(flatten)]
    files: project::Files,
    #[command(flatten)]
    network: network::Flags,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let project = args.files.project(global)?;
    if args.locked || args.offline {
        // Where nothing can be written, it can still be checked.
        journal::recover(project.root(), terminal)?;
        let state = State::read(&project)?;
        return locked::run(args, global, &project, &state, terminal);
    }
    let proofs = args.handling.proofs(&project);
    project.check_places(proofs.as_deref())?;
    let journal = journal::open_unless(args.dry_run, project.root(), terminal)?;
    let state = State::read(&project)?;
    if args.targets.is_empty() && args.from_git.is_empty() && state.roots().is_empty() {
        let abandoned = state.abandoned(&project);
        return Err(abandoned.unwrap_or_else(|| nothing(&project, &state)));
    }
    if !args.handling.force {
        let changed = state.changed(&project);
        if !changed.is_empty() {
            return Ok(fail(changed, terminal));
        }
    }
    let mut options = args.network.options(global)?;
    options.keeps_proofs = proofs.is_some();
    let copied = match copies::of(args, &project, &state, &options) {
        Ok(copied) => copied,
        Err(problems) => return Ok(fail(problems, terminal)),
    };
    let own = project.own(&state.names());
    let needs = Needs::of(&own, &state);
    let restored = restored(proofs.as_deref(), &state);
    let found = network::with_pinned_resolver(options, revisions(&state), async |resolver| {
        let asked = Asked::new(resolver, &args.targets, terminal).await?;
        let place = |nsid: &Nsid| place(nsid, (&state, &asked), (&copied, &own), &restored);
        let roots = needs.and(asked.roots(&state, &copied));
        let outcomes = fetch_all(resolver, roots, place, terminal).await;
        Ok::<_, SettingsError>((asked, outcomes))
    })?;
    let (asked, outcomes) = found?;
    let outcomes = match outcomes {
        Ok(outcomes) => outcomes,
        Err(excess) => return Ok(fail(vec![Problem::Excess(excess)], terminal)),
    };
    let found = Found { asked, outcomes };
    let context = Context {
        args,
        project: &project,
        state: &state,
        copied: &copied,
        own: &own,
        needs: &needs,
    };
    context.finish(found, journal, start, terminal)
}

/// Says that there is nothing to install.
fn nothing(project: &Project, state: &State) -> SettingsError {
    let manifest = project.manifest.display();
    let message = if state.has_manifest {
        format!("nothing to install: {manifest} lists no lexicons")
    } else {
        format!("nothing to install: there is no {manifest}")
    };
    SettingsError::new(message).help("name a lexicon, as in `lexgen install com.example.post`")
}
