//! Violations of lexicons, for people and programs.

use serde::Serialize;

use crate::{
    compiler::{
        diagnostic::{Diagnostic, Place, Pointer, Report, Severity, to_json},
        source::{SourceId, Sources},
    },
    validate::{Code, Violation},
};

/// A violation at its place in a text, as a sentence `for_people`.
pub(super) fn diagnostic(violation: Violation, source: SourceId, for_people: bool) -> Diagnostic {
    let message = if for_people {
        sentence(&violation)
    } else {
        violation.message
    };
    Diagnostic {
        code: violation.code.as_str(),
        severity: Severity::Error,
        occurrences: 1,
        message,
        place: Some(Place::value(source, Pointer::of_violation(&violation.path))),
        label: String::new(),
        related: Vec::new(),
        notes: Vec::new(),
        help: None,
        fix: Vec::new(),
    }
}

/// A violation of a record key, which is not part of the text.
pub(super) fn of_key(violation: Violation, source: SourceId) -> Diagnostic {
    let message = match violation.code {
        Code::Malformed => format!("the record key: {}", violation.message),
        _ => format!("the record key {}", violation.message),
    };
    diagnostic(
        Violation {
            message,
            ..violation
        },
        source,
        false,
    )
}

/// `` `tags[3]` has 9 bytes, more than 5 ``
fn sentence(violation: &Violation) -> String {
    let Violation {
        path,
        code,
        message,
        ..
    } = violation;
    let mut indices = Vec::new();
    let mut name = None;
    let pointer = Pointer::of_violation(path);
    for step in pointer.steps().iter().rev() {
        match step.as_index() {
            Some(_) => indices.insert(0, format!("[{step}]")),
            None => {
                name = step.as_name();
                break;
            }
        }
    }
    let indices = indices.concat();
    let subject = match name {
        Some(name) => format!("`{name}{indices}`"),
        None if indices.is_empty() => "the value".to_owned(),
        None => format!("the item {indices}"),
    };
    match code {
        // These messages name the text themselves.
        Code::Malformed => format!("{subject}: {message}"),
        _ => format!("{subject} {message}"),
    }
}

#[derive(Serialize)]
struct Line<'a> {
    file: Option<&'a str>,
    record: Option<usize>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    path: &'a str,
    severity: &'a str,
    code: &'a str,
    /// The number of problems that are not shown, if it is about these.
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrences: Option<usize>,
    message: &'a str,
}

/// One JSON object per line. `number` is the position of a source in its file.
pub(super) fn json_lines(
    report: &Report<'_>,
    sources: &Sources,
    number: impl Fn(SourceId) -> Option<usize>,
) -> String {
    let mut text = String::new();
    for (diagnostic, location) in report.located() {
        let id = diagnostic.place.as_ref().map(|place| place.source);
        let source = id.and_then(|id| sources.get(id));
        // A source without text has no lines.
        let location_in_text = location.filter(|_| source.is_some_and(|it| !it.text.is_empty()));
        let line = Line {
            file: source.map(|it| it.name.as_str()),
            record: id.and_then(&number),
            line: location_in_text.map(|it| it.start.line),
            column: location_in_text.map(|it| it.start.column),
            end_line: location_in_text.map(|it| it.end.line),
            end_column: location_in_text.map(|it| it.end.column),
            path: location.map_or("", |it| it.pointer.as_str()),
            severity: diagnostic.severity.name(),
            code: diagnostic.code,
            occurrences: Some(diagnostic.occurrences).filter(|number| *number > 1),
            message: &diagnostic.message,
        };
        text.push_str(&to_json(&line));
        text.push('\n');
    }
    text
}
