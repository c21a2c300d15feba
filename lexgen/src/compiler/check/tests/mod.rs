//! The rules, held to examples and to the protocol's own lexicons.

mod corpus;
mod hostile;
mod rendered;
mod rules;
mod several;
mod unknown;

use super::{Checked, check};
use crate::compiler::{diagnostic::Report, source::Sources};

/// Checks one text.
fn check_text(text: &str) -> (Sources, Checked) {
    let mut sources = Sources::default();
    sources.add("lexicon.json", None, text);
    let checked = check(&sources);
    (sources, checked)
}

/// Severity, code and pointer of each diagnostic, in the order of the text.
fn found(sources: &Sources, checked: &Checked) -> Vec<(&'static str, &'static str, String)> {
    Report::new(sources, checked.diagnostics.clone())
        .diagnostics()
        .map(|it| {
            let pointer = it.place.as_ref().map(|place| place.pointer.to_string());
            (it.severity.name(), it.code, pointer.unwrap_or_default())
        })
        .collect()
}
