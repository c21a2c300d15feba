//! Strings and tokens.
//! [Specification](https://atproto.com/specs/lexicon#string).

use super::Checker;
use crate::{
    compiler::ir::{Text, token_constraints},
    data::Data,
    validate::{Constraints, Validator, formatted, string, wrong_type},
};

/// No constraints, for strings of which only the format counts.
const NONE: &Constraints<'_, String> = &Constraints::EMPTY;

impl<'i> Checker<'i> {
    /// Checks a string.
    pub(super) fn string(self, string: &'i Text, data: &Data, validator: &mut Validator<'i>) {
        let schema = &string.schema;
        if schema.has_only_a_format() {
            return match data.as_str() {
                Some(value) => formatted(value, schema.format, NONE, validator),
                None => wrong_type("a string", data, validator),
            };
        }
        let mut constraints = string.schema.constraints();
        // The list may be long: it is searched by the lookup, and read only for
        // the message.
        if !constraints.strings.is_empty() && data.as_str().is_some_and(|value| string.lists(value))
        {
            constraints.strings = &[];
        }
        constrained(data, &constraints, validator);
    }

    /// Checks a token, whose data is its own name.
    pub(super) fn token(self, name: &str, data: &Data, validator: &mut Validator<'i>) {
        constrained(data, &token_constraints(name), validator);
    }
}

fn constrained(data: &Data, constraints: &Constraints<'_, String>, validator: &mut Validator<'_>) {
    match data.as_str() {
        Some(value) => string(value, constraints, validator),
        None => wrong_type("a string", data, validator),
    }
}
