//! Bytes.

use super::Walk;
use crate::compiler::{
    compare::{Limit, values::Lengths},
    schema::Bytes,
};

impl Walk<'_, '_> {
    pub(super) fn bytes(&mut self, old: &Bytes, new: &Bytes) {
        self.counts(
            [Limit::MinBytes, Limit::MaxBytes],
            (old.min_length, old.max_length),
            (new.min_length, new.max_length),
            0,
        );
    }

    /// How many bytes there may be, or how many items of an array, of which
    /// there are never fewer than `fewest`.
    pub(super) fn counts(
        &mut self,
        [least, most]: [Limit; 2],
        old: (Option<u64>, Option<u64>),
        new: (Option<u64>, Option<u64>),
        fewest: u64,
    ) {
        let was = &Lengths::of(old.0.max(Some(fewest)), old.1);
        let is = &Lengths::of(new.0.max(Some(fewest)), new.1);
        self.limit(least, (was, old.0), (is, new.0), Lengths::go_below);
        self.limit(most, (was, old.1), (is, new.1), Lengths::go_above);
    }
}
