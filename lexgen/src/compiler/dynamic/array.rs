//! Arrays. [Specification](https://atproto.com/specs/lexicon#array).

use super::Checker;
use crate::{
    compiler::ir::Array,
    data::Data,
    validate::{Unit, Validator, length, wrong_type},
};

impl<'i> Checker<'i> {
    /// Checks an array and its items.
    pub(super) fn array(self, array: &'i Array, data: &Data, validator: &mut Validator<'i>) {
        let Some(items) = data.as_array() else {
            return wrong_type("an array", data, validator);
        };
        length(
            items.len() as u64,
            Unit::Items,
            &array.constraints(),
            validator,
        );
        for (index, item) in items.iter().enumerate() {
            validator.in_item(index, |validator| self.value(&array.items, item, validator));
        }
    }
}
