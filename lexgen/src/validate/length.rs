//! Lengths: of strings in bytes and graphemes, of bytes, of arrays.

use super::{Code, Constraints, Validator};

/// The unit of a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes; for a string, those of UTF-8.
    Bytes,
    /// Items of an array.
    Items,
    /// Grapheme clusters of a string.
    Graphemes,
}

impl Unit {
    fn name(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::Bytes, 1) => "byte",
            (Self::Bytes, _) => "bytes",
            (Self::Items, 1) => "item",
            (Self::Items, _) => "items",
            (Self::Graphemes, 1) => "grapheme",
            (Self::Graphemes, _) => "graphemes",
        }
    }

    fn bounds<S>(self, constraints: &Constraints<'_, S>) -> (Option<u64>, Option<u64>) {
        match self {
            Self::Bytes | Self::Items => (constraints.min_length, constraints.max_length),
            Self::Graphemes => (constraints.min_graphemes, constraints.max_graphemes),
        }
    }

    fn codes(self) -> (Code, Code) {
        match self {
            Self::Bytes | Self::Items => (Code::TooShort, Code::TooLong),
            Self::Graphemes => (Code::TooFewGraphemes, Code::TooManyGraphemes),
        }
    }
}

/// Checks a count against the bounds for its unit.
#[inline]
pub(crate) fn length<S>(
    count: u64,
    unit: Unit,
    constraints: &Constraints<'_, S>,
    validator: &mut Validator<'_>,
) {
    let (least, most) = unit.bounds(constraints);
    let is_allowed =
        least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most);
    if !is_allowed {
        out_of_bounds(count, unit, (least, most), validator);
    }
}

#[cold]
fn out_of_bounds(
    count: u64,
    unit: Unit,
    (least, most): (Option<u64>, Option<u64>),
    validator: &mut Validator<'_>,
) {
    let (too_few, too_many) = unit.codes();
    let counted = || format!("{count} {}", unit.name(count));
    if let Some(least) = least.filter(|&least| count < least) {
        validator.violation(too_few, format!("has {}, fewer than {least}", counted()));
    }
    if let Some(most) = most.filter(|&most| count > most) {
        validator.violation(too_many, format!("has {}, more than {most}", counted()));
    }
}
