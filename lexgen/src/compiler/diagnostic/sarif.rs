//! Diagnostics as a [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)
//! log, for code review tools.
//!
//! A log is one document for the whole run, so diagnostics are collected in a
//! [`Log`] and printed at the end.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Place, Rule, locate::Location, machine::to_json_pretty, page, report::Entry};
use crate::compiler::source::{Source, Sources};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The results of one run.
#[derive(Clone, Debug, Default)]
pub struct Log {
    results: Vec<Result>,
}

impl Log {
    pub(super) fn add(&mut self, entry: &Entry, sources: &Sources) {
        self.results.push(Result::new(entry, sources));
    }

    /// The log as JSON. Includes the descriptions of those `rules` that have
    /// results.
    pub fn to_json<'r>(&self, rules: impl IntoIterator<Item = &'r Rule>) -> String {
        let used = rules
            .into_iter()
            .filter(|rule| self.results.iter().any(|it| it.rule_id == rule.code));
        let rules: Vec<_> = used.map(ReportingDescriptor::new).collect();
        let mut results = self.results.clone();
        for result in &mut results {
            result.rule_index = rules.iter().position(|it| it.id == result.rule_id);
        }
        let document = Document {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "lexgen",
                        semantic_version: env!("CARGO_PKG_VERSION"),
                        rules,
                    },
                },
                column_kind: "unicodeCodePoints",
                results,
            }],
        };
        to_json_pretty(&document) + "\n"
    }
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Result>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    semantic_version: &'a str,
    rules: Vec<ReportingDescriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportingDescriptor<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

impl<'a> ReportingDescriptor<'a> {
    fn new(rule: &'a Rule) -> Self {
        Self {
            id: rule.code,
            short_description: Text::new(rule.title),
            full_description: Text::new(page::summary(rule.explanation)),
            help: Help {
                text: page::plain(rule.explanation),
                markdown: rule.explanation,
            },
            default_configuration: Configuration {
                level: rule.severity.name(),
            },
        }
    }
}

#[derive(Clone, Debug, Serialize)]
struct Text {
    text: String,
}

impl Text {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Result {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurrence_count: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    partial_fingerprints: BTreeMap<&'static str, String>,
}

impl Result {
    fn new(entry: &Entry, sources: &Sources) -> Self {
        let diagnostic = &entry.diagnostic;
        let mut message = diagnostic.message.clone();
        for note in &diagnostic.notes {
            message.push_str("\nnote: ");
            message.push_str(note);
        }
        if let Some(help) = &diagnostic.help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        let place = diagnostic.place.as_ref();
        let location =
            place.and_then(|place| SarifLocation::new(place, entry.location.as_ref(), sources));
        let related = diagnostic.related.iter().zip(&entry.related);
        // The pointer does not change when lines are added before it.
        let fingerprint = entry
            .location
            .as_ref()
            .map(|at| ("place/v1", format!("{} {}", diagnostic.code, at.pointer)));
        Self {
            rule_id: diagnostic.code,
            rule_index: None,
            level: diagnostic.severity.name(),
            message: Text::new(message),
            occurrence_count: Some(diagnostic.occurrences).filter(|number| *number > 1),
            locations: location.into_iter().collect(),
            related_locations: related
                .filter_map(|((place, label), at)| {
                    let mut location = SarifLocation::new(place, at.as_ref(), sources)?;
                    location.message = (!label.is_empty()).then(|| Text::new(label));
                    Some(location)
                })
                .collect(),
            partial_fingerprints: fingerprint.into_iter().collect(),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Clone, Debug, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

impl SarifLocation {
    fn new(place: &Place, location: Option<&Location>, sources: &Sources) -> Option<Self> {
        let source = sources.get(place.source)?;
        let location = location.filter(|_| !source.text.is_empty());
        let pointer = location
            .map(|at| &at.pointer)
            .filter(|pointer| !pointer.is_empty());
        Some(Self {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(source) },
                region: location.map(|at| Region {
                    start_line: at.start.line,
                    start_column: at.start.column,
                    end_line: at.end.line,
                    end_column: at.end.column,
                }),
            },
            logical_locations: pointer.map(|pointer| {
                [LogicalLocation {
                    fully_qualified_name: pointer.clone(),
                }]
            }),
            message: None,
        })
    }
}

/// A path as a URI reference, relative if the path is relative.
fn uri(source: &Source) -> String {
    let is_absolute = source.path.as_ref().is_some_and(|path| path.is_absolute());
    let name = source.reviewed();
    let mut uri = String::with_capacity(name.len());
    if is_absolute {
        uri.push_str(if name.starts_with('/') {
            "file://"
        } else {
            "file:///"
        });
    }
    for byte in name.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, Part, Place, PointerStep, Report, rules, sarif::Log};
    use crate::compiler::source::Sources;

    #[test]
    fn a_log_says_what_the_diagnostics_say() {
        let mut sources = Sources::default();
        let source = sources.add("lexicons/my post.json", None, "{\n  \"id\": \"ä\"\n}");
        let at = |steps: &[&'static str]| Place {
            source,
            pointer: steps.iter().copied().map(PointerStep::Keyword).collect(),
            part: Part::Value,
        };
        let diagnostic = Diagnostic::new(&rules::INVALID_NSID, Some(at(&["id"])), "not an NSID")
            .with_related(at(&[]), "in this")
            .with_help("write an NSID");
        let placeless = Diagnostic::new(&rules::NO_FILES, None, "nothing there");
        let mut log = Log::default();
        Report::new(&sources, [diagnostic, placeless]).add_to_sarif(&mut log);
        insta::assert_snapshot!(log.to_json(rules::ALL.iter().copied()));
    }

    #[test]
    fn a_run_without_results_is_still_a_log() {
        let log: serde_json::Value =
            serde_json::from_str(&Log::default().to_json(rules::ALL.iter().copied()))
                .expect("JSON");
        assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
        assert_eq!(
            log["runs"][0]["tool"]["driver"]["rules"],
            serde_json::json!([])
        );
    }
}
