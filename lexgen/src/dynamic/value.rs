//! A value of any type, and what is wrong with one of another.

use super::{World, rules};
use crate::{
    data::Data,
    ir::{Target, Type},
    validate::{Code, Unit, Validator, boolean, integer, length},
};

impl<'i> World<'i> {
    /// Checks a value.
    pub(super) fn value(self, r#type: &'i Type, data: &Data, validator: &mut Validator<'i>) {
        if data.is_null() && !is_open(r#type) {
            let message = "is null, which the lexicon does not allow here";
            return validator.violation(Code::Null, message.to_owned());
        }
        match (r#type, data) {
            (Type::Boolean(it), Data::Boolean(value)) => {
                boolean(*value, &rules::boolean(it), validator);
            }
            (Type::Integer(it), Data::Integer(value)) => {
                integer(*value, &rules::integer(it), validator);
            }
            (Type::Bytes(it), Data::Bytes(value)) => {
                let bytes = value.len() as u64;
                length(bytes, Unit::Bytes, it.min_length, it.max_length, validator);
            }
            (Type::CidLink(_), Data::Link(_)) => {}
            // "The top-level data must be an object", and none that stands
            // for something else, as blobs and links do.
            (Type::Unknown(_), Data::Object(_)) => {}
            (Type::String(it), data) => self.text(it, data, validator),
            (Type::Blob(it), data) => self.blob(it, data, validator),
            (Type::Array(it), data) => self.array(it, data, validator),
            (Type::Object(it), data) => self.object(it, data, validator),
            (Type::Union(it), data) => self.union(it, data, validator),
            (Type::Ref { target, .. }, data) => self.reference(target, data, validator),
            (Type::Boolean(_), _) => wrong_type("a boolean", data, validator),
            (Type::Integer(_), _) => wrong_type("an integer", data, validator),
            (Type::Bytes(_), _) => wrong_type("bytes", data, validator),
            (Type::CidLink(_), _) => wrong_type("a link", data, validator),
            (Type::Unknown(_), _) => wrong_type("an object", data, validator),
        }
    }
}

/// Whether nothing is known of the type, so that even `null` may be right.
fn is_open(r#type: &Type) -> bool {
    match r#type {
        Type::Ref { target, .. } => match target {
            Target::Definition { .. } => false,
            Target::External { .. } | Target::Missing { .. } => true,
        },
        _ => false,
    }
}

/// Says what was expected and what was found.
pub(super) fn wrong_type(expected: &str, data: &Data, validator: &mut Validator<'_>) {
    let message = format!("is {}, not {expected}", found(data));
    validator.violation(Code::WrongType, message);
}

/// The kind of a value, with its article.
pub(super) fn found(data: &Data) -> &'static str {
    match data {
        Data::Null => "null",
        Data::Boolean(_) => "a boolean",
        Data::Integer(_) => "an integer",
        Data::String(_) => "a string",
        Data::Bytes(_) => "bytes",
        Data::Link(_) => "a link",
        Data::Blob(_) => "a blob",
        Data::Array(_) => "an array",
        Data::Object(_) => "an object",
    }
}
