//! `lexgen docs`.

use std::{
    mem,
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    End, compile,
    flags::{Documents, Global, given},
    problems,
    terminal::{Terminal, count},
    tree::{Report, print_stale},
};
use crate::compiler::{
    compare::{self, Verdict},
    diagnostic::Diagnostic,
    exceptions::today,
    install::{Manifest, manifest},
    ir,
    lint::{Policy, Selection},
    output::{self, diff_tree_of, write_tree_of},
    pages::{KIND, Options, Site},
    pipeline::Compiled,
    print::File,
    read::{MANY_BYTES, cannot_read, read_file},
    set::{load_snapshot, lock::installed},
    settings::{Docs, LOCK, Partial, Settings, SettingsError, locate},
};

const AFTER_HELP: &str = "\
Examples:
  lexgen docs -o public                          a page for every lexicon
  lexgen docs lexicons/ -o public --title 'Example lexicons'
  lexgen docs -o docs/lexicons --as markdown     one Markdown file for each document
  lexgen docs --check                            in CI: check that the pages are up to date

The pages need no server, no network and no JavaScript to be read; search needs JavaScript.
All changes are written, or none. Files that would not change are not touched, pages that are
no longer needed are removed, and other files are never touched.";

/// Generate pages about lexicons
///
/// Flags override the settings of the nearest lexgen.toml. Where lexicons.json and lexicons.lock
/// say where a lexicon is from, its page does.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,

    /// The folder to generate
    #[arg(short, long, value_name = "FOLDER", help_heading = "Output")]
    output: Option<PathBuf>,
    /// What the pages are: a site, or Markdown for a repository
    ///
    /// (--format is about diagnostics, in this command as in all others.)
    #[arg(
        long = "as",
        value_name = "FORM",
        help_heading = "Output",
        default_value = "html"
    )]
    form: Form,
    /// Write nothing; if the pages are out of date, print a diff and exit with 1
    #[arg(long, help_heading = "Output")]
    check: bool,
    /// The title of the site [default: Lexicons]
    #[arg(long, value_name = "TEXT", help_heading = "Output")]
    title: Option<String>,

    /// Show what `lexgen lint` finds
    #[arg(long)]
    lint: bool,
    /// Do not show what has changed since lexicons.lock was written
    #[arg(long)]
    no_changes: bool,

    #[command(flatten)]
    documents: Documents,
}

/// What the pages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// A site of HTML pages, which starts at index.html
    Html,
    /// Markdown files, which start at README.md
    Markdown,
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let flags = Partial {
        inputs: given(&args.paths),
        ..args.documents.partial()
    };
    let located = locate::locate(flags, global.config.as_deref(), Path::new(""))?;
    let docs = located.settings.docs.clone().unwrap_or_default();
    let Some(output) = args.output.clone().or_else(|| docs.output.clone()) else {
        return Err(SettingsError::new("no output given")
            .help("use `-o public`, or set `output` in `[docs]` of lexgen.toml"));
    };
    if output.as_os_str() == "-" {
        return Err(
            SettingsError::new("pages are a folder, and cannot be printed")
                .help("name a folder, as in `-o public`"),
        );
    }
    let mut options = options(args.title.as_deref(), docs, &located)?;
    let settings = located.settings.complete()?;
    options.generate = settings.generate.clone();
    let compiled = compile(&settings, terminal, args.check);
    if compiled.is_blocked() {
        let problems = problems(&compiled);
        terminal.failed("Failed", &format!("{problems}; nothing was written"));
        return Ok(End::Problems);
    }
    if args.lint {
        options.remarks = remarks(&compiled, &settings);
    }
    if !args.no_changes {
        options.verdicts = verdicts(&compiled, &settings)?;
    }
    let site = Site::new(&compiled, options);
    let files = match args.form {
        Form::Html => site.files(),
        Form::Markdown => site.markdown_files(),
    };
    let fresh = put(args, &output, &files, &compiled, start, terminal)?;
    let is_well = fresh && !compiled.has_errors();
    // The process ends now, and frees the memory faster.
    mem::forget(files);
    mem::forget(site);
    mem::forget(compiled);
    Ok(if is_well { End::Well } else { End::Problems })
}

/// What the flags, the settings and the files of the project say about the pages.
pub(super) fn options(
    title: Option<&str>,
    docs: Docs,
    located: &locate::Located,
) -> Result<Options, SettingsError> {
    let (manifest, lock) = origin_files(located);
    Ok(Options {
        title: title.map(str::to_owned).or(docs.title),
        manifest: Manifest::read(&manifest)?.unwrap_or_default(),
        installed: installed::read(&lock)?,
        ..Options::default()
    })
}

/// The files that say where lexicons are from: the manifest and the lock.
pub(super) fn origin_files(located: &locate::Located) -> (PathBuf, PathBuf) {
    let root = located.file.as_deref().and_then(Path::parent);
    let root = root.unwrap_or(Path::new(""));
    let install = located.settings.install.clone().unwrap_or_default();
    let lock = located.settings.lock.clone();
    (
        install
            .manifest
            .unwrap_or_else(|| root.join(manifest::NAME)),
        lock.unwrap_or_else(|| root.join(LOCK)),
    )
}

/// What lint finds, with the rules and exceptions of the settings.
fn remarks(compiled: &Compiled, settings: &Settings) -> Vec<Diagnostic> {
    let policy = Policy {
        selection: Selection {
            levels: settings.lint.levels.clone(),
            deny_warnings: settings.lint.deny_warnings,
            ..Selection::default()
        },
        exceptions: &settings.lint.exceptions,
        today: today(),
        resolve: &settings.resolve,
    };
    let linted = policy.lint(compiled.sources.clone(), &compiled.documents, Vec::new());
    linted.findings
}

/// What has changed since the snapshot of the project, if there is one.
///
/// # Errors
/// If it cannot be read, or is damaged.
fn verdicts(
    compiled: &Compiled,
    settings: &Settings,
) -> Result<Option<Vec<Verdict>>, SettingsError> {
    let Some(path) = settings.lock.as_deref().filter(|path| path.is_file()) else {
        return Ok(None);
    };
    let bytes = read_file(path, MANY_BYTES)
        .map_err(|error| SettingsError::new(cannot_read(path, &error)))?;
    if !installed::has_snapshot(&String::from_utf8_lossy(&bytes)) {
        return Ok(None);
    }
    let old = load_snapshot(path, bytes);
    if !old.damage().is_empty() {
        let message = format!("`{}` is damaged", path.display());
        return Err(SettingsError::new(message)
            .help("`lexgen snapshot` says where; `--no-changes` generates the pages without it"));
    }
    let options = compare::Options {
        rust: settings.generate.clone(),
        undescribed: true,
        served_by_others: settings.breaking.served_by_others.clone(),
        ..compare::Options::default()
    };
    // A document that was left out has not been removed.
    let new = ir::resolve_all(&compiled.documents);
    Ok(Some(compare::compare(&old.ir, &new, &options).verdicts))
}

/// Writes or compares the files, and says what happened. Whether they are up to date now.
fn put(
    args: &Args,
    output: &Path,
    files: &[File],
    compiled: &Compiled,
    start: Instant,
    terminal: &Terminal,
) -> Result<bool, SettingsError> {
    let failed = |error: output::Error| SettingsError::lines(&error.to_string());
    if args.check {
        let stale = diff_tree_of(&KIND, output, files).map_err(failed)?;
        if !terminal.quiet {
            terminal.diff(&stale.diff)?;
        }
        let command = match args.form {
            Form::Html => "docs",
            Form::Markdown => "docs --as markdown",
        };
        print_stale(&stale, output, command, terminal);
        return Ok(stale.is_fresh());
    }
    let outcome = write_tree_of(&KIND, output, files).map_err(failed)?;
    let report = Report {
        verb: "Documented",
        documents: &count(compiled.ir.document_count(), "document"),
        path: output,
        start,
    };
    report.print(&outcome, compiled, terminal);
    Ok(true)
}
