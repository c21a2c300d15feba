//! `lexgen snapshot`: records the lexicons, and shows what has changed since.

mod accept;
mod compare;
mod old;
mod review;
pub(super) mod verdicts;

use std::{
    io,
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    End,
    compared::none_is_included,
    flags::{Global, UnknownWords, given},
    journal, settings,
    terminal::{Terminal, count, thousands},
};
use crate::{
    compiler::{
        diagnostic::{Severity, clean_path, problem_count},
        ir::Selection,
        output,
        pattern::Pattern,
        pipeline::no_lexicons,
        read::{MANY_BYTES, read_file},
        set::{
            Loaded, load_project,
            lock::{self, Difference, Pins, RetiredDocuments, differences, installed},
        },
        settings::{Partial, Settings, SettingsError},
    },
    syntax::Nsid,
};
use accept::Accept;
use old::Old;
use verdicts::Verdicts;

/// Record the lexicons in lexicons.lock, or show what has changed since
///
/// The snapshot is one file to review and commit. It has the CID and the meaning of each
/// document, without descriptions. Changes are listed, and only written with --accept. A
/// conflict that git left in the file is merged.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen snapshot                              write lexicons.lock, or list the changes
  lexgen snapshot --accept                     accept all changes
  lexgen snapshot --accept 'com.example.*'     accept the changes of these documents
  lexgen snapshot --check                      in CI: check that the snapshot is up to date")]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,
    /// The snapshot [default: lexicons.lock next to lexgen.toml, or in the current folder]
    #[arg(short = 'o', long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Accept the changes of all documents, or of those whose NSID matches; paths go before it
    #[arg(long, value_name = "PATTERN", num_args = 0.., value_parser = pattern)]
    accept: Option<Vec<Pattern>>,
    /// Why breaks are accepted; the snapshot keeps them with the reason, or without one
    #[arg(long, value_name = "TEXT", requires = "accept", value_parser = reason)]
    reason: Option<String>,
    /// Write nothing; exit with 1 if the snapshot is missing or out of date
    #[arg(long, conflicts_with = "accept")]
    pub(super) check: bool,
    #[command(flatten)]
    unknown: UnknownWords,
}

pub(super) fn reason(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("a reason needs words".into()),
        text => Ok(text.to_owned()),
    }
}

fn pattern(text: &str) -> Result<Pattern, String> {
    if text.contains('/') || Path::new(text).exists() {
        return Err("`--accept` takes patterns of NSIDs; paths go before it".into());
    }
    text.parse()
        .map_err(|error: crate::compiler::pattern::PatternError| error.to_string())
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let flags = Partial {
        inputs: given(&args.paths),
        lock: args.lock.clone(),
        allow_unknown: args.unknown.allow_unknown,
        ..Partial::default()
    };
    let root = journal::root(global)?;
    if !args.check {
        journal::recover(&root, terminal)?;
    }
    let settings = settings(flags, global)?;
    let path = settings.lock.clone().unwrap_or_else(|| lock::NAME.into());
    let mut set = load_project(&settings);
    let selection = set.selection(&settings.resolve);
    set.leave_out_errors(&selection);
    let pinning = Instant::now();
    let Some(new) = pins(&set, &selection, terminal) else {
        return Ok(End::Problems);
    };
    let pinning = ("pin", pinning.elapsed());
    for (pass, time) in set.timings.iter().chain([&pinning]) {
        terminal.detail(&format!("{pass} {:.1} ms", time.as_secs_f64() * 1000.0));
    }
    let read = read_file(&path, MANY_BYTES);
    let is_missing = matches!(&read, Err(error) if error.kind() == io::ErrorKind::NotFound);
    let bytes = read.ok();
    let text = bytes.as_deref().and_then(|it| str::from_utf8(it).ok());
    let text = text.unwrap_or_default();
    let kept = installed::raw(text);
    let snapshot = lock::render(&new, &RetiredDocuments::new());
    // The usual case: there is no need to parse the snapshot.
    let is_fresh = !text.is_empty() && text == installed::with_raw(snapshot, kept);
    let old = if is_missing || is_fresh || !installed::has_snapshot(text) {
        None
    } else {
        match Old::of((&root, &path), bytes.as_deref(), args, terminal)? {
            Some(old) => Some(old),
            None => return Ok(End::Problems),
        }
    };
    let run = Run {
        root: &root,
        path: &path,
        selection: &selection,
        start,
        terminal,
    };
    if is_fresh {
        run.fresh(&new);
        return Ok(End::Well);
    }
    let is_disputed = old.as_ref().is_some_and(|old| old.is_disputed);
    let old = old.filter(|old| !old.is_missing());
    let end = run.end(old, (&new, &set), args, &settings)?;
    Ok(if is_disputed { End::Problems } else { end })
}

/// The content of a snapshot; errors are reported.
fn pins(set: &Loaded, selection: &Selection, terminal: &Terminal) -> Option<Pins> {
    let mut diagnostics = set.diagnostics.clone();
    let selected = set.documents.iter();
    let selected: Vec<_> = selected.filter(|it| selection.contains(&it.id)).collect();
    if selected.is_empty() && !set.has_errors() {
        diagnostics.push(match set.documents.as_slice() {
            [] => no_lexicons(),
            _ => none_is_included(),
        });
    }
    let pins = lock::pins_of(set, selected).unwrap_or_else(|found| {
        diagnostics.extend(found);
        Pins::new()
    });
    let is_taken = !terminal.is_for_review();
    terminal.diagnostics(&diagnostics, &set.sources, is_taken);
    let errors = diagnostics.iter();
    let errors = problem_count(errors.filter(|it| it.severity == Severity::Error));
    if errors > 0 {
        let errors = count(errors, "error");
        terminal.failed("Failed", &format!("{errors}; nothing was written"));
        return None;
    }
    Some(pins)
}

fn write(path: &Path, text: &str) -> Result<(), SettingsError> {
    output::replace_file(path, text).map_err(|error| SettingsError::lines(&error.to_string()))
}

struct Run<'r> {
    /// The root of the project.
    root: &'r Path,
    path: &'r Path,
    /// The documents whose changes count; the entries of others stay as they are.
    selection: &'r Selection,
    start: Instant,
    terminal: &'r Terminal,
}

impl Run<'_> {
    /// Writes the snapshot, or says what has changed since `old`.
    fn end(
        &self,
        old: Option<Old>,
        (new, set): (&Pins, &Loaded),
        args: &Args,
        settings: &Settings,
    ) -> Result<End, SettingsError> {
        match (old, &args.accept) {
            (None, None) if args.check => {
                let summary = format!(
                    "{}; run `lexgen snapshot` to create it",
                    self.path.display()
                );
                if self.terminal.is_for_review() {
                    review::report_missing(self.terminal, &clean_path(self.path));
                }
                self.terminal.failed("Missing", &summary);
                Ok(End::Problems)
            }
            (None, patterns) => {
                let patterns = patterns.as_deref().unwrap_or_default();
                let accept = Accept {
                    patterns,
                    reason: None,
                    verdicts: None,
                };
                self.accept(&Old::default(), new, &accept)
            }
            (Some(old), Some(patterns)) => {
                let accept = Accept {
                    patterns,
                    reason: args.reason.as_deref(),
                    verdicts: Some(&Verdicts::of(&old.set, (set, self.selection), settings)),
                };
                self.accept(&old, new, &accept)
            }
            (Some(old), None) => {
                let verdicts = Verdicts::of(&old.set, (set, self.selection), settings);
                self.compare(&old, (new, set), &verdicts)
            }
        }
    }

    fn changes<'p>(&self, old: &'p Old, new: &'p Pins) -> Vec<(&'p Nsid, Difference)> {
        let mut changes = differences(&old.pins, new);
        changes.retain(|(nsid, _)| self.selection.contains(nsid));
        changes
    }

    fn fresh(&self, pins: &Pins) {
        let documents = count(pins.len(), "document");
        let time = self.start.elapsed().as_millis();
        let path = self.path.display();
        let text = format!("{path}: {documents} unchanged in {time} ms");
        self.terminal.done("Fresh", &text);
    }
}

/// `2 documents added, 1 changed`.
fn summary(changes: &[(&Nsid, Difference)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for kind in [
        Difference::Added,
        Difference::Changed,
        Difference::Reworded,
        Difference::Inexact,
        Difference::Removed,
    ] {
        let number = changes.iter().filter(|(_, it)| *it == kind).count();
        let number = match (number, parts.is_empty()) {
            (0, _) => continue,
            (number, true) => count(number, "document"),
            (number, false) => thousands(number),
        };
        parts.push(format!("{number} {}", kind.name()));
    }
    parts.join(", ")
}
