//! Strings that are compared and then dropped: names of fields, `$type`s and
//! listed values. They are borrowed from the input if possible.

use std::{borrow::Cow, fmt};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, Visitor};

/// Reads a string, borrowed from the input if the format can lend it.
///
/// # Errors
/// If the data is not a string.
pub fn borrowed_str<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_str(StrVisitor {
        expected: "a string",
    })
}

/// A `$type`, where serde asks for a type.
pub(crate) struct TypeName<'de>(pub(crate) Cow<'de, str>);

impl<'de> Deserialize<'de> for TypeName<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_str(StrVisitor {
                expected: "a string as `$type`",
            })
            .map(Self)
    }
}

/// Reads the name of a field, which is probably one of these. DAG-CBOR does not
/// lend names; those that are listed are not copied even so.
pub(crate) struct FieldName(pub(crate) &'static [&'static str]);

impl FieldName {
    /// A name of which nothing is known.
    pub(crate) fn any() -> Self {
        Self(&[])
    }

    /// Not inlined: JSON needs this only for names with escapes.
    #[inline(never)]
    fn find(&self, name: &str) -> Cow<'static, str> {
        match self.0.iter().find(|&&listed| listed == name) {
            Some(listed) => Cow::Borrowed(listed),
            None => Cow::Owned(name.to_owned()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for FieldName {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for FieldName {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(self.find(name))
    }

    fn visit_string<E: Error>(self, name: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name))
    }
}

struct StrVisitor {
    expected: &'static str,
}

impl<'de> Visitor<'de> for StrVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}
