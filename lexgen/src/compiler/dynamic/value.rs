//! Values of any type.

use super::Checker;
use crate::{
    compiler::ir::{Target, Type},
    data::Data,
    validate::{Unit, Validator, boolean, integer, length, null, unknown, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks a value.
    pub(super) fn value(self, r#type: &'i Type, data: &Data, validator: &mut Validator<'i>) {
        if data.is_null() && !is_open(r#type) {
            return null(validator);
        }
        match (r#type, data) {
            (Type::Boolean(_), Data::Boolean(value)) => {
                boolean(*value, &r#type.constraints(), validator);
            }
            (Type::Integer(_), Data::Integer(value)) => {
                integer(*value, &r#type.constraints(), validator);
            }
            (Type::Bytes(_), Data::Bytes(value)) => {
                let bytes = value.len() as u64;
                length(bytes, Unit::Bytes, &r#type.constraints(), validator);
            }
            (Type::CidLink(_), Data::Link(_)) => {}
            (Type::Unknown(_), data) => unknown(data, &r#type.constraints(), validator),
            (Type::String(it), data) => self.string(it, data, validator),
            (Type::Blob(it), data) => self.blob(it, data, validator),
            (Type::Array(it), data) => self.array(it, data, validator),
            (Type::Object(it), data) => self.object(it, data, validator),
            (Type::Union(it), data) => self.union(it, data, validator),
            (Type::Ref { target, .. }, data) => self.reference(target, data, validator),
            (Type::Boolean(_), _) => wrong_type("a boolean", data, validator),
            (Type::Integer(_), _) => wrong_type("an integer", data, validator),
            (Type::Bytes(_), _) => wrong_type("bytes", data, validator),
            (Type::CidLink(_), _) => wrong_type("a link", data, validator),
        }
    }
}

/// Whether the type is not known, so that even `null` may be valid.
fn is_open(r#type: &Type) -> bool {
    match r#type {
        Type::Ref { target, .. } => match target {
            Target::Definition { .. } => false,
            Target::External { .. } | Target::Missing { .. } => true,
        },
        _ => false,
    }
}
