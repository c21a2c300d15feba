//! Arrays.

use super::Walk;
use crate::compiler::{compare::Limit, ir::Array, schema::Step};

impl Walk<'_, '_> {
    pub(super) fn arrays(&mut self, old: &Array, new: &Array) {
        self.counts(
            [Limit::MinElements, Limit::MaxElements],
            (old.min_length, old.max_length),
            (new.min_length, new.max_length),
            u64::from(self.is_query),
        );
        self.at(Step::Items, |walk| walk.types(&old.items, &new.items));
    }
}
