//! What is found in a value, as diagnostics about its text.
//!
//! `lexgen validate` and the form of `lexgen serve` say the same of the same data.

use super::{Schema, Shape};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Place, Pointer, PointerStep, Severity, rules},
        source::SourceId,
    },
    data::Data,
    validate::{Code, Validator, Violation, wrong_type},
};

/// What is found in a value.
#[derive(Default)]
pub(crate) struct Findings {
    /// Of the record key.
    key: Vec<Violation>,
    pub(crate) violations: Vec<Violation>,
    warnings: Vec<Violation>,
    /// A remark on a valid error response.
    remark: Option<String>,
}

impl Findings {
    /// Checks a value, and the key of a record.
    pub(crate) fn of(schema: &Schema<'_>, data: &Data, key: Option<&str>) -> Self {
        let (violations, warnings) = match data.as_object() {
            None if schema.is_record() => (not_an_object(data), Vec::new()),
            None if matches!(schema.shape, Shape::Params(_)) => {
                let mut violations = not_an_object(data);
                for violation in &mut violations {
                    violation.message += ": write a JSON object or a query string";
                }
                (violations, Vec::new())
            }
            _ => schema.violations_and_warnings(data),
        };
        let key = key.and_then(|key| schema.validate_key(key).err());
        Self {
            key: key.into_iter().flatten().collect(),
            violations,
            warnings,
            remark: schema.remark(data),
        }
    }

    /// Adds a violation of the type of the value.
    pub(crate) fn of_type(&mut self, code: Code, message: String) {
        let path = "/$type".to_owned();
        self.violations.push(Violation::new(path, code, message));
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        let Self {
            key,
            violations,
            warnings,
            remark,
        } = self;
        key.is_empty() && violations.is_empty() && warnings.is_empty() && remark.is_none()
    }

    /// What was found, at its places in a text, in sentences `for_people`. One by one: a
    /// value can have very many, and only some are kept.
    pub(crate) fn into_diagnostics(
        self,
        source: SourceId,
        for_people: bool,
    ) -> impl Iterator<Item = Diagnostic> {
        let key = self.key.into_iter();
        let key = key.map(move |violation| of_key(violation, source));
        let violations = self.violations.into_iter();
        let violations = violations.map(move |violation| error(violation, source, for_people));
        let warnings = self.warnings.into_iter();
        let warnings = warnings.map(move |violation| Diagnostic {
            severity: Severity::Warning,
            ..error(violation, source, for_people)
        });
        let remark = self.remark.map(move |message| remark(message, source));
        key.chain(violations).chain(warnings).chain(remark)
    }
}

/// What is wrong with a value that is no object where a record is expected.
pub(crate) fn not_an_object(data: &Data) -> Vec<Violation> {
    let mut validator = Validator::default();
    wrong_type("an object", data, &mut validator);
    let (violations, _) = validator.into_parts();
    violations
}

fn remark(message: String, source: SourceId) -> Diagnostic {
    let pointer = Pointer::from_iter([PointerStep::Keyword("error")]);
    let place = Place::value(source, pointer);
    Diagnostic::new(&rules::UNLISTED_ERROR, Some(place), message)
}

/// A violation at its place in a text.
fn error(violation: Violation, source: SourceId, for_people: bool) -> Diagnostic {
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
fn of_key(violation: Violation, source: SourceId) -> Diagnostic {
    let message = match violation.code {
        Code::Malformed => format!("the record key: {}", violation.message),
        _ => format!("the record key {}", violation.message),
    };
    error(
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
