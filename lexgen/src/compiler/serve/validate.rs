//! `POST /validate`: data against a definition, with the messages of `lexgen validate`.

use std::{ops::Range, str};

use serde::Serialize;

use super::{answer::Refusal, limits::PROBLEMS};
use crate::compiler::{
    diagnostic::{
        Collector, Diagnostic, Part, Place, Pointer, PointerStep, Report, Severity, clean,
        problem_count, rules,
    },
    dynamic::{
        Findings, Options, Schema, Subject, is_query, query_ranges, read_json, read_valid_json,
    },
    pipeline::Compiled,
    read::{is_utf16, save_as},
    schema::{FullName, MAIN},
    source::{SourceId, Sources},
};

/// The most problems that a page shows with an excerpt each.
const SHOWN_PROBLEMS: usize = 50;

/// What data must match, and how strictly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The NSID, with `#` and a name if it is not the main definition.
    pub(super) definition: String,
    /// The part of an endpoint.
    pub(super) subject: Subject,
    /// Whether values of types that no lexicon defines are valid.
    pub(super) allow_unresolved: bool,
    /// Whether warnings count as errors.
    pub(super) strict: bool,
}

impl Question {
    /// Reads the parameters of a request, each of which can be given once.
    ///
    /// # Errors
    /// If one is unknown, repeated or malformed, or there is no NSID.
    pub(super) fn parse<N: AsRef<str>>(
        parameters: impl IntoIterator<Item = (N, N)>,
    ) -> Result<Self, Refusal> {
        let mut question = Self {
            definition: String::new(),
            subject: Subject::Value,
            allow_unresolved: false,
            strict: false,
        };
        let mut name = None;
        let mut seen = Vec::new();
        for (key, value) in parameters {
            let (key, value) = (key.as_ref(), value.as_ref());
            match key {
                "nsid" => value.clone_into(&mut question.definition),
                "definition" => name = Some(value.to_owned()),
                "part" => question.subject = part(value)?,
                "allow-unresolved" => question.allow_unresolved = boolean(key, value)?,
                "strict" => question.strict = boolean(key, value)?,
                _ => {
                    return Err(Refusal::invalid(format!(
                        "unknown parameter `{}`: expected `nsid`, `definition`, `part`, \
                         `allow-unresolved` or `strict`",
                        clean(key)
                    )));
                }
            }
            if seen.iter().any(|seen| seen == key) {
                let message = format!("the parameter `{key}` is repeated");
                return Err(Refusal::invalid(message));
            }
            seen.push(key.to_owned());
        }
        if question.definition.is_empty() {
            return Err(Refusal::invalid(
                "the parameter `nsid` is missing: POST the data to \
                 /validate?nsid=com.example.thing",
            ));
        }
        if let Some(name) = name.filter(|name| name != MAIN && !name.is_empty()) {
            question.definition = format!("{}#{name}", question.definition);
        }
        Ok(question)
    }

    /// The schema of the definition.
    ///
    /// # Errors
    /// If there is no such definition, or it does not have the part.
    pub(super) fn schema<'i>(&self, compiled: &'i Compiled) -> Result<Schema<'i>, Refusal> {
        let Compiled { ir, refused, .. } = compiled;
        let schema = Schema::find_used(ir, refused, &self.definition, self.subject);
        let schema = schema.map_err(|error| {
            let message = clean(&error.to_string());
            if let Some(help) = error.help_without_flags() {
                return Refusal::invalid(format!("{message} ({})", clean(help)));
            }
            let id = FullName::parse(&self.definition).and_then(|name| ir.find(&name));
            let parts = id.map(|id| Schema::subjects(ir, id)).unwrap_or_default();
            let parts: Vec<String> = (parts.iter())
                .map(|subject| format!("`part={}`", subject.part_name()))
                .collect();
            Refusal::invalid(if parts.is_empty() {
                message
            } else {
                format!("{message} (pass {})", parts.join(" or "))
            })
        })?;
        Ok(schema.with_options(Options {
            allow_unresolved: self.allow_unresolved,
        }))
    }

    /// Checks a text.
    ///
    /// # Errors
    /// If there is no such definition, or it does not have the part.
    pub(super) fn answer(&self, compiled: &Compiled, bytes: &[u8]) -> Result<Verdict, Refusal> {
        let (sources, diagnostics, schema) = self.check(compiled, bytes)?;
        let report = Report::new(&sources, diagnostics);
        Ok(self.verdict(&report, &schema))
    }

    /// Checks a text. Returns the problems also as a terminal shows them.
    ///
    /// # Errors
    /// Those of [`answer`](Self::answer).
    pub(super) fn outcome(
        &self,
        compiled: &Compiled,
        bytes: &[u8],
    ) -> Result<(Verdict, String), Refusal> {
        let (sources, mut diagnostics, schema) = self.check(compiled, bytes)?;
        diagnostics.truncate(SHOWN_PROBLEMS);
        let report = Report::new(&sources, diagnostics);
        Ok((self.verdict(&report, &schema), report.to_text(false)))
    }

    fn check<'i>(
        &self,
        compiled: &'i Compiled,
        bytes: &[u8],
    ) -> Result<(Sources, Vec<Diagnostic>, Schema<'i>), Refusal> {
        let schema = self.schema(compiled)?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut sources = Sources::default();
        let text = String::from_utf8_lossy(bytes);
        let id = sources.add_data("data", &text);
        let mut found = Collector::of_document();
        match self.read(bytes, &schema, &sources, id) {
            Ok(data) => {
                let findings = Findings::of(&schema, &data, None);
                let query = self.query(&text);
                let diagnostics = findings.into_diagnostics(id, true);
                found.extend(diagnostics.map(|found| in_query(found, query.as_deref())));
            }
            Err(diagnostics) => found.extend(diagnostics),
        }
        Ok((sources, found.finish(), schema))
    }

    /// Whether a text is a query string, and not JSON.
    fn is_query(&self, text: &str) -> bool {
        self.subject == Subject::Params && is_query(text.as_bytes())
    }

    /// Where the parameters are in a query string.
    fn query(&self, text: &str) -> Option<Vec<(String, Range<usize>)>> {
        self.is_query(text).then(|| query_ranges(text))
    }

    /// Reads the data in a text: JSON, or the parameters in a query string.
    fn read(
        &self,
        bytes: &[u8],
        schema: &Schema<'_>,
        sources: &Sources,
        id: SourceId,
    ) -> Result<crate::data::Data, Vec<Diagnostic>> {
        let text = match str::from_utf8(bytes) {
            Ok(text) if !is_utf16(bytes) => text,
            Ok(_) => return Err(vec![not_utf8(bytes, id, 0)]),
            Err(error) => return Err(vec![not_utf8(bytes, id, error.valid_up_to())]),
        };
        if self.is_query(text) {
            return Ok(schema.read_query(text));
        }
        match read_valid_json(text) {
            Some(data) => Ok(data),
            None => read_json(sources, id),
        }
    }

    fn verdict(&self, report: &Report<'_>, schema: &Schema<'_>) -> Verdict {
        let of = |severity| {
            let found = report.diagnostics().filter(|it| it.severity == severity);
            problem_count(found)
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let is_valid = errors == 0 && !(self.strict && warnings > 0);
        let located: Vec<_> = report.located().collect();
        let problems = located.iter().take(PROBLEMS).map(|(diagnostic, location)| {
            let severity = match diagnostic.severity {
                Severity::Warning if self.strict => Severity::Error,
                severity => severity,
            };
            Problem {
                line: location.map(|it| it.start.line),
                column: location.map(|it| it.start.column),
                end_line: location.map(|it| it.end.line),
                end_column: location.map(|it| it.end.column),
                path: location.map_or("", |it| it.pointer.as_str()).to_owned(),
                severity: severity.name(),
                code: diagnostic.code,
                message: diagnostic.message.clone(),
                help: diagnostic.help.clone(),
            }
        });
        let noun = match self.subject {
            Subject::Value if schema.is_record() => "record",
            Subject::Value => "value",
            Subject::Params => "parameter set",
            Subject::Input => "input",
            Subject::Output => "output",
            Subject::Message => "message",
            Subject::ErrorBody => "error response",
        };
        Verdict {
            valid: is_valid,
            summary: summary(&self.definition, noun, is_valid, errors, warnings),
            definition: self.definition.clone(),
            part: self.subject.part_name(),
            errors,
            warnings,
            problems: problems.collect(),
            not_shown: located.len().saturating_sub(PROBLEMS),
        }
    }
}

/// The last line of `lexgen validate`, as a sentence.
fn summary(definition: &str, noun: &str, is_valid: bool, errors: usize, warnings: usize) -> String {
    let count = |number: usize, noun: &str| {
        let plural = if number == 1 { "" } else { "s" };
        format!("{number} {noun}{plural}")
    };
    let verdict = if is_valid { "valid" } else { "invalid" };
    let mut counts = Vec::new();
    if errors > 0 {
        counts.push(count(errors, "error"));
    }
    if warnings > 0 {
        counts.push(count(warnings, "warning"));
    }
    let mut text = format!("{definition}: the {noun} is {verdict}");
    if !counts.is_empty() {
        text += &format!(", with {}", counts.join(" and "));
    }
    text
}

/// The answer to a question.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Verdict {
    pub(super) valid: bool,
    /// One sentence.
    pub(super) summary: String,
    definition: String,
    part: &'static str,
    errors: usize,
    warnings: usize,
    /// In the order of their places.
    pub(super) problems: Vec<Problem>,
    /// How many problems are not in the answer.
    #[serde(skip_serializing_if = "is_zero")]
    not_shown: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// What is wrong, and where. Lines and columns are counted from 1, columns in characters.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Problem {
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    /// The JSON pointer of the value, or of the place where it is missing.
    pub(super) path: String,
    pub(super) severity: &'static str,
    pub(super) code: &'static str,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<String>,
}

/// A problem with a parameter, at its place in a query string.
fn in_query(mut found: Diagnostic, query: Option<&[(String, Range<usize>)]>) -> Diagnostic {
    let (Some(query), Some(place)) = (query, &mut found.place) else {
        return found;
    };
    let mut steps = place.pointer.steps().iter();
    let name = steps.next().and_then(PointerStep::as_name);
    let index = steps.next().and_then(PointerStep::as_index);
    let mut named = query.iter().filter(|(of, _)| Some(&**of) == name);
    let range = named.nth(index.unwrap_or(0)).map(|(_, range)| range);
    let all = || query.first().map_or(0, |(_, first)| first.start);
    let end = || query.last().map_or(0, |(_, last)| last.end);
    place.part = Part::Text(range.cloned().unwrap_or_else(|| all()..end()));
    found
}

fn part(name: &str) -> Result<Subject, Refusal> {
    let mut subjects = Subject::ALL.into_iter();
    let found = subjects.find(|subject| subject.part_name() == name);
    found.ok_or_else(|| {
        let parts = Subject::ALL.map(|subject| format!("`{}`", subject.part_name()));
        Refusal::invalid(format!(
            "unknown part `{}`: expected {}",
            clean(name),
            parts.join(", ")
        ))
    })
}

fn boolean(key: &str, value: &str) -> Result<bool, Refusal> {
    match value {
        // A box of a form that is checked is `on`.
        "" | "true" | "on" => Ok(true),
        "false" => Ok(false),
        _ => Err(Refusal::invalid(format!(
            "the parameter `{key}` is `{}`: expected `true` or `false`",
            clean(value)
        ))),
    }
}

/// `at` is the first byte that is not UTF-8. Up to there, the text has the same bytes.
fn not_utf8(bytes: &[u8], source: SourceId, at: usize) -> Diagnostic {
    let place = Place {
        source,
        pointer: Pointer::default(),
        part: Part::Text(at..at + char::REPLACEMENT_CHARACTER.len_utf8()),
    };
    Diagnostic::new(&rules::NOT_UTF8, Some(place), "invalid UTF-8").with_help(save_as(bytes))
}
