//! Data of the wrong type.

use super::{Code, Constraints, Validator};
use crate::data::Data;

/// Checks data of the type `unknown`: any object. Blobs and links, which are
/// objects in JSON, are not allowed.
/// [Specification](https://atproto.com/specs/lexicon#unknown).
pub(crate) fn unknown<S>(
    data: &Data,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    match data {
        _ if !constraints.object => {}
        Data::Object(_) => {}
        Data::Null => null(validator),
        _ => wrong_type("an object", data, validator),
    }
}

/// Reports a `null` that is not allowed.
pub(crate) fn null(validator: &mut Validator<'_>) {
    let message = "is null, which the lexicon does not allow here";
    validator.violation(Code::Null, message.to_owned());
}

/// Reports a value of the wrong type.
pub(crate) fn wrong_type(expected: &str, data: &Data, validator: &mut Validator<'_>) {
    let found = match data {
        Data::Null => "null",
        Data::Boolean(_) => "a boolean",
        Data::Integer(_) => "an integer",
        Data::String(_) => "a string",
        Data::Bytes(_) => "bytes",
        Data::Link(_) => "a link",
        Data::Blob(_) => "a blob",
        Data::Array(_) => "an array",
        Data::Object(_) => "an object",
    };
    validator.violation(Code::WrongType, format!("is {found}, not {expected}"));
}
