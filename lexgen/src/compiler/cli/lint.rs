//! `lexgen lint`.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use super::{
    End,
    flags::{Documents, Global, given},
    settings,
    terminal::{Terminal, count},
};
use crate::compiler::{
    diagnostic::{Diagnostic, Rule, Severity, problem_count},
    exceptions::today,
    lint::{Fixed, Level, Policy, Selection, find_rule, fix},
    output::{replace, unified},
    pipeline,
    read::read,
    settings::{Partial, Settings, SettingsError, lint::WARNINGS},
    source::{Source, Sources},
};

/// Check lexicons for likely mistakes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen lint                              lint the inputs in lexgen.toml
  lexgen lint lexicons/ --verbose          show notes too
  lexgen lint --rule unlimited-string      apply a single rule
  lexgen lint --deny warnings              in CI: fail on any warning
  lexgen lint --diff                       show what --fix would change
  lexgen explain unlimited-string          explain a rule, with examples

The exit code is 1 if a lexicon is invalid, if a finding is an error, or if --diff prints a change.")]
pub(super) struct Args {
    /// Files, folders (read at any depth), or `-` for standard input
    paths: Vec<PathBuf>,
    /// Apply fixes that do not change which data is valid or what it means
    ///
    /// Files keep their formatting. Files with errors are not changed. A document from standard
    /// input is written to standard output.
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing; exit with 1 if --fix would change a file
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    documents: Documents,
}

/// Flags that choose rules.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Rules")]
struct Rules {
    /// Apply only this rule, or these rules [repeatable]
    #[arg(long, value_name = "RULE", value_parser = find_rule, value_delimiter = ',')]
    rule: Vec<&'static Rule>,
    /// Disable this rule [repeatable]
    #[arg(long, value_name = "RULE", value_parser = find_rule, value_delimiter = ',')]
    allow: Vec<&'static Rule>,
    /// Report this rule as a warning [repeatable]
    #[arg(long, value_name = "RULE", value_parser = find_rule, value_delimiter = ',')]
    warn: Vec<&'static Rule>,
    /// Report this rule, or all `warnings`, as errors [repeatable]
    #[arg(long, value_name = "RULE", value_parser = denied, value_delimiter = ',')]
    deny: Vec<Denied>,
}

#[derive(Clone, Copy, Debug)]
enum Denied {
    Warnings,
    Rule(&'static Rule),
}

fn denied(name: &str) -> Result<Denied, String> {
    if name == WARNINGS {
        return Ok(Denied::Warnings);
    }
    find_rule(name).map(Denied::Rule)
}

impl Rules {
    /// The settings, overridden by the flags.
    fn selection(&self, settings: &Settings) -> Selection {
        let mut selection = Selection {
            only: self.rule.clone(),
            levels: settings.lint.levels.clone(),
            deny_warnings: settings.lint.deny_warnings,
        };
        let mut set = |rule: &'static Rule, level| selection.levels.push((rule, level));
        self.allow.iter().for_each(|it| set(it, Level::Allow));
        self.warn.iter().for_each(|it| set(it, Level::Warn));
        for denied in &self.deny {
            match denied {
                Denied::Warnings => selection.deny_warnings = true,
                Denied::Rule(rule) => selection.levels.push((rule, Level::Deny)),
            }
        }
        selection
    }
}

pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let flags = Partial {
        inputs: given(&args.paths),
        ..args.documents.partial()
    };
    // Only a run over all lexicons shows that an exception is unused.
    let is_whole = args.paths.is_empty() && args.documents.is_all() && args.rules.rule.is_empty();
    let settings = settings(flags, global)?;
    let policy = Policy {
        selection: args.rules.selection(&settings),
        exceptions: &settings.lint.exceptions,
        today: today(),
        resolve: &settings.resolve,
    };
    let (sources, unreadable) = read(&settings.inputs, &settings.limits);
    let from_stdin = sources.iter().filter(|(_, it)| is_stdin(it)).count();
    let fixes_stdin = args.fix && !args.diff && from_stdin > 0;
    if fixes_stdin && from_stdin > 1 {
        let message = "--fix supports only one document on standard input";
        return Err(SettingsError::new(message));
    }
    let lint = |sources| {
        let unreadable = unreadable.clone();
        let compiled = pipeline::compile_texts(sources, unreadable, Vec::new(), &settings);
        policy.lint(compiled.sources, &compiled.documents, compiled.diagnostics)
    };
    let mut linted = lint(sources);
    let mut fixed = Fixed::default();
    if args.fix || args.diff {
        (linted, fixed) = fix(linted, lint);
    }
    if args.diff {
        terminal.patch(&diff(&fixed, &linted.sources))?;
        say_fixed(terminal, &fixed, "Would fix");
        return Ok(if fixed.texts() == 0 {
            End::Well
        } else {
            End::Problems
        });
    }
    if args.fix {
        write(&fixed, &linted.sources)?;
        if let Some((_, source)) = linted.sources.iter().find(|(_, it)| is_stdin(it)) {
            terminal.exact(&source.text)?;
        }
    }
    let mut diagnostics = linted.findings;
    let remarks = linted.exceptions.remarks(&mut linted.sources, is_whole);
    diagnostics.extend(remarks.into_iter().filter_map(|it| policy.select(it)));
    terminal.diagnostics(&diagnostics, &linted.sources, fixes_stdin);
    if args.fix {
        say_fixed(terminal, &fixed, "Fixed");
    }
    let left = summary(&diagnostics, terminal);
    let time = start.elapsed().as_millis();
    let text = format!("{} in {time} ms{left}", count(linted.documents, "document"));
    if diagnostics.iter().any(|it| it.severity == Severity::Error) {
        terminal.failed("Linted", &text);
        return Ok(End::Problems);
    }
    terminal.done("Linted", &text);
    Ok(End::Well)
}

/// The texts before and after, as a unified diff.
fn diff(fixed: &Fixed, sources: &Sources) -> String {
    let mut diff = String::new();
    for (source, old) in fixed.changes(sources) {
        unified(
            Path::new(&source.name),
            Some(old),
            Some(&source.text),
            &mut diff,
        );
    }
    diff
}

/// Writes the files that changed.
fn write(fixed: &Fixed, sources: &Sources) -> Result<(), SettingsError> {
    for (source, old) in fixed.changes(sources) {
        if let Some(path) = &source.path {
            replace(path, old, &source.text).map_err(|error| {
                SettingsError::new(format!("cannot replace `{}`: {error}", source.name))
            })?;
        }
    }
    Ok(())
}

fn say_fixed(terminal: &Terminal, fixed: &Fixed, verb: &str) {
    if fixed.texts() > 0 {
        let findings = count(fixed.findings, "finding");
        let files = count(fixed.texts(), "file");
        terminal.done(verb, &format!("{findings} in {files}"));
    }
}

/// Whether a source was read from standard input.
fn is_stdin(source: &Source) -> bool {
    source.path.is_none() && !source.is_damaged
}

/// `: 2 errors, 12 warnings; 3 can be fixed with --fix`
fn summary(diagnostics: &[Diagnostic], terminal: &Terminal) -> String {
    let parts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let number = diagnostics.iter().filter(|it| it.severity == severity);
            let number = problem_count(number);
            (number > 0).then(|| count(number, severity.name()))
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    let mut text = format!(": {}", parts.join(", "));
    let hidden = diagnostics.iter().any(|it| it.severity == Severity::Note);
    if hidden && !terminal.verbose {
        text.push_str(" (--verbose shows them)");
    }
    let fixable = diagnostics.iter().filter(|it| !it.fix.is_empty()).count();
    if fixable > 0 {
        text.push_str(&format!("; {fixable} fixable with --fix"));
    }
    text
}
