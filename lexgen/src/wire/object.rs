//! Objects: structs with named fields.

use std::fmt;

use serde::{
    de::{self, Deserializer, Error, MapAccess},
    ser::Serializer,
};

use super::{Reader, Visitor, Writer, reader::unread, stack_guard::StackGuard};
use crate::{
    data::trace,
    validate::{Constraints, Validate, Validator},
};

/// A struct generated from an `object` of a lexicon.
/// [Specification](https://atproto.com/specs/lexicon#object).
///
/// Implemented by [`object!`](crate::object) and [`record!`](crate::record).
pub trait Object: Eq + Sized {
    /// Reads the fields. `None` if the reader has an error.
    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self>;

    /// Visits the fields in their order.
    fn visit<V: Visitor>(&self, visitor: &mut V);
}

impl<T: Object> Object for Box<T> {
    fn read<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self> {
        T::read(reader).map(Self::new)
    }

    fn visit<V: Visitor>(&self, visitor: &mut V) {
        (**self).visit(visitor);
    }
}

impl<T: Object> Validate for T {
    #[inline]
    fn check(&self, _constraints: &Constraints<'_>, validator: &mut Validator<'_>) {
        self.visit(validator);
    }
}

/// Deserializes an object.
///
/// # Errors
/// Those of the format; if a field is missing, duplicate or of another type; or if
/// objects are nested so deeply that the stack could overflow.
pub fn deserialize_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    /// Writes to a slot, because returning a large object moves it.
    struct ObjectVisitor<'o, T>(&'o mut Option<T>);

    impl<'de, T: Object> de::Visitor<'de> for ObjectVisitor<'_, T> {
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
    deserializer
        .deserialize_map(ObjectVisitor(&mut object))
        .inspect_err(|_| trace::in_type::<T>())?;
    object.ok_or_else(unread)
}

/// Sets fields of a value, for the method `with` of generated types.
#[doc(hidden)]
#[must_use]
pub fn with<T>(mut value: T, set: impl FnOnce(&mut T)) -> T {
    set(&mut value);
    value
}

/// Serializes an object.
///
/// # Errors
/// Those of the format.
pub fn serialize_object<T: Object, S: Serializer>(
    object: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::of(serializer)?;
    object.visit(&mut writer);
    writer.finish()
}

/// Implements [`Object`] (and so [`Validate`]), serde's traits, `Debug`, `Eq` and the
/// method `with` for a struct, from a table of its fields.
///
/// `Debug` and `Eq` are those of a derive, which would be slower to compile.
///
/// A row has whether the field is `required`, `optional`, or `nullable` and optional,
/// the field, its name on the wire, and attributes:
///
/// - `lenient` keeps a string that does not have its format.
/// - `data` refuses, in data of any kind, what is not in the data model.
/// - `checked` validates the value, although the row has no constraints.
/// - `object` requires data of any kind to be an object.
/// - `secret` hides the value in `Debug`.
/// - Any other is a constraint: a member of [`Constraints`].
///
/// With `strict` before the name, fields that the lexicon does not name must be in
/// the data model. With `redacted` before it, `Debug` hides the values of `secret` fields
/// and of fields in `extra`.
///
/// [`Validate`]: crate::Validate
/// [`Constraints`]: crate::validate::Constraints
///
/// ```
/// #[derive(Clone, PartialEq)]
/// pub struct Input {
///     pub identifier: String,
///     pub password: String,
///     pub auth_factor_token: Option<String>,
///     pub extra: lexgen::Extra,
/// }
///
/// lexgen::object! {
///     redacted Input {
///         required identifier = "identifier";
///         required password = "password", secret;
///         optional auth_factor_token = "authFactorToken", secret, max_length(8);
///     }
/// }
///
/// let json = r#"{"identifier":"alice.example","password":"hunter2","new":1}"#;
/// let input: Input = serde_json::from_str(json)?;
/// let input = input.with(|input| input.auth_factor_token = None);
/// assert!(lexgen::Validate::validate(&input).is_ok());
/// assert_eq!(serde_json::to_string(&input)?, json);
/// assert_eq!(
///     format!("{input:?}"),
///     r#"Input { identifier: "alice.example", password: …, auth_factor_token: None, extra: {"new": …} }"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! object {
    (redacted strict $name:ident { $($rows:tt)* }) => {
        $crate::object! { $name [strict] : debug { $($rows)* } }
        $crate::__debug! { $name { $($rows)* } }
    };
    (redacted $name:ident { $($rows:tt)* }) => {
        $crate::object! { $name: debug { $($rows)* } }
        $crate::__debug! { $name { $($rows)* } }
    };
    (strict $name:ident { $($rows:tt)* }) => {
        $crate::object! { $name [strict] { $($rows)* } }
    };
    // `@record` is how `record!` calls this. With `: debug`, the struct has a `Debug`.
    ($name:ident $(@record $type:literal = $nsid:literal)? $([$strict:ident])? $(: $debug:ident)? {
        $($presence:ident $field:ident = $wire:literal $(, $attribute:ident $(($($value:tt)*))?)*;)*
    }) => {
        #[allow(deprecated, dead_code)]
        impl $name {
            /// Sets fields: `value.with(|value| value.field = …)`.
            #[must_use]
            pub fn with(self, set: impl ::core::ops::FnOnce(&mut Self)) -> Self {
                $crate::wire::with(self, set)
            }
        }

        $crate::__plain_debug!($([$debug])? $name $($field)*);

        #[allow(deprecated)]
        impl ::core::cmp::Eq for $name {}

        #[allow(deprecated)]
        impl $crate::wire::Object for $name {
            fn read<'de, A: $crate::__private::MapAccess<'de>>(
                reader: &mut $crate::wire::Reader<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(reader.$strict();)?
                $(let mut $field = ::core::option::Option::None;)*
                while reader.advance(&[$($type,)? $($wire),*]) {
                    $(if reader.record_type($nsid) {
                        continue;
                    })?
                    $(if $crate::__read!(reader, $wire, $field $(, $attribute)*) {
                        continue;
                    })*
                    reader.unknown();
                }
                $(reader.require_type($nsid);)?
                ::core::option::Option::Some(Self {
                    $($field: $crate::__take!(reader $wire $presence $field),)*
                    extra: reader.extra(),
                })
            }

            fn visit<V: $crate::wire::Visitor>(&self, visitor: &mut V) {
                $(visitor.type_name($nsid);)?
                $($crate::__visit!(
                    visitor $presence $wire, self.$field $(, $attribute $(($($value)*))?)*
                );)*
                visitor.extra(&self.extra);
            }
        }

        $crate::__serde!($name, deserialize_object, serialize_object);
    };
}

/// `Debug`, unless the struct has one.
#[doc(hidden)]
#[macro_export]
macro_rules! __plain_debug {
    ([debug] $($name:ident)*) => {};
    ($name:ident $($field:ident)*) => {
        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::wire::debug_object(self, f, ::core::stringify!($name $($field)*))
            }
        }
    };
}

/// Reads the value of a field.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($reader:ident, $wire:literal, $field:ident, lenient $(, $attribute:ident)*) => {
        $reader.lenient($wire, &mut $field)
    };
    ($reader:ident, $wire:literal, $field:ident, data $(, $attribute:ident)*) => {
        $reader.data($wire, &mut $field)
    };
    ($reader:ident, $wire:literal, $field:ident $(, $attribute:ident)*) => {
        $reader.read($wire, &mut $field)
    };
}

/// Takes a field from its slot.
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
    ($reader:ident $wire:literal nullable $field:ident) => {
        $crate::Nullable::of_field($field)
    };
}

/// Visits a field, with its constraints if its row has attributes.
#[doc(hidden)]
#[macro_export]
macro_rules! __visit {
    ($visitor:ident $presence:ident $wire:literal, $self:ident.$field:ident) => {
        $visitor.$presence($wire, &$self.$field)
    };
    ($visitor:ident required $wire:literal, $self:ident.$field:ident
        $(, $attribute:ident $(($($value:tt)*))?)+) => {
        $visitor.checked_required(
            $wire, &$self.$field, $crate::__constraints!([] $($attribute $(($($value)*))?),*),
        )
    };
    ($visitor:ident optional $wire:literal, $self:ident.$field:ident
        $(, $attribute:ident $(($($value:tt)*))?)+) => {
        $visitor.checked_optional(
            $wire, &$self.$field, $crate::__constraints!([] $($attribute $(($($value)*))?),*),
        )
    };
    ($visitor:ident nullable $wire:literal, $self:ident.$field:ident
        $(, $attribute:ident $(($($value:tt)*))?)+) => {
        $visitor.checked_nullable(
            $wire, &$self.$field, $crate::__constraints!([] $($attribute $(($($value)*))?),*),
        )
    };
}

/// The constraints among the attributes of a field, as a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! __constraints {
    ([]) => {
        &$crate::validate::Constraints::NONE
    };
    ([$($constraints:tt)+]) => {
        &$crate::validate::Constraints { $($constraints)* ..$crate::validate::Constraints::NONE }
    };
    ([$($constraints:tt)*] lenient $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)*] $($($rest)*)?)
    };
    ([$($constraints:tt)*] data $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)*] $($($rest)*)?)
    };
    ([$($constraints:tt)*] checked $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)*] $($($rest)*)?)
    };
    ([$($constraints:tt)*] object $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)* object: true,] $($($rest)*)?)
    };
    ([$($constraints:tt)*] items($($items:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($constraints)* items: ::core::option::Option::Some($crate::__constraints!([] $($items)*)),]
            $($($rest)*)?
        )
    };
    ([$($constraints:tt)*] accept($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($constraints)* accept: ::core::option::Option::Some(&[$($value)*]),] $($($rest)*)?
        )
    };
    ([$($constraints:tt)*] format($format:ident) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($constraints)* format: ::core::option::Option::Some($crate::syntax::Format::$format),]
            $($($rest)*)?
        )
    };
    ([$($constraints:tt)*] integers($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)* integers: &[$($value)*],] $($($rest)*)?)
    };
    ([$($constraints:tt)*] strings($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)* strings: &[$($value)*],] $($($rest)*)?)
    };
    ([$($constraints:tt)*] $attribute:ident($($value:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__constraints!(
            [$($constraints)* $attribute: ::core::option::Option::Some($($value)*),] $($($rest)*)?
        )
    };
    ([$($constraints:tt)*] secret $(, $($rest:tt)*)?) => {
        $crate::__constraints!([$($constraints)*] $($($rest)*)?)
    };
}

/// Implements serde's traits with one function each.
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
