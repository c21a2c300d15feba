//! Objects: structs with named fields.

use std::fmt;

use serde::{
    de::{Deserializer, Error, MapAccess, Visitor},
    ser::{SerializeMap, Serializer},
};

use super::{Reader, Writer, reader::unread, stack_guard::StackGuard};

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
/// another type; and when objects are nested so deep that the stack might not
/// do.
pub fn deserialize_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    /// Fills a place: the object is large, and every return moves it.
    struct ObjectVisitor<'o, T>(&'o mut Option<T>);

    impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
            let mut reader = Reader::new(map);
            *self.0 = T::read(&mut reader);
            reader.finish()
        }
    }

    let _guard = StackGuard::enter().map_err(D::Error::custom)?;
    let mut object = None;
    deserializer.deserialize_map(ObjectVisitor(&mut object))?;
    object.ok_or_else(unread)
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
/// A row is a field, its name on the wire, and what else is to be known:
/// `lenient` keeps text that does not have its format, `checked` says that
/// [`validate`](crate::Validate::validate) looks inside, `object` that
/// data of any kind is an object, and the others are the members of [`Constraints`](crate::validate::Constraints).
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
///         optional auth_factor_token = "authFactorToken", max_length(8);
///     }
/// }
///
/// let json = r#"{"identifier":"alice.example","new":1}"#;
/// let input: Input = serde_json::from_str(json)?;
/// assert_eq!(input.auth_factor_token, None);
/// assert!(lexgen::Validate::validate(&input).is_ok());
/// assert_eq!(serde_json::to_string(&input)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident {
        $($presence:ident $field:ident = $wire:literal $(, $rule:ident $(($($value:tt)*))?)*;)*
    }) => {
        #[allow(deprecated)]
        impl $crate::wire::Object for $name {
            fn read<'de, A: $crate::__private::MapAccess<'de>>(
                reader: &mut $crate::wire::Reader<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                while reader.advance(&[$($wire),*]) {
                    $(if $crate::__read!(reader, $wire, $field $(, $rule)*) {
                        continue;
                    })*
                    reader.unknown();
                }
                ::core::option::Option::Some(Self {
                    $($field: $crate::__take!(reader $wire $presence $field),)*
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

        #[allow(deprecated)]
        impl $crate::validate::Validate for $name {
            #[inline]
            fn check(
                &self,
                _constraints: &$crate::validate::Constraints<'_>,
                _validator: &mut $crate::validate::Validator<'_>,
            ) {
                $($crate::__check!(
                    _validator, $wire, self.$field $(, $rule $(($($value)*))?)*
                );)*
            }
        }

        $crate::__serde!($name, deserialize_object, serialize_object);
    };
}

/// How a field's value is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($reader:ident, $wire:literal, $field:ident, lenient $(, $rule:ident)*) => {
        $reader.lenient($wire, &mut $field)
    };
    ($reader:ident, $wire:literal, $field:ident $(, $rule:ident)*) => {
        $reader.read($wire, &mut $field)
    };
}

/// How a field's slot becomes the field.
#[doc(hidden)]
#[macro_export]
macro_rules! __take {
    ($reader:ident $wire:literal required $field:ident) => {
        match $field {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => return $reader.missing($wire),
        }
    };
    ($reader:ident $wire:literal optional $field:ident) => {
        $field
    };
}

/// How a field is checked: not at all, if nothing is said of it.
#[doc(hidden)]
#[macro_export]
macro_rules! __check {
    ($validator:ident, $wire:literal, $self:ident.$field:ident) => {};
    ($validator:ident, $wire:literal, $self:ident.$field:ident
        $(, $rule:ident $(($($value:tt)*))?)*) => {
        $validator.field(
            $wire,
            &$self.$field,
            $crate::__constraints!([] $($rule $(($($value)*))?),*),
        )
    };
}

/// The rules of a field, which the compiler makes a constant; `lenient` and
/// `checked` are none.
#[doc(hidden)]
#[macro_export]
macro_rules! __constraints {
    ([]) => {
        &$crate::validate::Constraints::NONE
    };
    ([$($rules:tt)+]) => {
        &$crate::validate::Constraints { $($rules)* ..$crate::validate::Constraints::NONE }
    };
    ([$($rules:tt)*] lenient $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($rules)*] $($($rest)*)?)
    };
    ([$($rules:tt)*] checked $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($rules)*] $($($rest)*)?)
    };
    ([$($rules:tt)*] object $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($rules)* object: true,] $($($rest)*)?)
    };
    ([$($rules:tt)*] items($($items:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($rules)* items: ::core::option::Option::Some($crate::__constraints!([] $($items)*)),]
            $($($rest)*)?
        )
    };
    ([$($rules:tt)*] accept($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($rules)* accept: ::core::option::Option::Some(&[$($value)*]),] $($($rest)*)?
        )
    };
    ([$($rules:tt)*] format($format:ident) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($rules)* format: ::core::option::Option::Some($crate::syntax::Format::$format),]
            $($($rest)*)?
        )
    };
    ([$($rules:tt)*] integers($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($rules)* integers: &[$($value)*],] $($($rest)*)?)
    };
    ([$($rules:tt)*] strings($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($rules)* strings: &[$($value)*],] $($($rest)*)?)
    };
    ([$($rules:tt)*] $rule:ident($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($rules)* $rule: ::core::option::Option::Some($($value)*),] $($($rest)*)?
        )
    };
}

/// The traits of serde for a type whose reading and writing is one
/// function each.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident, $deserialize:ident, $serialize:ident) => {
        #[allow(deprecated)]
        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::$deserialize(deserializer)
            }
        }

        #[allow(deprecated)]
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
