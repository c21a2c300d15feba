//! Violations of lexicons, for programs.

use serde::Serialize;

use crate::compiler::{
    diagnostic::{Report, to_json},
    source::Sources,
};

#[derive(Serialize)]
struct Line<'a> {
    file: Option<&'a str>,
    record: Option<usize>,
    /// The path in a repository, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    repo_path: Option<&'a str>,
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

/// One JSON object per line. `number` is the position of the value in its file, and
/// `repo_path` its path in a repository.
pub(super) fn json_lines(
    report: &Report<'_>,
    sources: &Sources,
    number: Option<usize>,
    repo_path: Option<&str>,
) -> String {
    let mut text = String::new();
    for (diagnostic, location) in report.located() {
        let id = diagnostic.place.as_ref().map(|place| place.source);
        let source = id.and_then(|id| sources.get(id));
        // A source without text has no lines.
        let location_in_text = location.filter(|_| source.is_some_and(|it| !it.text.is_empty()));
        let line = Line {
            file: source.map(|it| it.name.as_str()),
            record: number,
            repo_path,
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
