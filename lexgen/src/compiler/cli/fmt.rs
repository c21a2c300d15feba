//! `lexgen fmt`: one layout for lexicons.

mod fate;
pub(super) mod installed;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    End,
    flags::{Global, given},
    settings,
    terminal::{Terminal, count, thousands},
};
use crate::compiler::{
    check::{Unknown, check_with},
    diagnostic::{Diagnostic, Place, Severity, has_errors, problem_count, rules},
    lint::texts_with_errors,
    output::{replace, unified},
    pattern::Pattern,
    pipeline::no_lexicons,
    read::read,
    settings::{Partial, SettingsError},
    source::{Source, SourceId, Sources},
};
use fate::{Fate, fates};

/// Format lexicons
///
/// The order of definitions, properties, errors and lists stays as it is, and so does the data:
/// only white space, the order of keywords and the escapes in strings change. Documents with
/// errors are reported and not changed, and neither are those that lexicons.json lists as
/// installed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen fmt                               format the inputs in lexgen.toml
  lexgen fmt lexicons/com/example          format a folder
  lexgen fmt --check                       in CI: fail if a document is not formatted
  lexgen fmt --diff                        show what would change
  lexgen fmt - < one.json                  format standard input to standard output

Line endings stay as they are. A file is replaced atomically, or not at all.

Exit codes:
  0  all documents are formatted (with --check and --diff: were formatted before)
  1  a document has errors, or (--check, --diff) is not formatted
  2  invalid usage or settings, or a file that cannot be written")]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,
    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change, and exit with 1 if anything would
    #[arg(long)]
    diff: bool,
    /// Format only documents whose NSID matches [repeatable]
    ///
    /// A pattern is an NSID (com.atproto.server.createSession), everything below a prefix
    /// (com.atproto.*), or everything (*).
    #[arg(long, value_name = "PATTERN")]
    include: Vec<Pattern>,
    /// Do not format documents whose NSID matches [repeatable]
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<Pattern>,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let flags = Partial {
        inputs: given(&args.paths),
        include: given(&args.include),
        exclude: given(&args.exclude),
        ..Partial::default()
    };
    let settings = settings(flags, global)?;
    let (sources, mut diagnostics) = read(&settings.inputs, &settings.limits);
    let is_dry = args.check || args.diff;
    let prints_document = prints_document(&sources, is_dry)?;
    diagnostics.extend(check_with(&sources, Unknown::Allowed).diagnostics);
    diagnostics.retain(concerns_layout);
    let fates = fates(
        &sources,
        &texts_with_errors(&diagnostics, &sources),
        &settings,
    )?;
    if !has_errors(&diagnostics) && fates.values().all(|fate| *fate == Fate::NotALexicon) {
        diagnostics.push(no_lexicons());
    }
    let errors = diagnostics.iter();
    let errors = problem_count(errors.filter(|it| it.severity == Severity::Error));
    let changes: Vec<Change<'_>> = changes(&sources, &fates).collect();
    if args.check {
        list(&changes, &mut diagnostics, terminal);
    }
    terminal.diagnostics(&diagnostics, &sources, prints_document || args.diff);
    if args.diff {
        terminal.patch(&diff(&changes))?;
    }
    let mut failures = Vec::new();
    if !is_dry {
        failures = write(&changes);
        print_stdin(&sources, &fates, terminal)?;
    }
    let time = start.elapsed().as_millis();
    let changed = changes.len() - failures.len();
    let mut text = summary(&fates, changed, is_dry);
    if errors > 0 {
        text.push_str(&format!("; {}", count(errors, "error")));
    }
    text.push_str(&format!(" in {time} ms"));
    let is_stale = is_dry && changed > 0;
    let verb = if is_dry { "Checked" } else { "Formatted" };
    match failures.pop() {
        Some(last) => {
            failures.iter().for_each(|error| terminal.error(error));
            Err(last)
        }
        None if errors > 0 || is_stale => {
            terminal.failed(verb, &text);
            Ok(End::Problems)
        }
        None => {
            terminal.done(verb, &text);
            Ok(End::Well)
        }
    }
}

/// A text that is not formatted.
struct Change<'a> {
    id: SourceId,
    source: &'a Source,
    new: &'a str,
}

fn changes<'a>(
    sources: &'a Sources,
    fates: &'a BTreeMap<SourceId, Fate>,
) -> impl Iterator<Item = Change<'a>> {
    fates.iter().filter_map(|(id, fate)| match fate {
        Fate::Changed(new) => Some(Change {
            id: *id,
            source: sources.get(*id)?,
            new,
        }),
        _ => None,
    })
}

/// Whether a problem is about a document by itself and prevents that it is
/// formatted, or says why there is none.
fn concerns_layout(diagnostic: &Diagnostic) -> bool {
    match diagnostic.severity {
        // Two documents of one NSID can both be formatted.
        Severity::Error => diagnostic.code != rules::DUPLICATE_ID.code,
        Severity::Warning => diagnostic.code == rules::NO_FILES.code,
        Severity::Note => diagnostic.code == rules::NOT_A_LEXICON.code,
    }
}

/// Whether the result goes to standard output, because it is from standard input.
fn prints_document(sources: &Sources, is_dry: bool) -> Result<bool, SettingsError> {
    let mut from_stdin = sources.iter().filter(|(_, source)| is_stdin(source));
    let Some((_, first)) = from_stdin.next() else {
        return Ok(false);
    };
    let is_whole = first.document().trim() == first.text.trim();
    if from_stdin.next().is_some() || !is_whole {
        let message = "fmt supports only one document on standard input";
        return Err(SettingsError::new(message));
    }
    Ok(!is_dry)
}

/// Whether a source was read from standard input.
fn is_stdin(source: &Source) -> bool {
    source.path.is_none() && !source.is_damaged
}

/// Lists what is not formatted: for programs, as diagnostics.
fn list(changes: &[Change<'_>], diagnostics: &mut Vec<Diagnostic>, terminal: &Terminal) {
    for change in changes {
        if terminal.is_for_people() {
            terminal.failed("Unformatted", &change.source.name);
        } else {
            diagnostics.push(unformatted(change));
        }
    }
}

/// The first line that would change.
fn unformatted(change: &Change<'_>) -> Diagnostic {
    let old = change.source.document();
    let lines = old
        .split_inclusive('\n')
        .zip(change.new.split_inclusive('\n'));
    let same: usize = (lines.take_while(|(old, new)| old == new))
        .map(|(old, _)| old.len())
        .sum();
    let rest = old.get(same..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let start = change.source.span.start + same;
    let place = Place::text(change.id, start..start + line.len());
    let message = "the document is not formatted";
    Diagnostic::new(&rules::UNFORMATTED, Some(place), message)
        .with_label("the first difference")
        .with_help("run `lexgen fmt`")
}

fn diff(changes: &[Change<'_>]) -> String {
    let mut diff = String::new();
    for change in changes {
        let name = Path::new(&change.source.name);
        let old = change.source.document();
        unified(name, Some(old), Some(change.new), &mut diff);
    }
    diff
}

/// Replaces the files. What cannot be replaced does not keep the others back.
fn write(changes: &[Change<'_>]) -> Vec<SettingsError> {
    let mut failures = Vec::new();
    let mut written = BTreeSet::new();
    for change in changes {
        let Some(path) = &change.source.path else {
            continue;
        };
        // A file that two links name is written once.
        let is_new = fs::canonicalize(path).map_or(true, |real| written.insert(real));
        let replaced = if is_new {
            replace(path, &change.source.text, change.new)
        } else {
            Ok(())
        };
        if let Err(error) = replaced {
            let message = format!("cannot replace `{}`: {error}", change.source.name);
            failures.push(SettingsError::new(message));
        }
    }
    failures
}

/// Prints the document from standard input, unless it has errors.
fn print_stdin(
    sources: &Sources,
    fates: &BTreeMap<SourceId, Fate>,
    terminal: &Terminal,
) -> Result<(), SettingsError> {
    for (id, source) in sources.iter().filter(|(_, source)| is_stdin(source)) {
        match fates.get(&id) {
            Some(Fate::Changed(new)) => terminal.exact(new)?,
            Some(Fate::Same | Fate::Installed | Fate::Excluded) => terminal.exact(&source.text)?,
            Some(Fate::Broken | Fate::NotALexicon) | None => {}
        }
    }
    Ok(())
}

/// `3 of 12 documents; not changed: 2 installed, 1 with errors`
fn summary(fates: &BTreeMap<SourceId, Fate>, changed: usize, is_dry: bool) -> String {
    let number = |wanted: Fate| fates.values().filter(|fate| **fate == wanted).count();
    let all = fates.len() - number(Fate::NotALexicon);
    let documents = count(all, "document");
    let mut text = match (changed, is_dry) {
        (0, false) => format!("{documents}: none changed"),
        (0, true) => format!("{documents}: none would change"),
        (_, false) => format!("{documents}: {} changed", thousands(changed)),
        (_, true) => format!("{documents}: {} would change", thousands(changed)),
    };
    let left = [
        (number(Fate::Installed), "installed"),
        (number(Fate::Excluded), "excluded"),
        (number(Fate::Broken), "with errors"),
    ];
    let left: Vec<_> = (left.into_iter().filter(|(number, _)| *number > 0))
        .map(|(number, why)| format!("{} {why}", thousands(number)))
        .collect();
    if !left.is_empty() {
        text.push_str(&format!("; left as they are: {}", left.join(", ")));
    }
    text
}
