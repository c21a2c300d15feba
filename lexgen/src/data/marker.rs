//! JSON objects with one key for types that JSON does not have: `{"$link": …}` and
//! `{"$bytes": …}`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::{Bytes, CidLink, Data, DataError};
use crate::shown::shown;

/// The key of a link.
pub(crate) const LINK: &str = "$link";
/// The key of a byte string.
pub(crate) const BYTES: &str = "$bytes";

/// The error for a marker with other keys.
pub(crate) fn not_alone(key: &str) -> DataError {
    DataError::new(format!("an object with `{key}` must not have other fields"))
}

/// Why the value of a marker in an object of so many fields is not a link or bytes.
pub(super) fn fault(key: &str, value: &Data, fields: usize) -> DataError {
    if fields > 1 {
        return not_alone(key);
    }
    let Some(text) = value.as_str() else {
        return DataError::new(format_args!("`{key}` must be a string"));
    };
    let parsed = if key == LINK {
        CidLink::new(text).map(drop)
    } else {
        Bytes::from_base64(text).map(drop)
    };
    match parsed {
        Err(error) => error,
        // As in DAG-CBOR, which has links and bytes of its own.
        Ok(()) => DataError::new(format_args!(
            "`{key}` is reserved for the JSON form of the data model"
        )),
    }
}

/// Converts the string of a marker into its value.
pub(super) type Parse<T> = fn(&str) -> Result<T, DataError>;

/// Reads a map that must be `{key: string}`.
pub(super) fn single<'de, A: MapAccess<'de>, T>(
    mut map: A,
    key: &'static str,
    parse: Parse<T>,
) -> Result<T, A::Error> {
    if map.next_key_seed(Is(key))?.is_none() {
        return Err(A::Error::missing_field(key));
    }
    rest(&mut map, key, parse)
}

/// Reads the string after the key of a marker, which must be the only field.
fn rest<'de, A: MapAccess<'de>, T>(
    map: &mut A,
    key: &'static str,
    parse: Parse<T>,
) -> Result<T, A::Error> {
    let value = map.next_value_seed(Text { key, parse })?;
    match map.next_key::<IgnoredAny>()? {
        None => Ok(value),
        Some(_) => Err(A::Error::custom(not_alone(key))),
    }
}

/// The expected key.
struct Is(&'static str);

impl<'de> DeserializeSeed<'de> for Is {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Is {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the key `{}`", self.0)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        if key == self.0 {
            Ok(())
        } else {
            Err(E::custom(format_args!(
                "expected an object with the one key `{}`, found `{}`",
                self.0,
                shown(key)
            )))
        }
    }
}

/// The string of a marker, parsed without a copy.
struct Text<T> {
    key: &'static str,
    parse: Parse<T>,
}

impl<'de, T> DeserializeSeed<'de> for Text<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string as `{}`", self.key)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(E::custom)
    }
}
