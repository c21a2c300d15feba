//! Strings and tokens.
//! [Specification](https://atproto.com/specs/lexicon#string).

use super::{World, rules};
use crate::{
    compiler::ir::Text,
    data::Data,
    validate::{Rules, Validator, text, wrong_type},
};

impl<'i> World<'i> {
    /// Checks a string.
    pub(super) fn text(self, schema: &'i Text, data: &Data, validator: &mut Validator<'i>) {
        match data {
            Data::String(value) => {
                rules::with_text(schema, value, |rules| text(value, rules, validator));
            }
            _ => wrong_type("a string", data, validator),
        }
    }

    /// Checks a token, whose data is its own name.
    pub(super) fn token(self, name: &str, data: &Data, validator: &mut Validator<'i>) {
        let rules = Rules {
            string: Some(name),
            ..Rules::NONE
        };
        match data {
            Data::String(value) => text(value, &rules, validator),
            _ => wrong_type("a string", data, validator),
        }
    }
}
