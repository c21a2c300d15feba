//! What a type means once references are followed, and how two things of
//! different kinds lie to each other.

use super::{Walk, Worlds, types};
use crate::compiler::{
    compare::Shift,
    ir::{DefinitionId, DefinitionKind, Ir, Method, Object, Target, Type},
};

/// What stands behind a reference, or in place of one.
pub(super) enum Meaning<'i> {
    Object(&'i Object),
    /// With the name that stands in `$type`.
    Record(&'i Object, String),
    /// With the text that it is.
    Token(String),
    Type(&'i Type),
    /// What nothing is known of.
    Opaque,
}

impl<'i> From<&'i Type> for Meaning<'i> {
    /// As it stands in the text.
    fn from(r#type: &'i Type) -> Self {
        match r#type {
            Type::Object(object) => Self::Object(object),
            Type::Ref { .. } => Self::Opaque,
            Type::Boolean(_)
            | Type::Integer(_)
            | Type::String(_)
            | Type::Bytes(_)
            | Type::CidLink(_)
            | Type::Blob(_)
            | Type::Unknown(_)
            | Type::Array(_)
            | Type::Union(_) => Self::Type(r#type),
        }
    }
}

impl<'i> Meaning<'i> {
    /// What a definition of this name means.
    pub(super) fn of(kind: &'i DefinitionKind, name: impl FnOnce() -> String) -> Self {
        match kind.into() {
            Self::Record(object, _) => Self::Record(object, name()),
            Self::Token(_) => Self::Token(name()),
            meaning @ (Self::Object(_) | Self::Type(_) | Self::Opaque) => meaning,
        }
    }
}

impl<'i> From<&'i DefinitionKind> for Meaning<'i> {
    /// As it stands in the text.
    fn from(kind: &'i DefinitionKind) -> Self {
        match kind {
            DefinitionKind::Object(object) => Self::Object(object),
            DefinitionKind::Type { r#type, .. } => r#type.into(),
            DefinitionKind::Record(record) => Self::Record(&record.object, String::new()),
            DefinitionKind::Token { .. } => Self::Token(String::new()),
            DefinitionKind::Endpoint(_) | DefinitionKind::PermissionSet(_) => Self::Opaque,
        }
    }
}

/// What a definition means, with its name.
pub(super) fn of_definition(ir: &Ir, id: DefinitionId) -> Meaning<'_> {
    let definition = ir.definition(id);
    Meaning::of(&definition.kind, || ir.full_name(id).to_string())
}

/// What a type means, a reference followed.
pub(super) fn of_type<'i>(ir: &'i Ir, r#type: &'i Type) -> Meaning<'i> {
    match r#type {
        Type::Ref { target, .. } => match target {
            Target::Definition { id, .. } => of_definition(ir, *id),
            Target::External { .. } | Target::Missing { .. } => Meaning::Opaque,
        },
        _ => r#type.into(),
    }
}

/// The `type` of the lexicon.
pub(super) fn kind(kind: &DefinitionKind) -> &'static str {
    match kind {
        DefinitionKind::Record(_) => "record",
        DefinitionKind::Endpoint(endpoint) => match endpoint.method {
            Method::Query => "query",
            Method::Procedure => "procedure",
            Method::Subscription => "subscription",
        },
        DefinitionKind::PermissionSet(_) => "permission-set",
        DefinitionKind::Token { .. } => "token",
        DefinitionKind::Object(_) => "object",
        DefinitionKind::Type { r#type, .. } => types::name(r#type),
    }
}

impl Walk<'_, '_> {
    /// What differs between two meanings, at one place.
    pub(super) fn meanings(&mut self, old: &Meaning<'_>, new: &Meaning<'_>) -> Shift {
        use Meaning::*;
        match (old, new) {
            (Object(old), Object(new)) => {
                self.objects(old, new);
                Shift::NONE
            }
            (Record(old, before), Record(new, after)) => {
                self.objects(old, new);
                match self.worlds.renames.target(before) == after {
                    true => Shift::NONE,
                    false => Shift::BOTH,
                }
            }
            // A record is an object that says in `$type` what it is.
            (Record(old, _), Object(new)) => {
                self.objects(old, new);
                Shift::WIDENED
            }
            (Object(old), Record(new, _)) => {
                self.objects(old, new);
                Shift::NARROWED
            }
            (Token(before), Token(after)) => match self.worlds.renames.target(before) == after {
                true => Shift::NONE,
                false => Shift::BOTH,
            },
            (Type(before), Type(after)) if types::name(before) == types::name(after) => {
                self.types(before, after);
                Shift::NONE
            }
            (Object(_) | Record(..) | Token(_) | Type(_) | Opaque, _) => {
                self.worlds.kinds(old, new)
            }
        }
    }
}

impl Worlds<'_> {
    /// What it does to the values that one kind of thing became another.
    pub(super) fn kinds(self, old: &Meaning<'_>, new: &Meaning<'_>) -> Shift {
        match one_way(old, new) {
            Some(shift) => shift,
            None => one_way(new, old).map_or(Shift::BOTH, Shift::reversed),
        }
    }
}

/// What is known of a kind of thing that became one that may hold it.
fn one_way(old: &Meaning<'_>, new: &Meaning<'_>) -> Option<Shift> {
    use Meaning::*;
    let shift = match (old, new) {
        // `unknown` is any object; one that demands nothing is so too.
        (Object(object), Type(crate::compiler::ir::Type::Unknown(_)))
            if object.fields.is_empty() =>
        {
            Shift::NONE
        }
        (Object(_) | Record(..), Type(crate::compiler::ir::Type::Unknown(_)))
        | (
            Type(crate::compiler::ir::Type::Union(_)),
            Type(crate::compiler::ir::Type::Unknown(_)),
        ) => Shift::WIDENED,
        // A member of a union says in `$type` which it is.
        (Type(crate::compiler::ir::Type::Union(_)), Object(object)) if object.fields.is_empty() => {
            Shift::WIDENED
        }
        // A record is an object that says what it is, so a member of a union
        // that lists it, and of one that does not care.
        (Record(_, name), Type(crate::compiler::ir::Type::Union(union)))
            if !union.closed
                || union
                    .members
                    .iter()
                    .any(|it| it.target.name().as_str() == name) =>
        {
            Shift {
                narrowed: false,
                widened: !union.closed || union.members.len() > 1,
            }
        }
        // A token is a string with one value.
        (Token(name), Type(crate::compiler::ir::Type::String(text))) => Shift {
            narrowed: !text.schema.allows(name),
            widened: text.schema.constant.as_ref() != Some(name)
                && (text.schema.values.len() != 1 || text.schema.values.first() != Some(name)),
        },
        (Object(_) | Record(..) | Token(_) | Type(_) | Opaque, _) => return None,
    };
    Some(shift)
}
