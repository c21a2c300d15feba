//! `lexgen lint`: what an author would rather hear before publishing.

mod judge;
mod mend;

use std::{path::PathBuf, time::Instant};

use super::{
    End,
    flags::{Documents, Global, given},
    settings,
    terminal::{Terminal, count},
};
use crate::compiler::{
    diagnostic::{Diagnostic, Rule, Severity},
    lint::{Finding, Level, Selection},
    pipeline,
    read::read,
    settings::{
        Partial, Settings, SettingsError,
        lint::{WARNINGS, rule},
    },
    source::Source,
};
use judge::Judge;
use mend::Mended;

/// Report what the language allows and an author would rather not publish
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  lexgen lint                              the inputs that lexgen.toml names
  lexgen lint lexicons/ --verbose          notes too
  lexgen lint --rule unlimited-string      one rule alone
  lexgen lint --deny warnings              in CI: fail on any warning
  lexgen lint --fix --diff                 what would --fix do?
  lexgen explain unlimited-string          why, with an example

Exit code 1 says that an error is left: of the language, or of a rule that is denied.")]
pub(super) struct Args {
    /// Lexicons, and folders of them at any depth; `-` is standard input
    paths: Vec<PathBuf>,
    /// Mend what can be mended without changing which data is valid or what it means
    ///
    /// Files keep their formatting. One that has errors is left alone. With standard input the
    /// mended text goes to standard output.
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing; exit code 1 if there is something
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
    /// Only this rule [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    rule: Vec<&'static Rule>,
    /// Not this rule [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    allow: Vec<&'static Rule>,
    /// This rule as a warning [repeatable]
    #[arg(long, value_name = "RULE", value_parser = rule, value_delimiter = ',')]
    warn: Vec<&'static Rule>,
    /// This rule as an error, or all `warnings` [repeatable]
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
    rule(name).map(Denied::Rule)
}

impl Rules {
    /// What the flags say, over what the settings say.
    fn selection(&self, settings: &Settings) -> Selection {
        let mut selection = Selection {
            only: self.rule.clone(),
            levels: settings.lint.levels.clone(),
            deny_warnings: settings.lint.deny_warnings,
        };
        let mut say = |rule: &'static Rule, level| selection.levels.push((rule, level));
        self.allow.iter().for_each(|it| say(it, Level::Allow));
        self.warn.iter().for_each(|it| say(it, Level::Warn));
        for denied in &self.deny {
            match denied {
                Denied::Warnings => selection.deny_warnings = true,
                Denied::Rule(rule) => selection.levels.push((rule, Level::Deny)),
            }
        }
        selection
    }
}

/// Does it.
pub(super) fn run(args: &Args, global: &Global, terminal: &Terminal) -> Result<End, SettingsError> {
    let start = Instant::now();
    let flags = Partial {
        inputs: given(&args.paths),
        ..args.documents.partial()
    };
    // What is about a part of the lexicons cannot say that an exception is not needed.
    let is_whole = args.paths.is_empty() && args.documents.is_all() && args.rules.rule.is_empty();
    let settings = settings(flags, global)?;
    let judge = Judge::new(&settings, args.rules.selection(&settings));
    let (sources, unreadable) = read(&settings.inputs, &settings.limits);
    let from_stdin = sources.iter().filter(|(_, it)| is_stdin(it)).count();
    let mends_stdin = args.fix && !args.diff && from_stdin > 0;
    if mends_stdin && from_stdin > 1 {
        let message = "only one document of standard input can be mended";
        return Err(SettingsError::new(message));
    }
    let mut compiled = pipeline::compile_texts(sources, unreadable.clone(), Vec::new(), &settings);
    let mut verdict = judge.verdict(&compiled);
    let mut mended = Mended::default();
    if args.fix || args.diff {
        (compiled, verdict, mended) = mend::mend(compiled, verdict, &unreadable, &judge, &settings);
    }
    if args.diff {
        terminal.diff(&mended.diff(&compiled.sources))?;
        mended.tell(terminal, "Would fix");
        return Ok(if mended.is_empty() {
            End::Well
        } else {
            End::Problems
        });
    }
    if args.fix {
        mended.write(&compiled.sources)?;
        if let Some((_, source)) = compiled.sources.iter().find(|(_, it)| is_stdin(it)) {
            terminal.result(&source.text)?;
        }
    }
    let documents = verdict.documents;
    let mut diagnostics: Vec<_> = verdict
        .findings
        .iter()
        .map(|it| it.diagnostic.clone())
        .collect();
    let remarks = verdict.exceptions.remarks(&mut compiled.sources, is_whole);
    diagnostics.extend(remarks.into_iter().filter_map(|it| judge.select(it)));
    terminal.diagnostics(&diagnostics, &compiled.sources, mends_stdin);
    if args.fix {
        mended.tell(terminal, "Fixed");
    }
    let left = summary(&diagnostics, &verdict.findings, terminal);
    let time = start.elapsed().as_millis();
    let text = format!("{} in {time} ms{left}", count(documents, "document"));
    if diagnostics.iter().any(|it| it.severity == Severity::Error) {
        terminal.failed("Linted", &text);
        return Ok(End::Problems);
    }
    terminal.done("Linted", &text);
    Ok(End::Well)
}

/// Whether it is a text of standard input.
fn is_stdin(source: &Source) -> bool {
    source.path.is_none() && !source.is_damaged
}

/// `: 2 errors, 12 warnings; 3 can be fixed with --fix`
fn summary(diagnostics: &[Diagnostic], findings: &[Finding], terminal: &Terminal) -> String {
    let parts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let number = diagnostics
                .iter()
                .filter(|it| it.severity == severity)
                .count();
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
    let fixable = findings.iter().filter(|it| !it.fix.is_empty()).count();
    if fixable > 0 {
        text.push_str(&format!("; --fix mends {fixable}"));
    }
    text
}
