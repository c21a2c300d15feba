//! Two types that stand at the same place.

use super::Walk;
use crate::compiler::{
    compare::{Shift, Side, What},
    ir::Type,
};

impl Walk<'_, '_> {
    pub(super) fn types(&mut self, old: &Type, new: &Type) {
        self.description_of(old, new);
        match (old, new) {
            (Type::Boolean(old), Type::Boolean(new)) => self.booleans(old, new),
            (Type::Integer(old), Type::Integer(new)) => self.integers(old, new),
            (Type::String(old), Type::String(new)) => self.strings(&old.schema, &new.schema),
            (Type::Bytes(old), Type::Bytes(new)) => self.bytes(old, new),
            (Type::CidLink(_), Type::CidLink(_)) | (Type::Unknown(_), Type::Unknown(_)) => {}
            (Type::Blob(old), Type::Blob(new)) => self.blobs(old, new),
            (Type::Array(old), Type::Array(new)) => self.arrays(old, new),
            (Type::Object(old), Type::Object(new)) => self.objects(old, new),
            (Type::Union(old), Type::Union(new)) => self.unions(old, new),
            (Type::Ref { target: old, .. }, Type::Ref { target: new, .. }) => {
                self.references(old, new);
            }
            (Type::Ref { .. }, _) | (_, Type::Ref { .. }) => self.reference_or_type(old, new),
            (
                Type::Boolean(_)
                | Type::Integer(_)
                | Type::String(_)
                | Type::Bytes(_)
                | Type::CidLink(_)
                | Type::Blob(_)
                | Type::Array(_)
                | Type::Object(_)
                | Type::Union(_)
                | Type::Unknown(_),
                _,
            ) => {
                let shift = match self.is_query {
                    true => self.parameters(old, new),
                    false => self.worlds.kinds(&old.into(), &new.into()),
                };
                self.type_changed(name(old), name(new), shift);
            }
        }
    }

    /// An object looks after its own.
    fn description_of(&mut self, old: &Type, new: &Type) {
        match (old, new) {
            (Type::Object(_), Type::Object(_)) => {}
            _ => self.description(old.description(), new.description()),
        }
    }

    pub(super) fn type_changed(&mut self, before: &'static str, after: &'static str, shift: Shift) {
        let what = What::TypeChanged {
            before,
            after,
            shift,
        };
        let old = self.below(Side::Old, &["type"]);
        self.note(old, self.below(Side::New, &["type"]), what);
    }
}

/// The `type` of the lexicon.
pub(super) fn name(r#type: &Type) -> &'static str {
    match r#type {
        Type::Boolean(_) => "boolean",
        Type::Integer(_) => "integer",
        Type::String(_) => "string",
        Type::Bytes(_) => "bytes",
        Type::CidLink(_) => "cid-link",
        Type::Blob(_) => "blob",
        Type::Array(_) => "array",
        Type::Object(_) => "object",
        Type::Union(_) => "union",
        Type::Unknown(_) => "unknown",
        Type::Ref { .. } => "ref",
    }
}
