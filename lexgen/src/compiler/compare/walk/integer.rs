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

        let bounds = ((was, old.minimum), (is, new.minimum));
        self.limit(Limit::Minimum, bounds.0, bounds.1, Integers::go_below);
        let bounds = ((was, old.maximum), (is, new.maximum));
        self.limit(Limit::Maximum, bounds.0, bounds.1, Integers::go_above);

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
