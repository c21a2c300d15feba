//! Two definitions that stand for the same thing.

use super::{
    Walk,
    documents::full_name,
    meaning::{Meaning, kind},
};
use crate::compiler::{
    compare::{Shift, Side, What},
    ir::DefinitionKind,
};

impl Walk<'_, '_> {
    /// What differs between them. Also those of two kinds are compared as far
    /// as they have parts in common.
    pub(super) fn definitions(&mut self, old: &DefinitionKind, new: &DefinitionKind) {
        use DefinitionKind::*;
        let (before, after) = (kind(old), kind(new));
        match (old, new) {
            (Object(_) | Type { .. }, Object(_) | Type { .. }) => {}
            _ if before != after => {
                let what = What::KindChanged {
                    before,
                    after,
                    shift: self.kind_shift(old, new),
                };
                let old = self.below(Side::Old, &["type"]);
                self.note(old, self.below(Side::New, &["type"]), what);
            }
            _ => {}
        }
        match (old, new) {
            (Record(old), Record(new)) => self.records(old, new),
            (Endpoint(old), Endpoint(new)) => self.endpoints(old, new),
            (PermissionSet(old), PermissionSet(new)) => self.permission_sets(old, new),
            (Token { description: old }, Token { description: new }) => {
                self.description(old.as_deref(), new.as_deref());
            }
            (Object(old), Object(new)) => self.objects(old, new),
            (Type { r#type: old, .. }, Type { r#type: new, .. }) => self.types(old, new),
            (Record(old), Object(new)) => {
                self.at_each(&["record"], &[], |walk| walk.objects(&old.object, new));
            }
            (Object(old), Record(new)) => {
                self.at_each(&[], &["record"], |walk| walk.objects(old, &new.object));
            }
            (Object(_), Type { .. }) | (Type { .. }, Object(_)) => self.retyped(old, new),
            (
                Record(_) | Endpoint(_) | PermissionSet(_) | Token { .. } | Object(_) | Type { .. },
                _,
            ) => {}
        }
    }

    /// What it does to the data that one kind of definition became another.
    fn kind_shift(&self, old: &DefinitionKind, new: &DefinitionKind) -> Shift {
        let name = || full_name(self.nsid, self.definition.unwrap_or("main"));
        let (old, new) = (Meaning::of(old, name), Meaning::of(new, name));
        match (&old, &new) {
            // A record is an object that says in `$type` what it is.
            (Meaning::Record(..), Meaning::Object(_)) => Shift::WIDENED,
            (Meaning::Object(_), Meaning::Record(..)) => Shift::NARROWED,
            _ => self.worlds.kinds(&old, &new),
        }
    }

    fn retyped(&mut self, old: &DefinitionKind, new: &DefinitionKind) {
        let shift = self.worlds.kinds(&old.into(), &new.into());
        self.type_changed(kind(old), kind(new), shift);
    }
}
