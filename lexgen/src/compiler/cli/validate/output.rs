//! What a run prints: problems as they are found, the progress, and a summary.

use std::collections::BTreeMap;

use super::{
    judge::{Item, Verdict},
    schemas::ByType,
};
use crate::compiler::{
    cli::{
        End,
        terminal::{Terminal, count, thousands},
        violations,
    },
    diagnostic::{Diagnostic, Report, Severity},
    settings::SettingsError,
    source::Sources,
};

/// The most errors that are printed, and the most warnings. The others are counted.
const PRINTED: usize = 10_000;

/// The most types in a summary: strangers name them.
const MOST_TYPES: usize = 100;

/// Prints what is found in values.
pub(super) struct Output<'t> {
    terminal: &'t Terminal,
    valid: usize,
    pub(super) total: usize,
    warnings: usize,
    /// How many of each severity are printed.
    printed: BTreeMap<Severity, usize>,
    /// How many are not, by severity and rule.
    hidden: BTreeMap<(Severity, &'static str), usize>,
}

impl<'t> Output<'t> {
    pub(super) fn new(terminal: &'t Terminal) -> Self {
        Self {
            terminal,
            valid: 0,
            total: 0,
            warnings: 0,
            printed: BTreeMap::new(),
            hidden: BTreeMap::new(),
        }
    }

    /// Counts a value, and prints what is found in it.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(super) fn add(
        &mut self,
        item: &Item,
        verdict: Option<Verdict>,
    ) -> Result<(), SettingsError> {
        self.total += 1;
        let Some(verdict) = verdict else {
            self.valid += 1;
            return Ok(());
        };
        self.valid += usize::from(verdict.is_valid);
        self.warnings += verdict.warnings;
        let mut diagnostics = Vec::new();
        for diagnostic in verdict.diagnostics {
            let severity = diagnostic.severity;
            if self.terminal.quiet && self.terminal.is_for_people() && severity != Severity::Error {
                continue;
            }
            let printed = self.printed.entry(severity).or_default();
            if *printed < PRINTED {
                *printed += 1;
                diagnostics.push(diagnostic);
            } else {
                let hidden = self.hidden.entry((severity, diagnostic.code));
                *hidden.or_default() += diagnostic.occurrences;
            }
        }
        if diagnostics.is_empty() {
            return Ok(());
        }
        let path = item.path().map(ToString::to_string);
        if let Some(path) = &path
            && self.terminal.is_for_review()
        {
            for diagnostic in &mut diagnostics {
                diagnostic.message = format!("{path}: {}", diagnostic.message);
            }
        }
        let report = Report::new(&verdict.sources, diagnostics);
        self.print(
            &report,
            &verdict.sources,
            Some(item.number),
            path.as_deref(),
        )
    }

    fn print(
        &self,
        report: &Report<'_>,
        sources: &Sources,
        number: Option<usize>,
        path: Option<&str>,
    ) -> Result<(), SettingsError> {
        if self.terminal.is_json() {
            let lines = violations::json_lines(report, sources, number, path);
            return self.terminal.result(&lines);
        }
        self.terminal.report(report, false);
        Ok(())
    }

    /// Says how many problems are not printed.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(super) fn rest(&self) -> Result<(), SettingsError> {
        let sources = Sources::default();
        let rest = self
            .hidden
            .iter()
            .map(|((severity, code), number)| Diagnostic {
                code,
                severity: *severity,
                occurrences: *number,
                message: format!("{} more of this rule are not shown", thousands(*number)),
                place: None,
                label: String::new(),
                related: Vec::new(),
                notes: Vec::new(),
                help: None,
                fix: Vec::new(),
            });
        self.print(&Report::new(&sources, rest), &sources, None, None)
    }

    /// Prints a line for each type, if there are several.
    pub(super) fn types(&self, types: &ByType<'_>) {
        let types = types.types();
        if types.len() < 2 {
            return;
        }
        for of_type in types.iter().take(MOST_TYPES) {
            let (valid, total) = of_type.counts();
            let name = &of_type.name;
            let unknown = if of_type.is_unknown() {
                ", not defined"
            } else {
                ""
            };
            let text = format!(
                "{name}: {} of {} valid{unknown}",
                thousands(valid),
                thousands(total)
            );
            if valid == total {
                self.terminal.done("Validated", &text);
            } else {
                self.terminal.failed("Validated", &text);
            }
        }
        if types.len() > MOST_TYPES {
            let more = count(types.len() - MOST_TYPES, "type");
            self.terminal.more(&format!("{:>12} and {more} more\n", ""));
        }
    }

    /// Prints the last line: `subject` is the definition of all values, and `noun` what
    /// a value is.
    pub(super) fn summary(&self, subject: Option<&str>, noun: &str) -> End {
        let Self {
            valid,
            total,
            warnings,
            terminal,
            ..
        } = *self;
        let mut text = match (subject, total) {
            (Some(subject), 1) if valid == 1 => format!("{subject}: the {noun} is valid"),
            (Some(subject), 1) => format!("{subject}: the {noun} is invalid"),
            (subject, _) => {
                let subject = subject.map(|subject| format!("{subject}: "));
                let subject = subject.unwrap_or_default();
                format!(
                    "{subject}{} of {} valid",
                    thousands(valid),
                    count(total, noun)
                )
            }
        };
        if warnings > 0 {
            text += &format!(", with {}", count(warnings, "warning"));
        }
        if valid < total {
            terminal.failed("Validated", &text);
            return End::Problems;
        }
        if warnings > 0 || total == 0 {
            terminal.warned("Validated", &text);
        } else {
            terminal.done("Validated", &text);
        }
        End::Well
    }
}
