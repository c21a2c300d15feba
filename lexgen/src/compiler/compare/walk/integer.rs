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

        let value_set = exchanged((was, old.minimum), (is, new.minimum), Integers::go_below);
        self.limit(Limit::Minimum, old.minimum, new.minimum, value_set);
        let value_set = exchanged((was, old.maximum), (is, new.maximum), Integers::go_above);
        self.limit(Limit::Maximum, old.maximum, new.maximum, value_set);

        let list = |it: &'_ Integer| (!it.values.is_empty()).then(|| it.values.clone());
        let value_set = exchanged((was, list(old)), (is, list(new)), |type_, values| {
            type_.are_outside(&values)
        });
        self.values(&old.values, &new.values, value_set);

        let value_set = exchanged((was, old.constant), (is, new.constant), |type_, value| {
            type_.are_outside(&[value])
        });
        self.constant(old.constant, new.constant, value_set);
        self.default_value(old.default, new.default);
    }
}
