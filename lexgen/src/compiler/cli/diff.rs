//! `lexgen diff`: the differences between two sets of lexicons.

use std::{io, time::Instant};

use anstyle::{AnsiColor, Style};

use super::{
    End,
    compared::{counts_or_is_left_out, has_none_included},
    flags::{Global, UnknownWords},
    network,
    old_version::{NONE_YET, is_usable, load_old, name_of, remark},
    published::Reach,
    settings,
    terminal::{Terminal, count},
};
use crate::compiler::{
    compare::{
        Change, ChangeOptions, changes,
        tree::{Stat, TextRole, Tree},
    },
    diagnostic::{Severity, problem_count, to_json},
    ir::{Options, Selection},
    read::{Input, Version, cannot_read},
    set::{self, Context, Loaded},
    settings::{Partial, Settings, SettingsError},
};

/// The default width if the terminal does not report its own.
const WIDTH: usize = 100;

/// Show the differences between two versions
///
/// Compares the meaning: order, formatting and descriptions are ignored, and renamed
/// definitions are recognized. Use `lexgen breaking` to see which changes break somebody.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen diff git:HEAD                         changes since the last commit
  lexgen diff git:v1.2:lexicons lexicons/      changes since a tag, with the path at the tag
  lexgen diff lexicons.lock                    changes since the snapshot
  lexgen diff network:                         changes since what is published
  lexgen diff old/ new/ --stat                 number of changes by document
  lexgen diff old/ new/ --format json | jq .change

A version is a folder, a file, `git:REVISION[:PATH]`, a snapshot, `network:` for what is published
of the documents of the other version, or `-` for standard input.

Exit codes:
  0  success, with or without differences
  1  errors in the lexicons, an invalid old version, published lexicons that cannot be resolved, or
     differences with --exit-code
  2  invalid usage, or a version does not exist")]
pub(super) struct Args {
    /// The old version
    #[arg(value_name = "OLD")]
    old: Version,
    /// The new version [default: the inputs of lexgen.toml, or lexicons/]
    #[arg(value_name = "NEW")]
    new: Option<Version>,
    /// Show changed descriptions too
    #[arg(long)]
    descriptions: bool,
    /// Show only the number of changes by document
    #[arg(long)]
    stat: bool,
    /// Exit with 1 if there are differences
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    unknown: UnknownWords,
    #[command(flatten)]
    network: network::Flags,
}

/// Runs the command.
pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let (mut old, mut new) = load(args, global, terminal)?;
    let selection = select(&mut old, &mut new, args, global)?;
    if args.descriptions && (old.is_snapshot || new.is_snapshot) {
        let message = "a snapshot has no descriptions to compare";
        return Err(SettingsError::new(message).help("remove `--descriptions`"));
    }
    let name = name_of(&args.old);
    if !is_usable(&old, &old.sources, &name, terminal, true)? {
        return Ok(End::Problems);
    }
    if has_none_included((&old, &new), &selection, terminal, true) {
        return Ok(End::Problems);
    }
    let mut errors = 0;
    for set in [&old, &new] {
        let mut diagnostics = set.diagnostics.clone();
        diagnostics.retain(counts_or_is_left_out);
        let counted = diagnostics.iter();
        errors += problem_count(counted.filter(|it| it.severity == Severity::Error));
        terminal.diagnostics(&diagnostics, &set.sources, true);
    }
    if [&old, &new]
        .iter()
        .any(|it| it.has_errors() && it.documents.is_empty())
    {
        let errors = count(errors, "error");
        terminal.failed("Failed", &format!("{errors}; the sets were not compared"));
        return Ok(End::Problems);
    }
    let options = ChangeOptions {
        descriptions: args.descriptions,
        ..ChangeOptions::default()
    };
    let mut found = changes(&old.ir, &new.ir, options);
    // Definitions with errors are neither added nor removed.
    found.retain(|change| !change.is_refused(&old.refused) && !change.is_refused(&new.refused));
    found.retain(|change| selection.contains(&change.nsid));
    let unresolved = [&old.unresolved, &new.unresolved];
    found.retain(|change| unresolved.iter().all(|it| !it.contains(&change.nsid)));
    let unresolved: usize = unresolved.iter().map(|it| it.len()).sum();

    print(args, terminal, &found, (&old, &new))?;
    let mut name = name;
    if old.documents.is_empty() && unresolved == 0 {
        terminal.diagnostics(&[remark(&name)], &old.sources, true);
        name = format!("{name}, {NONE_YET}");
    }
    let number = |set: &Loaded| {
        let modules = set.ir.modules.iter();
        modules.filter(|it| selection.contains(&it.nsid)).count()
    };
    let documents = (number(&old), number(&new));
    summary(terminal, &found, documents, &name, start);
    if errors > 0 {
        let errors = count(errors, "error");
        terminal.failed(
            "Failed",
            &format!("{errors}; definitions with errors were skipped"),
        );
        return Ok(End::Problems);
    }
    if unresolved > 0 {
        let documents = count(unresolved, "document");
        let text = format!("{documents} not resolved: nothing is known about their changes");
        terminal.failed("Failed", &text);
        return Ok(End::Problems);
    }
    if args.exit_code && !found.is_empty() {
        return Ok(End::Problems);
    }
    Ok(End::Well)
}

/// Both sets. A revision without a path means the paths of the other side.
fn load(
    args: &Args,
    global: &Global,
    terminal: &Terminal,
) -> Result<(Loaded, Loaded), SettingsError> {
    for single in [Version::Stdin, Version::Network] {
        if args.old == single && args.new.as_ref() == Some(&single) {
            let message = format!("only one of the versions can be `{single}`");
            return Err(SettingsError::new(message));
        }
    }
    for origin in [Some(&args.old), args.new.as_ref()].into_iter().flatten() {
        // With `--exit-code`, a wrong path must not look like a difference.
        if let Version::Path(path) = origin
            && !path.exists()
        {
            let message = cannot_read(path, &io::ErrorKind::NotFound.into());
            return Err(SettingsError::new(message).help(
                "a version is a folder, a file, git:REVISION[:PATH], a snapshot, network:, or `-`",
            ));
        }
    }
    let project = match &args.new {
        Some(_) => None,
        None => Some(project(args, global)?),
    };
    let inputs = match (&args.new, &project) {
        (Some(Version::Path(path)), _) => vec![path.clone()],
        (_, Some(project)) => project.inputs.iter().filter_map(path).collect(),
        _ => match &args.old {
            Version::Path(path) => vec![path.clone()],
            Version::Git { .. } | Version::Network | Version::Stdin => Vec::new(),
        },
    };
    let allow_unknown = match (&project, args.unknown.allow_unknown) {
        (Some(project), _) => project.resolve.allow_unknown,
        (None, Some(flag)) => flag,
        // Both versions are given, wherever they are from.
        (None, None) => {
            self::project(args, global).is_ok_and(|project| project.resolve.allow_unknown)
        }
    };
    let context = Context {
        inputs,
        allow_unknown,
        ..Context::default()
    };
    let new = match (&args.new, &project) {
        // It has the documents of the old version.
        (Some(Version::Network), _) | (None, None) => Loaded::default(),
        (Some(origin), _) => set::load(origin, &context)?,
        (None, Some(project)) => set::load_project(project),
    };
    let options = resolve_options(args, global)?;
    let reach = Reach {
        flags: &args.network,
        global,
        terminal,
        stdout_is_taken: true,
        allow_unknown: context.allow_unknown,
        own_of: None,
        // It shows what is different, and guards nothing.
        is_taken_for_new: &|_| true,
    };
    let old = match &args.old {
        Version::Network => reach.load(&new, &new.selection(&options))?,
        origin => load_old(origin, (&new, args.new.as_ref()), &context)?,
    };
    let new = match &args.new {
        Some(Version::Network) => reach.load(&old, &old.selection(&options))?,
        _ => new,
    };
    Ok((old, new))
}

/// Leaves out what `include` and `exclude` leave out of the new version.
fn select(
    old: &mut Loaded,
    new: &mut Loaded,
    args: &Args,
    global: &Global,
) -> Result<Selection, SettingsError> {
    let options = resolve_options(args, global)?;
    let selection = new.selection(&options);
    for set in [old, new] {
        set.leave_out_errors(&selection);
    }
    Ok(selection)
}

/// What counts, as the settings of the current folder say.
fn resolve_options(args: &Args, global: &Global) -> Result<Options, SettingsError> {
    match (project(args, global), &args.new) {
        (Ok(project), _) => Ok(project.resolve),
        // Both versions are given, and there may be no project.
        (Err(_), Some(_)) => Ok(Options::default()),
        (Err(error), None) => Err(error),
    }
}

/// The settings of the current folder.
fn project(args: &Args, global: &Global) -> Result<Settings, SettingsError> {
    let flags = Partial {
        allow_unknown: args.unknown.allow_unknown,
        ..Partial::default()
    };
    settings(flags, global)
}

fn path(input: &Input) -> Option<std::path::PathBuf> {
    match input {
        Input::Path(path) => Some(path.clone()),
        Input::Text { .. } => None,
    }
}

fn print(
    args: &Args,
    terminal: &Terminal,
    found: &[Change],
    (old, new): (&Loaded, &Loaded),
) -> Result<(), SettingsError> {
    if terminal.is_json() {
        let lines = found.iter().map(|it| to_json(&it.to_json()) + "\n");
        return terminal.result(&lines.collect::<String>());
    }
    let tree = Tree::of(found, &old.ir, &new.ir);
    let paint = |role, text: &str| match style(role) {
        Some(style) => terminal.styled(style, text),
        None => text.to_owned(),
    };
    let text = if args.stat {
        tree.to_stat(paint)
    } else {
        tree.to_text(width(), paint)
    };
    terminal.result(&text)
}

fn width() -> usize {
    Terminal::width().unwrap_or(WIDTH).clamp(40, 2 * WIDTH)
}

fn style(role: TextRole) -> Option<Style> {
    match role {
        TextRole::Plain => None,
        TextRole::Heading => Some(Style::new().bold()),
        TextRole::Added => Some(AnsiColor::Green.on_default()),
        TextRole::Removed => Some(AnsiColor::Red.on_default()),
        TextRole::Changed => Some(AnsiColor::Yellow.on_default()),
        TextRole::Dim => Some(Style::new().dimmed()),
    }
}

fn summary(
    terminal: &Terminal,
    found: &[Change],
    documents: (usize, usize),
    name: &str,
    start: Instant,
) {
    let time = start.elapsed().as_millis();
    let compared = match documents {
        (old, new) if old == new => count(new, "document"),
        (0, new) => format!("{} with {name}", count(new, "document")),
        (old, new) => format!("{old} and {}", count(new, "document")),
    };
    let stat = Stat::of(found);
    let mut parts = Vec::new();
    let mut part = |number: usize, word: &str| {
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    };
    part(stat.added, "added");
    part(stat.removed, "removed");
    if stat.changed > 0 {
        let differences = count(stat.differences, "difference");
        parts.push(format!(
            "{differences} in {}",
            count(stat.changed, "document")
        ));
    }
    let found = if parts.is_empty() {
        "no differences".to_owned()
    } else {
        parts.join(", ")
    };
    terminal.done("Compared", &format!("{compared} in {time} ms: {found}"));
}
