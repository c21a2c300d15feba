//! Formats a diagnostic as JSON.

use serde::Serialize;

use super::{Place, locate::Location, machine::to_json, report::Entry};
use crate::compiler::source::Sources;

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    /// The number of problems that are not shown, if it is about these.
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrences: Option<usize>,
    message: &'a str,
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    help: Option<&'a str>,
    #[serde(flatten)]
    place: At<'a>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: At<'a>,
}

#[derive(Default, Serialize)]
struct At<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    pointer: Option<&'a str>,
}

impl<'a> At<'a> {
    fn new(place: &Place, location: Option<&'a Location>, sources: &'a Sources) -> Self {
        let source = sources.get(place.source);
        // A file that is not text, such as DAG-CBOR, has no lines, but pointers.
        let pointer = location.map(|it| it.pointer.as_str());
        let has_text = source.is_some_and(|it| !it.text.is_empty());
        let location = location.filter(|_| has_text);
        Self {
            file: source.map(|it| it.name.as_str()),
            line: location.map(|it| it.start.line),
            column: location.map(|it| it.start.column),
            end_line: location.map(|it| it.end.line),
            end_column: location.map(|it| it.end.column),
            pointer: pointer.filter(|pointer| has_text || !pointer.is_empty()),
        }
    }
}

pub(super) fn render(entry: &Entry, sources: &Sources) -> String {
    let diagnostic = &entry.diagnostic;
    let line = Line {
        code: diagnostic.code,
        severity: diagnostic.severity.name(),
        occurrences: Some(diagnostic.occurrences).filter(|number| *number > 1),
        message: &diagnostic.message,
        label: Some(diagnostic.label.as_str()).filter(|it| !it.is_empty()),
        notes: &diagnostic.notes,
        help: diagnostic.help.as_deref(),
        place: diagnostic
            .place
            .as_ref()
            .map(|place| At::new(place, entry.location.as_ref(), sources))
            .unwrap_or_default(),
        related: diagnostic
            .related
            .iter()
            .zip(&entry.related)
            .map(|((place, message), location)| Related {
                message,
                place: At::new(place, location.as_ref(), sources),
            })
            .collect(),
    };
    to_json(&line)
}
