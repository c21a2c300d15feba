//! Parameters of two types. A query string holds text, so one that was an
//! integer and is a string now is read as before, and so is one that may be
//! there several times now. An array without elements is one that is absent.

use std::mem::discriminant;

use super::{Found, Walk};
use crate::compiler::{
    compare::{ValueSetChange, values::stands_for},
    ir::{Array, TypeKind},
};

impl Walk<'_, '_> {
    /// The change of the valid texts of a parameter.
    pub(super) fn parameters(&self, old: &TypeKind, new: &TypeKind) -> ValueSetChange {
        match (old, new) {
            (TypeKind::Array(old), TypeKind::Array(new)) => {
                self.parameters(&old.items.kind, &new.items.kind)
            }
            (old, TypeKind::Array(new)) => self.one_and_many(old, new),
            (TypeKind::Array(old), new) => self.one_and_many(new, old).reversed(),
            (old, new) => self.texts(old, new),
        }
    }

    /// A parameter that is there once became one that is there several times.
    fn one_and_many(&self, one: &TypeKind, many: &Array) -> ValueSetChange {
        let fewest = many.min_length.unwrap_or(0).max(1);
        let most = many.max_length.unwrap_or(u64::MAX);
        let count = ValueSetChange {
            narrowed: fewest > 1 || most < 1,
            widened: most > 1 && fewest <= most,
        };
        count | self.texts(one, &many.items.kind)
    }

    fn texts(&self, old: &TypeKind, new: &TypeKind) -> ValueSetChange {
        if discriminant(old) != discriminant(new) {
            return ValueSetChange {
                narrowed: !stands_for(old, new),
                widened: !stands_for(new, old),
            };
        }
        let mut inside = Walk::for_inside(self.versions, self.nsid);
        inside.type_kinds(old, new);
        match inside.found {
            Found::Inside { inside, .. } => inside.value_set,
            Found::Changes { .. } => ValueSetChange::BOTH,
        }
    }
}
