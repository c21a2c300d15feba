//! Two types at the same place.

use super::Walk;
use crate::compiler::{
    compare::{Constraint, Replaced, ValueSetChange},
    ir::Type,
    schema::Kind,
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
                let value_set = if self.is_query {
                    self.parameters(old, new)
                } else {
                    self.versions.kinds(&old.into(), &new.into())
                };
                self.type_changed(old.kind(), new.kind(), value_set);
            }
        }
    }

    /// Objects compare their own descriptions.
    fn description_of(&mut self, old: &Type, new: &Type) {
        match (old, new) {
            (Type::Object(_), Type::Object(_)) => {}
            _ => self.description(old.description(), new.description()),
        }
    }

    pub(super) fn type_changed(&mut self, before: Kind, after: Kind, value_set: ValueSetChange) {
        let constraint = Constraint::Type(Replaced { before, after });
        self.note_constraint("type", (true, true), constraint, value_set);
    }
}
