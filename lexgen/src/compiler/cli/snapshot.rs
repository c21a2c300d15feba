//! `lexgen snapshot`: records the lexicons, and shows what has changed since.

mod review;
mod verdicts;

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    End,
    flags::{Global, given},
    old_version::is_usable,
    settings,
    terminal::{Terminal, count, thousands},
};
use crate::{
    compiler::{
        diagnostic::{Severity, clean_path, problem_count, rules, to_json},
        exceptions::today,
        output,
        pattern::Pattern,
        pipeline::no_lexicons,
        read::{MANY_BYTES, Version, read_file},
        set::{
            Context, Loaded, load, load_inputs,
            lock::{
                self, Difference, Pins, RetiredDocument, RetiredDocuments, differences,
                history::Accepted,
            },
        },
        settings::{Partial, SettingsError},
    },
    syntax::Nsid,
};
use verdicts::Verdicts;

/// Record the lexicons in lexicons.lock, or show what has changed since
///
/// The snapshot is one file to review and commit. It has the CID and the meaning of each
/// document, without descriptions. Changes are listed, and only written with --accept.
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
    /// Why breaks are accepted; the snapshot keeps it with the breaks and the day
    #[arg(long, value_name = "TEXT", requires = "accept", value_parser = reason)]
    reason: Option<String>,
    /// Write nothing; exit with 1 if the snapshot is missing or out of date
    #[arg(long, conflicts_with = "accept")]
    check: bool,
}

fn reason(text: &str) -> Result<String, String> {
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
        ..Partial::default()
    };
    let settings = settings(flags, global)?;
    let path = settings.lock.clone().unwrap_or_else(|| lock::NAME.into());
    let set = load_inputs(&settings.inputs, &settings.limits);
    let pinning = Instant::now();
    let Some(new) = pins(&set, terminal) else {
        return Ok(End::Problems);
    };
    let pinning = ("pin", pinning.elapsed());
    for (pass, time) in set.timings.iter().chain([&pinning]) {
        terminal.detail(&format!("{pass} {:.1} ms", time.as_secs_f64() * 1000.0));
    }
    let run = Run {
        path: &path,
        start,
        terminal,
    };
    let old = match read_file(&path, MANY_BYTES) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        // The usual case: there is no need to parse the snapshot.
        Ok(text) if text == lock::render(&new, &RetiredDocuments::new()).as_bytes() => {
            run.fresh(&new);
            return Ok(End::Well);
        }
        read => match Old::of(&path, read.ok().as_deref(), args, terminal)? {
            Some(old) => Some(old),
            None => return Ok(End::Problems),
        },
    };
    match (old, &args.accept) {
        (None, None) if args.check => {
            let summary = format!("{}; run `lexgen snapshot` to create it", path.display());
            if terminal.is_for_review() {
                review::report_missing(terminal, &clean_path(&path));
            }
            terminal.failed("Missing", &summary);
            Ok(End::Problems)
        }
        (None, patterns) => {
            let patterns = patterns.as_deref().unwrap_or_default();
            run.accept(&Old::default(), new, patterns, None)
        }
        (Some(old), Some(patterns)) => {
            let reason = args.reason.as_deref();
            let reason = reason.map(|it| (it, Verdicts::of(&old.set, &set, &settings)));
            run.accept(&old, new, patterns, reason)
        }
        (Some(old), None) => {
            let verdicts = Verdicts::of(&old.set, &set, &settings);
            run.compare(&old, (&new, &set), &verdicts)
        }
    }
}

/// The content of a snapshot; errors are reported.
fn pins(set: &Loaded, terminal: &Terminal) -> Option<Pins> {
    let mut diagnostics = set.diagnostics.clone();
    if set.documents.is_empty() && !set.has_errors() {
        diagnostics.push(no_lexicons());
    }
    let pins = lock::pins(set).unwrap_or_else(|found| {
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

/// The existing snapshot.
#[derive(Default)]
struct Old {
    pins: Pins,
    set: Loaded,
    /// Whether it has errors, but may be replaced.
    is_damaged: bool,
}

impl Old {
    /// Reads the snapshot, whose `bytes` are known if they can be read. If it
    /// cannot be used, reports why and returns `None`.
    fn of(
        path: &Path,
        bytes: Option<&[u8]>,
        args: &Args,
        terminal: &Terminal,
    ) -> Result<Option<Self>, SettingsError> {
        let is_other = |bytes: &[u8]| !lock::begins(bytes) && !is_conflict(bytes);
        if bytes.is_some_and(|it| !it.trim_ascii().is_empty() && is_other(it)) {
            let message = format!("`{}` is not a snapshot", path.display());
            return Err(SettingsError::new(message).help("choose another file with `--lock`"));
        }
        let set = load(&Version::Path(path.to_owned()), &Context::default())?;
        if !set.has_errors() {
            let pins = lock::pins(&set).unwrap_or_default();
            return Ok(Some(Self {
                pins,
                set,
                is_damaged: false,
            }));
        }
        let is_newer = |code| code == rules::SNAPSHOT_VERSION.code;
        let takes_all = args.accept.as_ref().is_some_and(Vec::is_empty);
        // Not a file to replace if it cannot be read.
        let may_replace = takes_all && bytes.is_some();
        if may_replace && !set.diagnostics.iter().any(|it| is_newer(it.code)) {
            return Ok(Some(Self {
                is_damaged: true,
                ..Self::default()
            }));
        }
        is_usable(&set, &set.sources, &clean_path(path), terminal, true)?;
        Ok(None)
    }
}

fn is_conflict(bytes: &[u8]) -> bool {
    bytes.starts_with(b"<<<<<<< ")
}

struct Run<'r> {
    path: &'r Path,
    start: Instant,
    terminal: &'r Terminal,
}

impl Run<'_> {
    /// Lists the changes, and writes nothing.
    fn compare(
        &self,
        old: &Old,
        (new, set): (&Pins, &Loaded),
        verdicts: &Verdicts,
    ) -> Result<End, SettingsError> {
        let changes = differences(&old.pins, new);
        if changes.is_empty() {
            self.fresh(new);
            return Ok(End::Well);
        }
        if self.terminal.is_for_review() {
            review::report(self.terminal, &changes, (&old.set, set), verdicts);
        } else {
            self.list(&changes, old, new, verdicts)?;
        }
        let effect = verdicts.summary().map(|it| format!(" ({it})"));
        let them = if changes.len() == 1 { "it" } else { "them" };
        let summary = format!(
            "{}: {}{}; review {them}, then run `lexgen snapshot --accept`",
            self.path.display(),
            summary(&changes),
            effect.unwrap_or_default(),
        );
        self.terminal.failed("Stale", &summary);
        Ok(End::Problems)
    }

    /// Writes the changes of all documents, or of those that match. What breaks is
    /// kept with a reason.
    fn accept(
        &self,
        old: &Old,
        new: Pins,
        patterns: &[Pattern],
        reason: Option<(&str, Verdicts)>,
    ) -> Result<End, SettingsError> {
        let changes = differences(&old.pins, &new);
        let is_new = !old.is_damaged && old.set.sources.is_empty();
        if changes.is_empty() && !old.is_damaged && !is_new {
            self.fresh(&new);
            return Ok(End::Well);
        }
        let matches =
            |nsid: &Nsid| patterns.is_empty() || patterns.iter().any(|it| it.matches(nsid));
        let (taken, left): (Vec<_>, Vec<_>) =
            changes.iter().copied().partition(|(nsid, _)| matches(nsid));
        if let Some(pattern) = patterns
            .iter()
            .find(|pattern| !changes.iter().any(|(nsid, _)| pattern.matches(nsid)))
        {
            let message = format!("no document that matches `{pattern}` has changed");
            return Err(SettingsError::new(message).help("`lexgen snapshot` lists the changes"));
        }
        let (mut pins, mut retired) = (old.pins.clone(), old.set.retired.clone());
        let on = today().to_string();
        for (nsid, _) in &taken {
            let before = pins.remove(*nsid);
            match (new.get(*nsid), before) {
                (Some(pin), before) => {
                    let mut pin = pin.clone();
                    if let Some(before) = before {
                        pin.history = before.history;
                        pin.advance_from(&before.meaning, &on);
                    }
                    if let Some((reason, verdicts)) = &reason {
                        let breaks = verdicts.breaks(nsid);
                        if !breaks.is_empty() {
                            pin.history.accepted.push(Accepted {
                                on: on.clone(),
                                reason: (*reason).to_owned(),
                                breaks,
                            });
                        }
                    }
                    retired.remove(*nsid);
                    pins.insert((*nsid).clone(), pin);
                }
                (None, Some(before)) => {
                    let document = RetiredDocument {
                        on: on.clone(),
                        meaning: before.meaning,
                    };
                    retired.insert((*nsid).clone(), document);
                }
                (None, None) => {}
            }
        }
        output::replace_file(self.path, &lock::render(&pins, &retired))
            .map_err(|error| SettingsError::lines(&error.to_string()))?;
        for (nsid, difference) in &taken {
            let name = difference.name();
            self.terminal.detail(&format!("{name} {}", nsid.as_str()));
        }
        let what = if is_new || old.is_damaged {
            count(pins.len(), "document")
        } else {
            summary(&taken)
        };
        let rest = match left.len() {
            0 => String::new(),
            left => format!("; {} not accepted", count(left, "change")),
        };
        let time = self.start.elapsed().as_millis();
        let done = format!("{}: {what} in {time} ms{rest}", self.path.display());
        let verb = if is_new { "Wrote" } else { "Accepted" };
        self.terminal.done(verb, &done);
        Ok(End::Well)
    }

    fn fresh(&self, pins: &Pins) {
        let documents = count(pins.len(), "document");
        let time = self.start.elapsed().as_millis();
        let path = self.path.display();
        self.terminal.done(
            "Fresh",
            &format!("{path}: {documents} unchanged in {time} ms"),
        );
    }

    fn list(
        &self,
        changes: &[(&Nsid, Difference)],
        old: &Old,
        new: &Pins,
        verdicts: &Verdicts,
    ) -> Result<(), SettingsError> {
        if self.terminal.quiet {
            return Ok(());
        }
        let mut all: BTreeMap<&str, &str> = changes
            .iter()
            .map(|(nsid, difference)| (nsid.as_str(), difference.name()))
            .collect();
        for nsid in verdicts.documents() {
            // The document is the same, but refers to one that has changed.
            all.entry(nsid).or_insert("affected");
        }
        let mut text = String::new();
        for (nsid, change) in all {
            if self.terminal.is_json() {
                let parsed: Option<Nsid> = nsid.parse().ok();
                let cid = |pins: &Pins| Some(pins.get(parsed.as_ref()?)?.cid.as_str().to_owned());
                let line = serde_json::json!({
                    "change": change, "nsid": nsid, "old": cid(&old.pins), "new": cid(new),
                    "verdicts": verdicts.json(nsid),
                });
                text.push_str(&(to_json(&line) + "\n"));
            } else {
                text.push_str(&format!("{change:<9} {nsid}\n"));
                text.push_str(&verdicts.text(nsid));
            }
        }
        self.terminal.result(&text)
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
