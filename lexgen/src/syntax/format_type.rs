//! The code that the types of all formats share. The file of a format has only
//! its check, its parts and its documentation.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use super::Format;

/// Defines the type of a format. The module must have a function
/// `check(&str) -> Result<(), Fault>`. The order is that of the text, unless the
/// type is `unordered`: then it has an order of its own.
macro_rules! format_type {
    ($(#[$attribute:meta])* $name:ident) => {
        format_type! { $(#[$attribute])* #[derive(PartialOrd, Ord)] unordered $name }

        // What is borrowed must have the same order.
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
    ($(#[$attribute:meta])* unordered $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The format of this type.
            pub const FORMAT: $crate::syntax::Format = $crate::syntax::Format::$name;

            /// Makes a value from text, which must have the format.
            ///
            /// # Errors
            /// If it does not have the format: where and why.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::syntax::InvalidSyntax> {
                let value = Self(text.into());
                value.check()?;
                Ok(value)
            }

            /// Makes a value from any text: for text that has been checked, or
            /// that must be kept even if it is malformed, which
            /// [`check`](Self::check) reports later.
            pub fn new_unchecked(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Checks whether the text has the format.
            ///
            /// # Errors
            /// If it does not: where and why.
            pub fn check(&self) -> Result<(), $crate::syntax::InvalidSyntax> {
                check(&self.0)
                    .map_err(|fault| $crate::syntax::InvalidSyntax::new(Self::FORMAT, fault, &self.0))
            }

            /// Whether the text has the format, without the reason.
            pub fn is_valid(&self) -> bool {
                check(&self.0).is_ok()
            }

            /// The text, exactly as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Converts the value into its text.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::syntax::format_type::debug(f, stringify!($name), &self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::syntax::InvalidSyntax;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::syntax::InvalidSyntax;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::syntax::InvalidSyntax;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::syntax::format_type::strict(deserializer, Self::FORMAT).map(Self)
            }
        }

        impl<'de> $crate::syntax::Lenient<'de> for $name {
            fn lenient<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::syntax::format_type::lenient(deserializer, Self::FORMAT).map(Self)
            }
        }
    };
}
pub(super) use format_type;

/// `Did("did:web:example.com")`
pub(super) fn debug(f: &mut fmt::Formatter<'_>, name: &str, text: &str) -> fmt::Result {
    f.debug_tuple(name).field(&text).finish()
}

/// Decodes a string of the format.
pub(super) fn strict<'de, D>(deserializer: D, format: Format) -> Result<String, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_string(Text {
        format,
        strict: true,
    })
}

/// Decodes any string.
pub(super) fn lenient<'de, D>(deserializer: D, format: Format) -> Result<String, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_string(Text {
        format,
        strict: false,
    })
}

/// Reads a string of a format. All formats share this visitor, strict or not, so
/// that a deserializer is instantiated only once. The check is here and not
/// after reading, because only then does the deserializer add the line and the
/// column to the error.
struct Text {
    format: Format,
    strict: bool,
}

impl Text {
    fn check<E: Error>(&self, text: &str) -> Result<(), E> {
        if self.strict {
            super::check(self.format, text).map_err(E::custom)?;
        }
        Ok(())
    }
}

impl Visitor<'_> for Text {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string of the format {}", self.format)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        self.check(text)?;
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        self.check(&text)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use super::super::{Did, Handle, InvalidSyntax};

    const TEXT: &str = "did:web:example.com";

    #[test]
    fn the_text_goes_in_and_out_unchanged() -> Result<(), InvalidSyntax> {
        let did: Did = TEXT.parse()?;
        assert_eq!(did, Did::try_from(TEXT)?);
        assert_eq!(did, Did::try_from(TEXT.to_owned())?);
        assert_eq!(did, TEXT);
        assert_eq!(did, *TEXT);
        assert_eq!(did.as_str(), TEXT);
        assert_eq!(did.to_string(), TEXT);
        assert_eq!(format!("{did:>21}"), format!("  {TEXT}"));
        assert_eq!(format!("{did:?}"), r#"Did("did:web:example.com")"#);
        assert_eq!(String::from(did.clone()), TEXT);
        assert_eq!(did.into_string(), TEXT);
        Ok(())
    }

    #[test]
    fn unchecked_text_is_kept_and_reported_on_demand() {
        let handle = Handle::new_unchecked("Not A Handle");
        assert_eq!(handle.as_str(), "Not A Handle");
        assert!(!handle.is_valid());
        assert_eq!(handle.check(), Handle::new("Not A Handle").map(drop));
        assert!(handle.check().is_err());
    }

    #[test]
    fn maps_are_looked_up_by_text_and_order_is_that_of_the_text() {
        let a = Did::new_unchecked("did:web:a.example");
        let b = Did::new_unchecked("did:web:b.example");
        let map = HashMap::from([(a.clone(), 1)]);
        assert_eq!(map.get("did:web:a.example"), Some(&1));
        let set = BTreeSet::from([b, a]);
        assert!(set.iter().map(Did::as_str).is_sorted());
        assert!(set.contains("did:web:b.example"));
    }

    #[test]
    fn serde_is_strict() {
        let json = r#""did:web:example.com""#;
        let did: Did = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&did).unwrap(), json);
        let owned: Did = serde_json::from_value(json.trim_matches('"').into()).unwrap();
        assert_eq!(owned, did);

        let error = serde_json::from_str::<Did>(r#""did:WEB:a""#).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#""did:WEB:a" is not a valid DID: the method may only contain lower-case letters (at byte 4) at line 1 column 11"#
        );
        let error = serde_json::from_str::<Did>("7").unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid type: integer `7`, expected a string of the format did at line 1 column 1"
        );
    }
}
