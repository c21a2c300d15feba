//! Data of the wrong type.

use super::{Code, Constraints, Validator};
use crate::data::{Data, View, fault};

/// Checks data of the type `unknown`: any object of the data model. Blobs and links,
/// which are objects in JSON, are not allowed.
/// [Specification](https://atproto.com/specs/lexicon#unknown).
pub(crate) fn unknown<S>(
    data: &Data,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    match data.view() {
        _ if !constraints.object => {}
        View::Object(_) => {}
        View::Null => return null(validator),
        _ => return wrong_type("an object", data, validator),
    }
    validator.within(|validator| validator.data(data));
}

/// Reports a `null` that is not allowed.
pub(crate) fn null(validator: &mut Validator<'_>) {
    let message = "is null, which the lexicon does not allow here";
    validator.violation(Code::Null, message.to_owned());
}

/// Reports a value of the wrong type.
pub(crate) fn wrong_type(expected: &str, data: &Data, validator: &mut Validator<'_>) {
    // It may be meant to be of the type, but malformed.
    if let Some(error) = data.as_object().and_then(fault) {
        return validator.violation(Code::NotData, error.to_string());
    }
    let found = match data.view() {
        View::Null => "null",
        View::Boolean(_) => "a boolean",
        View::Integer(_) => "an integer",
        View::Number(_) => "a number that is not a 64-bit integer",
        View::String(_) => "a string",
        View::Bytes(_) => "bytes",
        View::Link(_) => "a link",
        View::Blob(_) => "a blob",
        View::Array(_) => "an array",
        View::Object(_) => "an object",
    };
    validator.violation(Code::WrongType, format!("is {found}, not {expected}"));
}
