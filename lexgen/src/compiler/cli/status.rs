//! `lexgen status`: whether lexicons are what is published.

mod compared;
mod findings;

use std::{collections::BTreeMap, time::Instant};

use anstyle::{AnsiColor, Style};

use super::{
    End,
    flags::Global,
    install::{place::revisions, state::State},
    network,
    project::{self, Project},
    settings,
    terminal::{Terminal, count},
};
use crate::{
    compiler::{
        diagnostic::{Report, Severity, clean_path},
        network::{Failure, Request, report},
        set::load_project,
        settings::{Partial, SettingsError},
        source::Sources,
    },
    syntax::Nsid,
};
use compared::{Compared, Kind, Own, Status};

/// Compare lexicons with what is published
///
/// Compares those that are installed, and your own, with what is published now. No account is
/// needed, and nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen status                      show which lexicons differ
  lexgen status com.example.post     show it for one lexicon
  lexgen status --check              in CI: fail if something differs

Exit codes:
  0  always, unless one of these applies
  1  (--check) a lexicon is not the same as what is published
  2  invalid usage, or files that cannot be read")]
pub(super) struct Args {
    /// The lexicons to compare [default: all]
    #[arg(value_name = "NSID")]
    nsids: Vec<Nsid>,
    /// Exit with 1 if a lexicon is not the same as what is published
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    files: project::Files,
    #[command(flatten)]
    network: network::Flags,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let project = args.files.project(global)?;
    let state = State::read(&project)?;
    let (own, unreadable) = own(&project, &state, global)?;
    let mut all = compared::listed(&project, &state, own);
    if all.is_empty() && !unreadable.is_empty() {
        say_unreadable(&unreadable, args.check, terminal);
    }
    if all.is_empty() {
        if let Some(error) = state.uninstalled(&project) {
            return Err(error);
        }
        let error = SettingsError::new("nothing to compare: no lexicons found");
        return Err(error.help("`lexgen install` and `lexgen new` add some"));
    }
    for nsid in &args.nsids {
        if !all.iter().any(|it| it.nsid == *nsid) {
            let message = format!("`{nsid}` is neither installed nor one of your own lexicons");
            return Err(SettingsError::new(message)
                .help(format!("`lexgen resolve {nsid}` shows what is published")));
        }
    }
    all.retain(|it| args.nsids.is_empty() || args.nsids.contains(&it.nsid));
    if let Err(excess) = resolve(&mut all, args, &state, global, terminal)? {
        let mut sources = Sources::default();
        let diagnostics = report(&excess, &mut sources);
        terminal.report(&Report::in_order(&sources, diagnostics), false);
        terminal.failed("Failed", "nothing was compared");
        return Ok(End::Problems);
    }
    print(&all, args.check, terminal)?;
    for nsid in state.listed_only() {
        let text = format!("{nsid}, which is listed and not installed: run `lexgen install`");
        terminal.warned("Skipped", &text);
    }
    say_unreadable(&unreadable, args.check, terminal);
    let is_same = all.iter().all(|it| it.status.is_same()) && unreadable.is_empty();
    let time = format!("in {} ms", start.elapsed().as_millis());
    let text = format!("{}, {time}", summary(&all));
    match (is_same, args.check) {
        (true, _) => terminal.done("Compared", &text),
        (false, false) => terminal.warned("Compared", &text),
        (false, true) => terminal.failed("Compared", &text),
    }
    Ok(if args.check && !is_same {
        End::Problems
    } else {
        End::Well
    })
}

/// Says which files nothing can be said about.
fn say_unreadable(files: &[String], is_problem: bool, terminal: &Terminal) {
    for file in files {
        let text = format!("{file}, which has errors: `lexgen check` shows them");
        if is_problem {
            terminal.failed("Skipped", &text);
        } else {
            terminal.warned("Skipped", &text);
        }
    }
}

/// One's own lexicons that the settings select, and the files of which nobody knows what
/// they have.
fn own(
    project: &Project,
    state: &State,
    global: &Global,
) -> Result<(BTreeMap<Nsid, Own>, Vec<String>), SettingsError> {
    if project.located.settings.inputs.is_none() {
        return Ok((BTreeMap::new(), Vec::new()));
    }
    let settings = settings(Partial::default(), global)?;
    let set = load_project(&settings);
    let selection = set.selection(&settings.resolve);
    let valid = set.documents.iter().map(|document| &document.id);
    let all = valid.chain(&set.refused.documents);
    let own = all.filter(|nsid| selection.contains(nsid) && !state.files.contains_key(*nsid));
    let own = own.map(|nsid| {
        let document = set.document(nsid);
        let source = set
            .source_of(nsid)
            .and_then(|source| set.sources.get(source));
        let own = Own {
            cid: document.and_then(|document| set.cid(document).ok()),
            file: source.and_then(|source| source.path.clone()),
        };
        (nsid.clone(), own)
    });
    let unreadable = set.refused.nameless.iter().filter_map(|source| {
        let path = set.sources.get(*source)?.path.as_deref()?;
        let is_installed = state.files.keys().any(|nsid| project.file(nsid) == path);
        (!is_installed).then(|| clean_path(path).to_string())
    });
    let unreadable = unreadable.collect();
    Ok((own.collect(), unreadable))
}

/// Asks for what is published. The inner error is that it is more than a run may receive.
fn resolve(
    all: &mut [Compared],
    args: &Args,
    state: &State,
    global: &Global,
    terminal: &Terminal,
) -> Result<Result<(), Failure>, SettingsError> {
    let asked: Vec<&mut Compared> = all.iter_mut().filter(|it| it.is_asked_for()).collect();
    if asked.is_empty() {
        return Ok(Ok(()));
    }
    let requests: Vec<Request> = asked.iter().map(|it| it.request()).collect();
    let options = args.network.options(global)?;
    let mut done = 0;
    let results = network::with_pinned_resolver(options, revisions(state), async |resolver| {
        let total = requests.len();
        let on_done = |_, _: &_| {
            done += 1;
            terminal.progress("Resolving", || {
                format!("{done} of {}", count(total, "lexicon"))
            });
        };
        resolver.resolve_all(&requests, on_done).await
    })?;
    let results = match results {
        Ok(results) => results,
        Err(excess) => return Ok(Err(excess)),
    };
    for (compared, result) in asked.into_iter().zip(results) {
        compared.settle(result);
    }
    Ok(Ok(()))
}

fn print(all: &[Compared], check: bool, terminal: &Terminal) -> Result<(), SettingsError> {
    if terminal.is_json() {
        let lines: String = all.iter().map(Compared::json).collect();
        return terminal.exact(&lines);
    }
    if terminal.is_for_review() {
        let severity = if check {
            Severity::Error
        } else {
            Severity::Warning
        };
        let (sources, found) = findings::findings(all, severity);
        terminal.diagnostics(&found, &sources, false);
        return Ok(());
    }
    if terminal.quiet {
        return Ok(());
    }
    let width = all.iter().map(|it| it.nsid.len()).max().unwrap_or(0);
    let mut text = String::new();
    for compared in all {
        let style = match compared.status {
            Status::Same | Status::Pinned => Style::new(),
            Status::Here | Status::There | Status::Both | Status::Unpublished => {
                AnsiColor::Yellow.on_default()
            }
            Status::Unresolved | Status::Invalid => AnsiColor::Red.on_default(),
        };
        let kind = match compared.kind {
            Kind::Installed => "installed",
            Kind::Git => "from git",
            Kind::Own => "own",
        };
        let status = terminal.styled(style, compared.status.text());
        let about = compared.about();
        let nsid = &compared.nsid;
        text.push_str(&format!("{nsid:<width$}  {kind:<9}  {status}{about}\n"));
    }
    terminal.result(&text)
}

/// `12 lexicons: 10 the same, 2 changed there; …`.
fn summary(all: &[Compared]) -> String {
    let mut parts = Vec::new();
    for status in Status::ALL {
        match all.iter().filter(|it| it.status == status).count() {
            0 => {}
            1 => parts.push(format!("1 {}", status.text())),
            number => parts.push(format!("{number} {}", status.text_of_several())),
        }
    }
    let help = all.iter().find_map(|it| it.status.help());
    let help = help.map_or(String::new(), |help| format!("; {help}"));
    format!(
        "{}: {}{help}",
        count(all.len(), "lexicon"),
        parts.join(", ")
    )
}
