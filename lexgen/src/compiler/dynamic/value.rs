//! Values of any type.

use super::Checker;
use crate::{
    compiler::ir::{Target, Type, TypeKind},
    data::{Data, View},
    validate::{Unit, Validator, boolean, integer, length, link, null, unknown, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks a value.
    pub(super) fn value(self, r#type: &'i Type, data: &Data, validator: &mut Validator<'i>) {
        if data.is_null() && !is_open(r#type) {
            return null(validator);
        }
        match (&r#type.kind, data.view()) {
            (TypeKind::Boolean(_), View::Boolean(value)) => {
                boolean(value, &r#type.constraints(), validator);
            }
            (TypeKind::Integer(_), View::Integer(value)) => {
                integer(value, &r#type.constraints(), validator);
            }
            (TypeKind::Bytes(_), View::Bytes(value)) => {
                let bytes = value.len() as u64;
                length(bytes, Unit::Bytes, &r#type.constraints(), validator);
            }
            (TypeKind::CidLink, View::Link(value)) => {
                link(value, validator);
            }
            (TypeKind::Unknown, _) => unknown(data, &r#type.constraints(), validator),
            (TypeKind::Opaque(_), _) => validator.within(|validator| validator.data(data)),
            (TypeKind::String(it), _) => self.string(it, data, validator),
            (TypeKind::Blob(it), _) => self.blob(it, data, validator),
            (TypeKind::Array(it), _) => self.array(it, data, validator),
            (TypeKind::Object(it), _) => self.object(it, data, validator),
            (TypeKind::Union(it), _) => self.union(it, data, validator),
            (TypeKind::Ref(target), _) => self.reference(target, data, validator),
            (TypeKind::Boolean(_), _) => wrong_type("a boolean", data, validator),
            (TypeKind::Integer(_), _) => wrong_type("an integer", data, validator),
            (TypeKind::Bytes(_), _) => wrong_type("bytes", data, validator),
            (TypeKind::CidLink, _) => wrong_type("a link", data, validator),
        }
    }
}

/// Whether the type is not known, so that even `null` may be valid.
fn is_open(r#type: &Type) -> bool {
    match &r#type.kind {
        TypeKind::Ref(target) => match target {
            Target::Definition { .. } => false,
            Target::External { .. } | Target::Missing { .. } => true,
        },
        TypeKind::Opaque(_) => true,
        _ => false,
    }
}
