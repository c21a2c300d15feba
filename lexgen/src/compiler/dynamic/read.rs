//! Reading data from JSON, with a diagnostic for everything that is not valid
//! atproto data: syntax errors, floats, malformed bytes and links, duplicate keys.

use std::{fmt::Display, ops::Range};

use jsonc_parser::{ast::Value, common::Ranged};

use crate::{
    compiler::{
        diagnostic::{Collector, Diagnostic, Part, Place, Pointer, PointerStep, rules},
        source::{Source, SourceId, Sources, json},
    },
    data::Data,
    validate::Violation,
    wire::CheckData,
};

/// Reads the JSON value in a source.
///
/// # Errors
/// With diagnostics for the innermost values that are not data, or for the first
/// syntax error.
pub fn read_json(sources: &Sources, id: SourceId) -> Result<Data, Vec<Diagnostic>> {
    let Some(source) = sources.get(id) else {
        return Err(Vec::new());
    };
    let text = source.document();
    let error = match parse(text) {
        Ok(data) => return Ok(data),
        Err(error) => error,
    };
    let Some(value) = json::parse_with_positions(text) else {
        let offset = match &error {
            Fault::Json(error) => json::offset(text, error.line(), error.column()),
            Fault::Data(_) => 0,
        };
        let place = Place {
            source: id,
            pointer: Pointer::default(),
            part: part(source, offset..offset),
        };
        let message = if text.trim().is_empty() {
            "invalid JSON: the input is empty, expected a value".to_owned()
        } else {
            format!("invalid JSON: {}", error.message())
        };
        return Err(vec![Diagnostic::new(
            &rules::INVALID_JSON,
            Some(place),
            message,
        )]);
    };
    let mut search = Search {
        id,
        source,
        text,
        pointer: Pointer::default(),
        found: Collector::of_document(),
        number: 0,
    };
    search.value(&value, &error);
    Err(search.found.finish())
}

/// Reads a JSON value. `None` if it is not data: [`read_json`] says why.
#[cfg(feature = "cli")]
pub(crate) fn read_valid_json(text: &str) -> Option<Data> {
    parse(text).ok()
}

/// Why a text is not data.
enum Fault {
    /// It is not JSON, or JSON that no data is read from.
    Json(serde_json::Error),
    /// A value is not in the data model.
    Data(Violation),
}

impl Fault {
    fn message(&self) -> String {
        match self {
            Self::Json(error) => json::message(error),
            Self::Data(violation) => violation.message.clone(),
        }
    }
}

fn parse(text: &str) -> Result<Data, Fault> {
    let data: Data = serde_json::from_str(text).map_err(Fault::Json)?;
    match data.check_data() {
        Ok(()) => Ok(data),
        Err(violation) => Err(Fault::Data(violation)),
    }
}

/// Finds the innermost values that cannot be read. Each level reads its values
/// again, but there are few levels.
struct Search<'s> {
    id: SourceId,
    source: &'s Source,
    text: &'s str,
    pointer: Pointer,
    found: Collector,
    /// How many were found.
    number: usize,
}

impl Search<'_> {
    /// Finds the cause of `error` in a value.
    fn value(&mut self, value: &Value<'_>, error: &Fault) {
        let before = self.number;
        match value {
            Value::Array(array) => {
                for (index, item) in array.elements.iter().enumerate() {
                    self.inner(&PointerStep::Index(index), item);
                }
            }
            Value::Object(object) => {
                let mut names = std::collections::HashSet::new();
                for property in &object.properties {
                    let name = property.name.as_str();
                    let step = PointerStep::name(name);
                    if names.insert(name) {
                        self.inner(&step, &property.value);
                    } else {
                        let range = property.name.range();
                        let message = format!("duplicate key `{name}`");
                        self.at(&step, |search| {
                            let place = search.place(range.start..range.end);
                            let found = Diagnostic::new(&rules::REPEATED_KEY, Some(place), message);
                            search.report(found);
                        });
                    }
                }
            }
            Value::StringLit(_)
            | Value::NumberLit(_)
            | Value::BooleanLit(_)
            | Value::NullKeyword(_) => {}
        }
        if self.number == before {
            let range = value.range();
            let place = self.place(range.start..range.end);
            self.report(not_data(place, &error.message()));
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.number += 1;
        self.found.push(diagnostic);
    }

    fn inner(&mut self, step: &PointerStep, value: &Value<'_>) {
        let range = value.range();
        let text = self.text.get(range.start..range.end).unwrap_or_default();
        if let Err(error) = parse(text) {
            self.at(step, |search| search.value(value, &error));
        }
    }

    fn at(&mut self, step: &PointerStep, inside: impl FnOnce(&mut Self)) {
        self.pointer.push(step.clone());
        inside(self);
        self.pointer.pop();
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place {
            source: self.id,
            pointer: self.pointer.clone(),
            part: part(self.source, range),
        }
    }
}

/// The diagnostic for a value that is not in the data model.
pub fn not_data(place: Place, reason: &dyn Display) -> Diagnostic {
    let message = format!("not in the data model: {reason}");
    Diagnostic::new(&rules::NOT_DATA, Some(place), message)
}

/// A range in a document as a range in the source.
fn part(source: &Source, range: Range<usize>) -> Part {
    let start = source.span.start;
    Part::Text(start + range.start..start + range.end)
}
