//! Objects: structs with named fields.

use std::{fmt, marker::PhantomData};

use serde::{
    de::{Deserializer, MapAccess, Visitor},
    ser::{SerializeMap, Serializer},
};

use super::{Reader, Writer};

/// A struct generated from an `object` of a lexicon.
/// [Specification](https://atproto.com/specs/lexicon#object).
///
/// Implemented by [`object!`](crate::object) and [`record!`](crate::record).
pub trait Object: Sized {
    /// Reads the fields; `None` when the reader holds an error.
    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self>;

    /// Writes the fields.
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>);
}

/// Deserialises an object.
///
/// # Errors
/// Those of the format, and for a field that is missing, twice there, or of
/// another type.
pub fn deserialize_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct ObjectVisitor<T>(PhantomData<T>);

    impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            let mut reader = Reader::new(map);
            let object = T::read(&mut reader);
            reader.finish(object)
        }
    }

    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Serialises an object.
///
/// # Errors
/// Those of the format.
pub fn serialize_object<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::new(serializer.serialize_map(None)?);
    object.write(&mut writer);
    writer.finish()
}

/// Makes a generated struct an [`Object`] from a table of its fields.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Input {
///     pub identifier: String,
///     pub auth_factor_token: Option<String>,
///     pub extra: lexgen::Extra,
/// }
///
/// lexgen::object! {
///     Input {
///         required identifier = "identifier";
///         optional auth_factor_token = "authFactorToken";
///     }
/// }
///
/// let json = r#"{"identifier":"alice.example","new":1}"#;
/// let input: Input = serde_json::from_str(json)?;
/// assert_eq!(input.auth_factor_token, None);
/// assert_eq!(serde_json::to_string(&input)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident {
        $($presence:ident $field:ident = $wire:literal $(, $mode:ident)?;)*
    }) => {
        impl $crate::wire::Object for $name {
            fn read<'de, A: $crate::__private::MapAccess<'de>>(
                reader: &mut $crate::wire::Reader<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                while let ::core::option::Option::Some(name) = reader.next() {
                    match &*name {
                        $($wire => $crate::__read!(reader, $wire, $field $(, $mode)?),)*
                        _ => reader.unknown(name),
                    }
                }
                $(reader.$presence($wire, &$field);)*
                ::core::option::Option::Some(Self {
                    $($field: $crate::__take!($presence $field),)*
                    extra: reader.extra(),
                })
            }

            fn write<M: $crate::__private::SerializeMap>(
                &self,
                writer: &mut $crate::wire::Writer<M>,
            ) {
                writer $(.$presence($wire, &self.$field))* .extra(&self.extra);
            }
        }

        $crate::__serde!($name, deserialize_object, serialize_object);
    };
}

/// How a field's value is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($reader:ident, $wire:literal, $field:ident) => {
        $reader.read($wire, &mut $field)
    };
    ($reader:ident, $wire:literal, $field:ident, lenient) => {
        $reader.lenient($wire, &mut $field)
    };
}

/// How a field's slot becomes the field.
#[doc(hidden)]
#[macro_export]
macro_rules! __take {
    (required $field:ident) => {
        $field?
    };
    (optional $field:ident) => {
        $field
    };
}

/// The traits of serde, and `Eq`, for a type whose reading and writing is one
/// function each.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident, $deserialize:ident, $serialize:ident) => {
        impl ::core::cmp::Eq for $name {}

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::$deserialize(deserializer)
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::$serialize(self, serializer)
            }
        }
    };
}
