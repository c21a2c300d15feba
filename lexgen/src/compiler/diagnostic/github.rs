//! Formats a diagnostic as a GitHub Actions workflow command, which becomes an
//! annotation next to the lines of a change.

use super::{Severity, report::Entry, visible::clean};
use crate::compiler::source::Sources;

pub(super) fn render(entry: &Entry, sources: &Sources) -> String {
    let diagnostic = &entry.diagnostic;
    let command = match diagnostic.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let mut properties = Vec::new();
    let source = diagnostic
        .place
        .as_ref()
        .and_then(|place| sources.get(place.source));
    if let Some(source) = source {
        properties.push(("file", source.reviewed().to_owned()));
        if let Some(at) = entry.location.as_ref().filter(|_| !source.text.is_empty()) {
            properties.push(("line", at.start.line.to_string()));
            properties.push(("endLine", at.end.line.to_string()));
            properties.push(("col", at.start.column.to_string()));
            // GitHub compares the columns even if they are on different lines.
            if at.start.line == at.end.line {
                properties.push(("endColumn", at.end.column.to_string()));
            }
        }
    }
    properties.push(("title", diagnostic.code.to_owned()));
    let properties: Vec<_> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", property(&clean(value))))
        .collect();
    let mut text = clean(&diagnostic.message);
    for note in &diagnostic.notes {
        text.push_str("\nnote: ");
        text.push_str(&clean(note));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(&clean(help));
    }
    format!("::{command} {}::{}", properties.join(","), message(&text))
}

/// Escapes the characters that end a command.
fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Also escapes the separators of properties.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, Part, Place, Pointer, PointerStep, Report, rules};
    use crate::compiler::source::Sources;

    #[test]
    fn an_annotation_is_one_line_that_nothing_in_it_can_end() {
        let mut sources = Sources::default();
        let source = sources.add("./a,b:100%.json", None, "{\n  \"id\": \"ä\"\n}");
        let place = Place {
            source,
            pointer: Pointer::from_iter([PointerStep::Keyword("id")]),
            part: Part::Value,
        };
        let diagnostic = Diagnostic::new(&rules::INVALID_NSID, Some(place), "50% of\r\n::error::")
            .with_help("write: an NSID, not 100%");
        let report = Report::new(&sources, [diagnostic]);
        assert_eq!(
            report.to_github(),
            "::error file=a%2Cb%3A100%25.json,line=2,endLine=2,col=9,endColumn=12,\
             title=invalid-nsid::50%25 of␍␊::error::%0Ahelp: write: an NSID, not 100%25\n"
        );
    }

    #[test]
    fn what_has_no_place_is_said_without_one() {
        let sources = Sources::default();
        let report = Report::new(
            &sources,
            [Diagnostic::new(&rules::NO_FILES, None, "nothing there")],
        );
        assert_eq!(
            report.to_github(),
            "::warning title=no-files::nothing there\n"
        );
    }
}
