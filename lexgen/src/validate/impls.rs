//! How the types that generated structs are made of are checked.

use super::{Rules, Unit, Validate, Validator, blob, boolean, integer, length, text, unknown};
use crate::{
    data::{Blob, Bytes, CidLink, Data},
    syntax,
};

/// Nothing has no constraint: the parameters or the body that an endpoint does
/// not have.
impl Validate for () {
    fn check(&self, _rules: &Rules<'_>, _validator: &mut Validator<'_>) {}
}

impl Validate for bool {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        boolean(*self, rules, validator);
    }
}

impl Validate for i64 {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        integer(*self, rules, validator);
    }
}

impl Validate for String {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        text(self, rules, validator);
    }
}

impl Validate for Bytes {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        length(self.len() as u64, Unit::Bytes, rules, validator);
    }
}

impl Validate for Blob {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        blob(self, rules, validator);
    }
}

impl Validate for Data {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        unknown(self, rules, validator);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        length(self.len() as u64, Unit::Items, rules, validator);
        let rules = rules.items.unwrap_or(&Rules::NONE);
        for (index, item) in self.iter().enumerate() {
            validator.in_item(index, |validator| item.check(rules, validator));
        }
    }
}

/// Absent and `null` break no constraint.
impl<T: Validate> Validate for Option<T> {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        if let Some(value) = self {
            value.check(rules, validator);
        }
    }
}

impl<T: Validate> Validate for Box<T> {
    fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
        (**self).check(rules, validator);
    }
}

/// A text must have its own format, and keep the rules of its place.
macro_rules! validate_format {
    ($($(#[$doc:meta])* $format:ident $row:tt;)*) => {
        $(impl Validate for syntax::$format {
            fn check(&self, rules: &Rules<'_>, validator: &mut Validator<'_>) {
                let rules = Rules { format: Some(Self::FORMAT), ..*rules };
                text(self, &rules, validator);
            }
        })*
    };
}
syntax::formats!(validate_format);

/// Lexicons have no constraints of links.
impl Validate for CidLink {
    fn check(&self, _rules: &Rules<'_>, _validator: &mut Validator<'_>) {}
}
