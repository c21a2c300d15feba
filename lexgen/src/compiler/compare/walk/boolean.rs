//! Booleans.

use super::Walk;
use crate::compiler::{
    compare::values::{Booleans, exchanged},
    schema::Boolean,
};

impl Walk<'_, '_> {
    pub(super) fn booleans(&mut self, old: &Boolean, new: &Boolean) {
        let values = (Booleans::of(old), Booleans::of(new));
        self.default_value(old.default, new.default);
        let constants = (old.constant, new.constant);
        let value_set = exchanged(
            (&values.0, constants.0),
            (&values.1, constants.1),
            Booleans::are_not,
        );
        self.constant(constants.0, constants.1, value_set);
    }
}
