//! What a type means once references are followed, and how types of different
//! kinds compare.

use super::{Versions, Walk};
use crate::compiler::{
    compare::ValueSetChange,
    ir::{DefinitionId, DefinitionKind, Ir, Object, Target, TypeKind},
    schema::FullName,
};

/// What a reference refers to, or the type written in place.
pub(super) enum Meaning<'i> {
    Object(&'i Object),
    /// With the name in `$type`.
    Record(&'i Object, FullName),
    /// With its value.
    Token(FullName),
    Type(&'i TypeKind),
    /// An unknown type.
    Opaque,
}

impl<'i> From<&'i TypeKind> for Meaning<'i> {
    /// The type as written.
    fn from(kind: &'i TypeKind) -> Self {
        match kind {
            TypeKind::Object(object) => Self::Object(object),
            TypeKind::Ref(_) => Self::Opaque,
            other => Self::Type(other),
        }
    }
}

impl<'i> Meaning<'i> {
    /// What a definition of this name means.
    pub(super) fn of(kind: &'i DefinitionKind, name: impl FnOnce() -> FullName) -> Self {
        match kind {
            DefinitionKind::Object(object) => Self::Object(object),
            DefinitionKind::Type { r#type, .. } => (&r#type.kind).into(),
            DefinitionKind::Record(record) => Self::Record(&record.object, name()),
            DefinitionKind::Token { .. } => Self::Token(name()),
            DefinitionKind::Endpoint(_)
            | DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_) => Self::Opaque,
        }
    }
}

/// What a definition means, with its name.
pub(super) fn of_definition(ir: &Ir, id: DefinitionId) -> Meaning<'_> {
    let definition = ir.definition(id);
    Meaning::of(&definition.kind, || ir.full_name(id))
}

/// What a type means, a reference followed.
pub(super) fn of_type<'i>(ir: &'i Ir, kind: &'i TypeKind) -> Meaning<'i> {
    match kind {
        TypeKind::Ref(target) => match target {
            Target::Definition { id, .. } => of_definition(ir, *id),
            Target::External { .. } | Target::Missing { .. } => Meaning::Opaque,
        },
        _ => kind.into(),
    }
}

impl Walk<'_, '_> {
    /// What differs between two meanings, at one place.
    pub(super) fn meanings(&mut self, old: &Meaning<'_>, new: &Meaning<'_>) -> ValueSetChange {
        use Meaning::*;
        match (old, new) {
            (Object(old), Object(new)) => {
                self.objects(old, new);
                ValueSetChange::UNCHANGED
            }
            (Record(old, before), Record(new, after)) => {
                self.objects(old, new);
                self.versions.names(before, after)
            }
            // A record is an object that says in `$type` what it is.
            (Record(old, _), Object(new)) => {
                self.objects(old, new);
                ValueSetChange::WIDENED
            }
            (Object(old), Record(new, _)) => {
                self.objects(old, new);
                ValueSetChange::NARROWED
            }
            (Token(before), Token(after)) => self.versions.names(before, after),
            (Type(before), Type(after)) if before.kind() == after.kind() => {
                self.type_kinds(before, after);
                ValueSetChange::UNCHANGED
            }
            (Object(_) | Record(..) | Token(_) | Type(_) | Opaque, _) => {
                self.versions.kinds(old, new)
            }
        }
    }
}

impl Versions<'_> {
    /// The change of the valid values when one kind replaces another.
    pub(super) fn kinds(self, old: &Meaning<'_>, new: &Meaning<'_>) -> ValueSetChange {
        match one_way(old, new) {
            Some(value_set) => value_set,
            None => one_way(new, old).map_or(ValueSetChange::BOTH, ValueSetChange::reversed),
        }
    }

    /// The change of the valid values when one name replaces another.
    fn names(self, before: &FullName, after: &FullName) -> ValueSetChange {
        if before == after || self.is_search && self.renames.target(before) == after {
            ValueSetChange::UNCHANGED
        } else {
            ValueSetChange::BOTH
        }
    }
}

/// What is known of a kind of thing that became one that may hold it.
fn one_way(old: &Meaning<'_>, new: &Meaning<'_>) -> Option<ValueSetChange> {
    use Meaning::{Object, Opaque, Record, Token};
    let value_set = match (old, new) {
        // `unknown` is any object; one that demands nothing is so too.
        (Object(object), Meaning::Type(TypeKind::Unknown)) if object.fields.is_empty() => {
            ValueSetChange::UNCHANGED
        }
        (
            Object(_) | Record(..) | Meaning::Type(TypeKind::Union(_)),
            Meaning::Type(TypeKind::Unknown),
        ) => ValueSetChange::WIDENED,
        // A member of a union says in `$type` which it is.
        (Meaning::Type(TypeKind::Union(_)), Object(object)) if object.fields.is_empty() => {
            ValueSetChange::WIDENED
        }
        // A record is an object that says what it is, so a member of a union
        // that lists it, and of one that does not care.
        (Record(_, name), Meaning::Type(TypeKind::Union(union)))
            if !union.closed || union.member(name).is_some() =>
        {
            ValueSetChange {
                narrowed: false,
                widened: !union.closed || union.members.len() > 1,
            }
        }
        // A token is a string with one value.
        (Token(name), Meaning::Type(TypeKind::String(text))) => {
            let schema = &text.schema;
            let is_name = |value: &String| value == name.as_str();
            let is_only = matches!(&schema.values[..], [value] if is_name(value));
            ValueSetChange {
                narrowed: !schema.allows(name),
                widened: !schema.constant.as_ref().is_some_and(is_name) && !is_only,
            }
        }
        (Object(_) | Record(..) | Token(_) | Meaning::Type(_) | Opaque, _) => return None,
    };
    Some(value_set)
}
