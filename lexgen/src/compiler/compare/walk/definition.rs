//! Two versions of a definition.

use super::{Walk, meaning::Meaning};
use crate::compiler::{
    compare::{ChangeKind, DefinitionChange, ValueSetChange},
    ir::DefinitionKind,
    schema::{FullName, MAIN, Step},
};

impl Walk<'_, '_> {
    /// The differences between them. Definitions of different types are compared
    /// as far as they have parts in common.
    pub(super) fn definitions(&mut self, old: &DefinitionKind, new: &DefinitionKind) {
        use DefinitionKind::*;
        let (before, after) = (old.kind(), new.kind());
        match (old, new) {
            (Object(_) | Type { .. }, Object(_) | Type { .. }) => {}
            _ if before != after => {
                let change = DefinitionChange::KindChanged {
                    before,
                    after,
                    value_set: self.kind_value_set(old, new),
                };
                self.note_keyword("type", ChangeKind::Definition(change));
            }
            _ => {}
        }
        match (old, new) {
            (Record(old), Record(new)) => self.records(old, new),
            (Endpoint(old), Endpoint(new)) => self.endpoints(old, new),
            (PermissionSet(old), PermissionSet(new)) => self.permission_sets(old, new),
            (Space(old), Space(new)) => self.spaces(old, new),
            (Opaque(old), Opaque(new)) => self.opaque(old, new),
            (Token { description: old }, Token { description: new }) => {
                self.description(old.as_deref(), new.as_deref());
            }
            (Object(old), Object(new)) => self.described(old, new),
            (Type { r#type: old, .. }, Type { r#type: new, .. }) => self.types(old, new),
            (Record(old), Object(new)) => {
                self.at_each(&[Step::Record], &[], |walk| {
                    walk.described(&old.object, new)
                });
            }
            (Object(old), Record(new)) => {
                self.at_each(&[], &[Step::Record], |walk| {
                    walk.described(old, &new.object)
                });
            }
            (Object(_), Type { .. }) | (Type { .. }, Object(_)) => self.retyped(old, new),
            (
                Record(_)
                | Endpoint(_)
                | PermissionSet(_)
                | Space(_)
                | Opaque(_)
                | Token { .. }
                | Object(_)
                | Type { .. },
                _,
            ) => {}
        }
    }

    /// The change of the valid data when a definition gets another type.
    fn kind_value_set(&self, old: &DefinitionKind, new: &DefinitionKind) -> ValueSetChange {
        match (&self.meaning(old), &self.meaning(new)) {
            // A record is an object that says in `$type` what it is.
            (Meaning::Record(..), Meaning::Object(_)) => ValueSetChange::WIDENED,
            (Meaning::Object(_), Meaning::Record(..)) => ValueSetChange::NARROWED,
            (old, new) => self.versions.kinds(old, new),
        }
    }

    fn retyped(&mut self, old: &DefinitionKind, new: &DefinitionKind) {
        let value_set = self.versions.kinds(&self.meaning(old), &self.meaning(new));
        self.type_changed(old.kind(), new.kind(), value_set);
    }

    fn meaning<'d>(&self, kind: &'d DefinitionKind) -> Meaning<'d> {
        let name = || FullName::new(self.nsid, self.definition.unwrap_or(MAIN));
        Meaning::of(kind, name)
    }
}
