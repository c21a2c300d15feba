//! Numbers that are not in the data model.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use serde::ser::{Serialize, Serializer};

use super::{Data, exact, value::Repr};

/// A number that is not a signed 64-bit integer.
///
/// The data model has no such numbers, but JSON does. Integers up to `u64::MAX` are
/// exact; all others are rounded to an `f64`.
#[derive(Clone, Copy)]
pub struct Number(Kind);

#[derive(Clone, Copy)]
enum Kind {
    /// Greater than `i64::MAX`.
    Unsigned(u64),
    /// Finite, and not an integer from `i64::MAX` to `u64::MAX`.
    Float(f64),
}

/// 2^63 and 2^64, as the bounds of integers that only a `u64` holds.
const UNSIGNED: std::ops::Range<f64> = 9_223_372_036_854_775_808.0..18_446_744_073_709_551_616.0;

impl Number {
    /// The number rounded to an `f64`, which is finite.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self.0 {
            Kind::Unsigned(value) => value as f64,
            Kind::Float(value) => value,
        }
    }

    /// The number, if it was read as an integer up to `u64::MAX`.
    #[must_use]
    pub fn as_u64(self) -> Option<u64> {
        match self.0 {
            Kind::Unsigned(value) => Some(value),
            Kind::Float(_) => None,
        }
    }

    /// Keys are equal, and in order, if the numbers are: the double, then which
    /// integer it is rounded from, if any.
    fn key(self) -> (u64, bool, u64) {
        // The order of the bits of doubles is that of their values, once those of
        // negative ones are inverted.
        let bits = self.as_f64().to_bits();
        let sign = 1 << 63;
        let ordered = if bits & sign == 0 { bits | sign } else { !bits };
        match self.0 {
            Kind::Unsigned(value) => (ordered, false, value),
            // Equal to the double of such an integer only if it is 2^64, which is
            // greater than all of them.
            Kind::Float(_) => (ordered, true, 0),
        }
    }
}

/// From a float that is kept as it is, even if it is an integer. `None` if it is not
/// finite: JSON has no such numbers.
pub(super) fn float(value: f64) -> Option<Data> {
    if !value.is_finite() {
        return None;
    }
    // Negative zero is zero in JSON.
    let value = if value == 0.0 { 0.0 } else { value };
    let kind = if UNSIGNED.contains(&value) {
        Kind::Unsigned(value as u64)
    } else {
        Kind::Float(value)
    };
    Some(Data(Repr::Number(Number(kind))))
}

/// From an unsigned integer.
pub(super) fn unsigned(value: u64) -> Data {
    Data(match i64::try_from(value) {
        Ok(value) => Repr::Integer(value),
        Err(_) => Repr::Number(Number(Kind::Unsigned(value))),
    })
}

/// From an integer of any size, rounded if it is beyond 64 bits.
pub(super) fn wide(value: i128) -> Data {
    if let Ok(value) = i64::try_from(value) {
        return Data(Repr::Integer(value));
    }
    match u64::try_from(value) {
        Ok(value) => unsigned(value),
        Err(_) => Data(Repr::Number(Number(Kind::Float(value as f64)))),
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// By value.
impl PartialEq<f64> for Number {
    fn eq(&self, other: &f64) -> bool {
        self.as_f64() == *other
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Unsigned(value) => value.fmt(f),
            // `Display` of a float has no exponent, and so up to 300 digits.
            Kind::Float(value) => fmt::Debug::fmt(&value, f),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Kind::Unsigned(value) => serializer.serialize_u64(value),
            // As it is, even if it has no fraction.
            Kind::Float(value) => serializer.serialize_newtype_struct(exact::NEWTYPE, &value),
        }
    }
}
