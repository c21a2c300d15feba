//! What is printed after a tree of files was written or compared.

use std::{path::Path, time::Instant};

use super::{
    problems,
    terminal::{Terminal, count, thousands},
};
use crate::compiler::{
    output::{Outcome, Stale},
    pipeline::Compiled,
};

/// What a command has written.
pub(super) struct Report<'r> {
    pub(super) verb: &'static str,
    /// What was written, as a number of documents.
    pub(super) documents: &'r str,
    pub(super) path: &'r Path,
    pub(super) start: Instant,
}

impl Report<'_> {
    pub(super) fn print(&self, outcome: &Outcome, compiled: &Compiled, terminal: &Terminal) {
        for path in &outcome.written {
            terminal.detail(&format!("written {path}"));
        }
        for path in &outcome.removed {
            terminal.detail(&format!("removed {path}"));
        }
        if let Some(reason) = &outcome.in_place {
            terminal.detail(&format!("replaced files one by one: {reason}"));
        }
        let skipped = match compiled.skipped() {
            0 => String::new(),
            files => format!("; skipped {}, see --verbose", count(files, "file")),
        };
        let summary = format!(
            "{} into {}: {} written, {} unchanged, {} removed in {} ms{skipped}",
            self.documents,
            self.path.display(),
            count(outcome.written.len(), "file"),
            thousands(outcome.unchanged),
            thousands(outcome.removed.len()),
            self.start.elapsed().as_millis(),
        );
        if compiled.has_errors() {
            let problems = problems(compiled);
            terminal.failed(self.verb, &format!("{summary}; {problems} in the rest"));
        } else {
            terminal.done(self.verb, &summary);
        }
    }
}

/// Prints the result of a comparison. `command` brings the files up to date.
pub(super) fn print_stale(stale: &Stale, path: &Path, command: &str, terminal: &Terminal) {
    let path = path.display();
    if stale.is_fresh() {
        let files = count(stale.unchanged, "file");
        terminal.done("Fresh", &format!("{path}: {files} up to date"));
    } else {
        let summary = format!(
            "{path}: {} missing, {} out of date, {} to remove; run `lexgen {command}`",
            count(stale.added, "file"),
            thousands(stale.changed),
            thousands(stale.removed),
        );
        terminal.failed("Stale", &summary);
    }
}
