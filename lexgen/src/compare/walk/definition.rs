//! Two definitions that stand for the same thing.

use super::{Walk, meaning::kind};
use crate::{
    compare::{Side, What},
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
                let what = What::KindChanged { before, after };
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

    fn retyped(&mut self, old: &DefinitionKind, new: &DefinitionKind) {
        let shift = self.worlds.kinds(&old.into(), &new.into());
        self.type_changed(kind(old), kind(new), shift);
    }
}
