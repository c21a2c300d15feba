//! Integers.

use super::Walk;
use crate::compiler::{
    compare::{
        Limit,
        values::{Integers, exchanged},
    },
    schema::Integer,
};

impl Walk<'_, '_> {
    pub(super) fn integers(&mut self, old: &Integer, new: &Integer) {
        if old == new {
            return;
        }
        let (was, is) = (&Integers::of(old), &Integers::of(new));

        let shift = exchanged((was, old.minimum), (is, new.minimum), Integers::go_below);
        self.limit(Limit::Minimum, old.minimum, new.minimum, shift);
        let shift = exchanged((was, old.maximum), (is, new.maximum), Integers::go_above);
        self.limit(Limit::Maximum, old.maximum, new.maximum, shift);

        let list = |it: &'_ Integer| (!it.values.is_empty()).then(|| it.values.clone());
        let shift = exchanged((was, list(old)), (is, list(new)), |type_, values| {
            type_.are_outside(&values)
        });
        self.values(&old.values, &new.values, shift);

        let shift = exchanged((was, old.constant), (is, new.constant), |type_, value| {
            type_.are_outside(&[value])
        });
        self.constant(old.constant, new.constant, shift);
        self.default_value(old.default, new.default);
    }
}
