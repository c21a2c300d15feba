//! Decoding that keeps malformed text instead of failing.
//!
//! One malformed `indexedAt` must not lose a page of a hundred posts. Generated
//! code therefore decodes string formats through [`Lenient`], unless it was
//! generated with strict decoding, and `validate` reports malformed text.

use std::{fmt, marker::PhantomData};

use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

/// Decodes any string, where `Deserialize` accepts only well-formed ones.
///
/// ```
/// use lexgen::syntax::{Datetime, Lenient};
///
/// let mut json = serde_json::Deserializer::from_str(r#""last Tuesday""#);
/// let datetime = Datetime::lenient(&mut json)?;
/// assert_eq!(datetime, "last Tuesday");
/// assert!(!datetime.is_valid());
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Lenient<'de>: Sized {
    /// Decodes a value whose strings need not be well-formed.
    ///
    /// # Errors
    /// If the data has the wrong type: for a string format, if it is not a
    /// string.
    fn lenient<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// `T`, decoded leniently inside something else.
struct Seed<T>(PhantomData<T>);

impl<'de, T: Lenient<'de>> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::lenient(deserializer)
    }
}

impl<'de, T: Lenient<'de>> Lenient<'de> for Box<T> {
    fn lenient<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::lenient(deserializer).map(Box::new)
    }
}

/// `null` is `None`.
impl<'de, T: Lenient<'de>> Lenient<'de> for Option<T> {
    fn lenient<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nullable<T>(PhantomData<T>);

        impl<'de, T: Lenient<'de>> Visitor<'de> for Nullable<T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value or null")
            }

            fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
                T::lenient(inner).map(Some)
            }
        }

        deserializer.deserialize_option(Nullable(PhantomData))
    }
}

impl<'de, T: Lenient<'de>> Lenient<'de> for Vec<T> {
    fn lenient<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Items<T>(PhantomData<T>);

        impl<'de, T: Lenient<'de>> Visitor<'de> for Items<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
                // The announced length is the sender's word: it must not
                // decide how much memory is taken before the items are seen.
                let announced = array.size_hint().unwrap_or(0);
                let mut items = Vec::with_capacity(announced.min(1024));
                while let Some(item) = array.next_element_seed(Seed(PhantomData))? {
                    items.push(item);
                }
                Ok(items)
            }
        }

        deserializer.deserialize_seq(Items(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Deserializer, Error};

    use super::Lenient;
    use crate::syntax::{Did, Handle, format::formats};

    fn decode<'de, T: Lenient<'de>>(json: &'de str) -> Result<T, Error> {
        let mut deserializer = Deserializer::from_str(json);
        let value = T::lenient(&mut deserializer)?;
        deserializer.end()?;
        Ok(value)
    }

    /// Malformed text survives, well-formed text too, and no string is an error.
    fn keeps<T>()
    where
        T: for<'de> Lenient<'de> + serde::Serialize + serde::de::DeserializeOwned,
    {
        let json = r#""\u0000 malformed \n""#;
        let value: T = decode(json).unwrap();
        let again = serde_json::to_value(&value).unwrap();
        assert_eq!(
            again,
            serde_json::from_str::<serde_json::Value>(json).unwrap()
        );
        assert!(serde_json::from_str::<T>(json).is_err());
        assert!(decode::<T>("null").is_err());
        assert!(decode::<T>("{}").is_err());
    }

    #[test]
    fn every_format_keeps_malformed_text() {
        macro_rules! keeps_each {
            ($($(#[$doc:meta])* $format:ident $row:tt;)*) => {
                $(keeps::<crate::syntax::$format>();)*
            };
        }
        formats!(keeps_each);
    }

    #[test]
    fn lists_options_and_boxes_hold_lenient_values() {
        let list: Vec<Option<Handle>> = decode(r#"["a.test", null, "?"]"#).unwrap();
        let expected =
            [Some("a.test"), None, Some("?")].map(|text| text.map(Handle::new_unchecked));
        assert_eq!(list, expected);
        assert_eq!(*decode::<Box<Did>>(r#""?""#).unwrap(), "?");
        assert_eq!(decode::<Vec<Vec<Did>>>(r#"[["?"], []]"#).unwrap().len(), 2);
        assert!(decode::<Vec<Did>>(r#""?""#).is_err());
        assert!(decode::<Vec<Did>>("[1]").is_err());
    }
}
