//! Integers of 64 bits, and floats that are integers.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use super::DataError;
use crate::syntax::Lenient;

/// 2^52, from which on adjacent floats are at least 1 apart.
const TOO_COARSE: f64 = 4_503_599_627_370_496.0;

/// The integer that a float is: `123.0` in JSON means 123.
///
/// Floats from 2^52 on are refused: a parser may have rounded an integer that it
/// cannot represent, or be off by one step, as `serde_json` is for some texts, so
/// that the result would be another number. Below 2^52 such a step leaves a
/// fraction.
pub(super) fn from_f64(value: f64) -> Result<i64, DataError> {
    if value.fract() == 0.0 && value.abs() < TOO_COARSE {
        return Ok(value as i64);
    }
    let message = format!("the data model allows only integers, not the float {value}");
    Err(DataError::new(message))
}

/// The integer, if it fits into 64 bits with a sign.
pub(super) fn in_range<T>(value: T) -> Result<i64, DataError>
where
    T: TryInto<i64> + Copy + fmt::Display,
{
    value
        .try_into()
        .map_err(|_| DataError::new(format!("the integer {value} does not fit into 64 bits")))
}

/// Reads an integer by the rules of [`Data`](super::Data): unlike serde's `i64`,
/// also from `123.0` in human-readable formats.
pub fn deserialize_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let floats = deserializer.is_human_readable();
    deserializer.deserialize_i64(IntegerVisitor { floats })
}

/// Also reads an integer that JSON writes as a float, such as `1.0`, because the
/// [data model](https://atproto.com/specs/data-model) has no floats.
impl<'de> Lenient<'de> for i64 {
    fn lenient<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_integer(deserializer)
    }
}

struct IntegerVisitor {
    floats: bool,
}

impl Visitor<'_> for IntegerVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<i64, E> {
        in_range(value).map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<i64, E> {
        if self.floats {
            from_f64(value).map_err(E::custom)
        } else {
            Err(E::invalid_type(serde::de::Unexpected::Float(value), &self))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<i64, serde_json::Error> {
        deserialize_integer(&mut serde_json::Deserializer::from_str(json))
    }

    #[test]
    fn integers_and_floats_that_are_integers() {
        for (json, value) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("123.0", 123),
            ("1e3", 1000),
            ("-5.0", -5),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("1000000000000000.0", 1_000_000_000_000_000),
        ] {
            assert_eq!(read(json).unwrap(), value, "{json}");
        }
    }

    #[test]
    fn what_is_no_integer_of_64_bits_is_refused() {
        for json in [
            "0.5",
            "123.456",
            "9223372036854775808",
            "18446744073709551616",
            // serde_json makes a float of this one, which equals i64::MIN.
            "-9223372036854775809",
            // Read by serde_json as 9007199254740990.
            "9007199254740991.0",
            "4503599627370496.0",
            "1e300",
            "true",
            "\"1\"",
            "null",
        ] {
            assert!(read(json).is_err(), "{json}");
        }
        assert!(from_f64(f64::NAN).is_err() && from_f64(f64::INFINITY).is_err());
    }

    #[test]
    fn a_float_never_becomes_another_integer() {
        let mut value: i64 = 4_503_599_627_370_495;
        while value > 0 {
            for zeros in [".0", ".00", ".000000"] {
                if let Ok(read) = read(&format!("{value}{zeros}")) {
                    assert_eq!(read, value);
                }
            }
            value -= 1 + value / 5_000;
        }
    }
}
