//! What a version says of evidence.

use super::{Evidence, Trial, place};
use crate::{
    compiler::{
        compare::{BodyPart, Limit},
        dynamic::{Options, Schema, SchemaError, Subject, write_query},
        ir::Ir,
        schema::FullName,
    },
    data::Data,
    validate::{Code, Violation, accepts_mime_type},
};

/// Why a version refuses something.
pub(super) fn judge(ir: &Ir, name: &FullName, evidence: &Evidence) -> Result<(), Vec<String>> {
    let refused = |reason: String| Err(vec![reason]);
    match evidence {
        Evidence::Data { subject, data } => validate(ir, name, *subject, data)
            .map_err(|violations| violations.iter().map(ToString::to_string).collect()),
        Evidence::RecordKey(key) => match schema(ir, name, Subject::Value) {
            Err(error) => refused(error.to_string()),
            Ok(schema) => schema
                .validate_key(key)
                .map_err(|violations| violations.iter().map(ToString::to_string).collect()),
        },
        Evidence::Call(method) => match place::endpoint(ir, name) {
            None => refused(format!("`{name}` is not an endpoint")),
            Some(endpoint) if endpoint.method == *method => Ok(()),
            Some(endpoint) => refused(format!(
                "`{name}` is {}",
                endpoint.method.kind().with_article()
            )),
        },
        Evidence::Body { part, content_type } => {
            if place::endpoint(ir, name).is_none() {
                return refused(format!("`{name}` is not an endpoint"));
            }
            let part_name = part.name();
            match (place::encoding(ir, name, *part), content_type) {
                (None, None) => Ok(()),
                (None, Some(_)) => refused(format!("`{name}` has no {part_name}")),
                (Some(encoding), None) => {
                    refused(format!("the {part_name} of `{name}` is `{encoding}`"))
                }
                (Some(encoding), Some(given)) if accepts_mime_type(encoding, given) => Ok(()),
                (Some(encoding), Some(given)) => {
                    refused(format!("the {part_name} is `{encoding}`, not `{given}`"))
                }
            }
        }
        Evidence::Name => match ir.find(name) {
            Some(_) => Ok(()),
            None => refused(format!("`{name}` is not defined")),
        },
    }
}

/// What the version that is to refuse data says, where the other accepts it.
pub(super) fn refused(
    trial: Trial<'_>,
    name: &FullName,
    subject: Subject,
    data: &Data,
) -> Option<Vec<Violation>> {
    validate(trial.from(), name, subject, data).ok()?;
    let violations = validate(trial.to(), name, subject, data).err()?;
    // An object such as `{"$link": …}` means something else when it is read.
    let json = serde_json::to_string(data).ok()?;
    let read: Data = serde_json::from_str(&json).ok()?;
    (read == *data).then_some(violations)
}

fn validate(ir: &Ir, name: &FullName, subject: Subject, data: &Data) -> Result<(), Vec<Violation>> {
    if is_untyped(ir, name, subject) {
        return Ok(());
    }
    let schema = schema(ir, name, subject).map_err(|error| {
        let message = error.to_string();
        vec![Violation::new(String::new(), Code::Unresolved, message)]
    })?;
    let verdict = match subject {
        Subject::Params => match write_query(data) {
            Some(query) => schema.validate(&schema.read_query(&query)),
            None => {
                let message = "cannot be written as a query string".to_owned();
                let violation = Violation::new(String::new(), Code::WrongType, message);
                return Err(vec![violation]);
            }
        },
        _ => schema.validate(data),
    };
    verdict.map_err(|violations| violations.into_iter().collect())
}

/// Whether there is such a body, but nothing is said of what it holds.
fn is_untyped(ir: &Ir, name: &FullName, subject: Subject) -> bool {
    let endpoint = place::endpoint(ir, name);
    let body = endpoint.and_then(|endpoint| match subject {
        Subject::Input => endpoint.input.as_ref(),
        Subject::Output => endpoint.output.as_ref(),
        Subject::Value | Subject::Params | Subject::Message | Subject::ErrorBody => None,
    });
    body.is_some_and(|body| body.schema.is_none())
}

fn schema<'i>(ir: &'i Ir, name: &FullName, subject: Subject) -> Result<Schema<'i>, SchemaError> {
    let options = Options {
        allow_unresolved: true,
    };
    Ok(Schema::find(ir, name, subject)?.with_options(options))
}

/// What is said of values beyond a limit.
pub(super) fn limit_codes(limit: Limit) -> &'static [Code] {
    match limit {
        Limit::Minimum => &[Code::TooSmall],
        Limit::Maximum => &[Code::TooLarge],
        Limit::MinBytes | Limit::MinElements => &[Code::TooShort],
        Limit::MaxBytes | Limit::MaxElements => &[Code::TooLong],
        Limit::MinGraphemes => &[Code::TooFewGraphemes],
        Limit::MaxGraphemes => &[Code::TooManyGraphemes],
        Limit::MaxSize => &[Code::TooManyBytes],
    }
}

/// What has a body is called in a sentence.
pub(super) fn carrier(part: BodyPart) -> &'static str {
    match part {
        BodyPart::Input => "request",
        BodyPart::Output => "response",
        BodyPart::Message => "message",
    }
}
