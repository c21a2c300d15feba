//! Two types at the same place.

use super::{Found, Walk};
use crate::compiler::{
    compare::{Constraint, Inside, Replaced, ValueSetChange},
    ir::{Type, TypeKind},
    schema::Kind,
};

impl Walk<'_, '_> {
    pub(super) fn types(&mut self, old: &Type, new: &Type) {
        self.description(old.description.as_deref(), new.description.as_deref());
        self.type_kinds(&old.kind, &new.kind);
    }

    /// Two types, descriptions aside.
    pub(super) fn type_kinds(&mut self, old: &TypeKind, new: &TypeKind) {
        match (old, new) {
            (TypeKind::Boolean(old), TypeKind::Boolean(new)) => self.booleans(old, new),
            (TypeKind::Integer(old), TypeKind::Integer(new)) => self.integers(old, new),
            (TypeKind::String(old), TypeKind::String(new)) => {
                self.strings(&old.schema, &new.schema)
            }
            (TypeKind::Bytes(old), TypeKind::Bytes(new)) => self.bytes(old, new),
            (TypeKind::CidLink, TypeKind::CidLink) | (TypeKind::Unknown, TypeKind::Unknown) => {}
            (TypeKind::Opaque(old), TypeKind::Opaque(new)) => self.opaque(old, new),
            (TypeKind::Blob(old), TypeKind::Blob(new)) => self.blobs(old, new),
            (TypeKind::Array(old), TypeKind::Array(new)) => self.arrays(old, new),
            (TypeKind::Object(old), TypeKind::Object(new)) => self.objects(old, new),
            (TypeKind::Union(old), TypeKind::Union(new)) => self.unions(old, new),
            (TypeKind::Ref(old), TypeKind::Ref(new)) => {
                self.references(old, new);
            }
            (TypeKind::Ref(_), _) | (_, TypeKind::Ref(_)) => self.reference_or_type(old, new),
            (
                TypeKind::Boolean(_)
                | TypeKind::Integer(_)
                | TypeKind::String(_)
                | TypeKind::Bytes(_)
                | TypeKind::CidLink
                | TypeKind::Blob(_)
                | TypeKind::Array(_)
                | TypeKind::Object(_)
                | TypeKind::Union(_)
                | TypeKind::Unknown
                | TypeKind::Opaque(_),
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

    /// What nobody can compare. In a definition as a whole it is
    /// [found](crate::compiler::compare) apart from the walk.
    pub(super) fn opaque<T: PartialEq>(&mut self, old: &T, new: &T) {
        if let Found::Inside { inside, .. } = &mut self.found
            && old != new
        {
            inside.extend(&Inside::unknown());
        }
    }

    pub(super) fn type_changed(&mut self, before: Kind, after: Kind, value_set: ValueSetChange) {
        let constraint = Constraint::Type(Replaced { before, after });
        self.note_constraint("type", (true, true), constraint, value_set);
    }
}
