//! Unions: enums whose variants are distinguished by `$type`.

use std::{fmt, marker::PhantomData};

#[cfg(feature = "dag-cbor")]
use serde::de::DeserializeSeed;
use serde::{
    de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor},
    ser::{Serialize, SerializeMap, Serializer},
};

use super::{Object, Reader, TypedObject, Writer, reader::unread, stack_guard::StackGuard};
#[cfg(feature = "dag-cbor")]
use crate::data::read_seed;
use crate::{
    data::{BLOB, Data, DataError, trace},
    validate::Validate,
};

/// An enum generated from a `union` of a lexicon.
/// [Specification](https://atproto.com/specs/lexicon#union).
///
/// Implemented by [`union!`](crate::union).
pub trait Union: Serialize + DeserializeOwned + Validate {
    /// Reads the member with this `$type`. `None` if the reader has an error.
    fn read<'de, A: MapAccess<'de>>(type_name: &str, reader: &mut Reader<'de, A>) -> Option<Self>;

    /// Writes the `$type` and the member's fields.
    fn write<M: SerializeMap>(&self, writer: &mut Writer<M>);

    /// The `$type` of the member.
    fn type_name(&self) -> &str;
}

/// The value of a variant of a union: an [`Object`], or a [`TypedObject`] for a
/// member that the lexicon does not name.
pub trait Member: Eq + Sized {
    /// Reads the fields after the `$type`.
    fn read_member<'de, A: MapAccess<'de>>(
        type_name: &str,
        reader: &mut Reader<'de, A>,
    ) -> Option<Box<Self>>;

    /// Writes the fields after the `$type`.
    fn write_member<M: SerializeMap>(&self, writer: &mut Writer<M>);
}

impl<T: Object> Member for T {
    fn read_member<'de, A: MapAccess<'de>>(
        _type_name: &str,
        reader: &mut Reader<'de, A>,
    ) -> Option<Box<Self>> {
        match T::read(reader) {
            Some(member) => Some(Box::new(member)),
            None => {
                trace::in_type::<T>();
                None
            }
        }
    }

    fn write_member<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        self.visit(writer);
    }
}

impl Member for TypedObject {
    fn read_member<'de, A: MapAccess<'de>>(
        type_name: &str,
        reader: &mut Reader<'de, A>,
    ) -> Option<Box<Self>> {
        if type_name.is_empty() || type_name == BLOB {
            reader.refuse(A::Error::custom(
                "the `$type` of a union member must not be empty or `blob`",
            ));
            return None;
        }
        let fields = reader.rest()?;
        Some(Box::new(Self {
            type_name: type_name.to_owned(),
            fields,
        }))
    }

    fn write_member<M: SerializeMap>(&self, writer: &mut Writer<M>) {
        writer.type_name(&self.type_name).fields(&self.fields);
    }
}

/// Deserializes a union.
///
/// The member is read directly from the input, except for fields before its
/// `$type`, which are kept as [`Data`](crate::Data) until then.
///
/// # Errors
/// Those of the format and of the member; if the `$type` is missing, not a string,
/// or not a member of a closed union; or if objects are nested so deeply that the
/// stack could overflow.
pub fn deserialize_union<'de, T: Union, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct UnionVisitor<T>(PhantomData<T>);

    impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object with a `$type`")
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            let mut reader = Reader::new(map);
            let member = match reader.type_name() {
                Some(name) => T::read(&name, &mut reader),
                None => None,
            };
            reader.finish()?;
            member.ok_or_else(unread)
        }
    }

    let _guard = StackGuard::enter().map_err(D::Error::custom)?;
    deserializer
        .deserialize_map(UnionVisitor(PhantomData))
        .inspect_err(|_| trace::in_type::<T>())
}

/// Serializes a union.
///
/// # Errors
/// Those of the format.
pub fn serialize_union<T: Union, S: Serializer>(
    union: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::of(serializer)?;
    union.write(&mut writer);
    writer.finish()
}

/// Converts a union into another one that has the same member, by its `$type`.
///
/// # Errors
/// If the other union is closed and has no such member, or if the fields do not
/// match those of its member.
pub fn convert_union<T: Union, U: Union>(union: &T) -> Result<U, DataError> {
    Data::encode(union)?.into_decoded()
}

/// Reads a member whose `$type` is known from elsewhere, such as the header of a
/// frame or the collection of a record.
#[cfg(feature = "dag-cbor")]
pub(crate) struct UntypedMember<'t, T> {
    type_name: &'t str,
    union: PhantomData<T>,
}

#[cfg(feature = "dag-cbor")]
impl<'t, T: Union> UntypedMember<'t, T> {
    pub(crate) fn new(type_name: &'t str) -> Self {
        Self {
            type_name,
            union: PhantomData,
        }
    }

    /// Reads DAG-CBOR. `None` if it does not match or is not in its usual form.
    pub(crate) fn read(self, bytes: &[u8]) -> Option<T> {
        let _guard = StackGuard::enter().ok()?;
        read_seed(bytes, self)
    }
}

#[cfg(feature = "dag-cbor")]
impl<'de, T: Union> DeserializeSeed<'de> for UntypedMember<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer
            .deserialize_map(self)
            .inspect_err(|_| trace::in_type::<T>())
    }
}

#[cfg(feature = "dag-cbor")]
impl<'de, T: Union> Visitor<'de> for UntypedMember<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut reader = Reader::with_known_type(map);
        let member = T::read(self.type_name, &mut reader);
        reader.finish()?;
        member.ok_or_else(unread)
    }
}

/// Serializes a member without its `$type`, which it returns.
///
/// # Errors
/// Those of the format.
#[cfg(feature = "dag-cbor")]
pub(crate) fn serialize_untyped<T: Union, S: Serializer>(
    union: &T,
    serializer: S,
) -> Result<(Option<String>, S::Ok), S::Error> {
    let mut writer = Writer::of(serializer)?.untyped();
    union.write(&mut writer);
    writer.finish_untyped()
}

/// Implements [`Union`], [`Validate`](crate::Validate), serde's traits, `Debug`, `Eq` and
/// conversions for an enum, from a table of its members.
///
/// A row that names the type of its member implements `From` for it and `TryFrom` back
/// into it, whose error is the union.
///
/// An `open` union has a last variant `Other(Box<TypedObject>)`; a `closed` one
/// does not. With `strict` before the name, the fields of that object must be in the
/// data model.
#[macro_export]
macro_rules! union {
    ($openness:ident strict $name:ident { $($rows:tt)* }) => {
        $crate::union! { $openness $name [strict] { $($rows)* } }
    };
    ($openness:ident $name:ident $([$strict:ident])? {
        $($(#[$attribute:meta])* $variant:ident $(($member:ty))? = $wire:literal;)*
    }) => {
        #[allow(dead_code, deprecated)]
        impl $name {
            /// The `$type` of the member.
            #[inline]
            pub fn type_name(&self) -> &str {
                $crate::wire::Union::type_name(self)
            }

            /// The same member of another union, chosen by its `$type`.
            ///
            /// # Errors
            /// If the other union is closed and has no such member, or if the fields
            /// do not match those of its member.
            pub fn convert<U: $crate::wire::Union>(
                &self,
            ) -> ::core::result::Result<U, $crate::data::DataError> {
                $crate::wire::convert_union(self)
            }
        }

        $($crate::__member! { $(#[$attribute])* $name $variant $(($member))? })*

        #[allow(deprecated)]
        impl $crate::wire::Union for $name {
            fn read<'de, A: $crate::__private::MapAccess<'de>>(
                type_name: &str,
                reader: &mut $crate::wire::Reader<'de, A>,
            ) -> ::core::option::Option<Self> {
                $(reader.$strict();)?
                match type_name {
                    $($(#[$attribute])* $wire => {
                        $crate::wire::Member::read_member(type_name, reader).map(Self::$variant)
                    })*
                    _ => $crate::__other!($openness read type_name reader $($wire)*),
                }
            }

            fn write<M: $crate::__private::SerializeMap>(
                &self,
                writer: &mut $crate::wire::Writer<M>,
            ) {
                $crate::__other!($openness write self writer $($(#[$attribute])* $variant $wire)*)
            }

            #[inline]
            fn type_name(&self) -> &str {
                $crate::__other!($openness type_name self $($(#[$attribute])* $variant $wire)*)
            }
        }

        #[allow(deprecated)]
        impl $crate::validate::Validate for $name {
            #[inline]
            fn check(
                &self,
                constraints: &$crate::validate::Constraints<'_>,
                validator: &mut $crate::validate::Validator<'_>,
            ) {
                $crate::__other!(
                    $openness check self constraints validator $($(#[$attribute])* $variant)*
                )
            }
        }

        #[allow(deprecated)]
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__other!($openness debug self f $($(#[$attribute])* $variant)*)
            }
        }

        #[allow(deprecated)]
        impl ::core::cmp::Eq for $name {}

        $crate::__serde!($name, deserialize_union, serialize_union);
    };
}

/// Conversions of one member.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($(#[$attribute:meta])* $name:ident $variant:ident) => {};
    ($(#[$attribute:meta])* $name:ident $variant:ident ($member:ty)) => {
        $(#[$attribute])*
        #[allow(deprecated)]
        impl ::core::convert::From<$member> for $name {
            #[inline]
            fn from(member: $member) -> Self {
                Self::$variant(::std::boxed::Box::new(member))
            }
        }

        $(#[$attribute])*
        #[allow(deprecated, unreachable_patterns)]
        impl ::core::convert::TryFrom<$name> for $member {
            type Error = $name;

            #[inline]
            fn try_from(union: $name) -> ::core::result::Result<Self, $name> {
                match union {
                    $name::$variant(member) => ::core::result::Result::Ok(*member),
                    other => ::core::result::Result::Err(other),
                }
            }
        }
    };
}

/// The code in which open and closed unions differ.
#[doc(hidden)]
#[macro_export]
macro_rules! __other {
    (open read $type_name:ident $reader:ident $($wire:literal)*) => {
        $crate::wire::Member::read_member($type_name, $reader).map(Self::Other)
    };
    (closed read $type_name:ident $reader:ident $($wire:literal)*) => {
        $reader.not_a_member($type_name, &[$($wire),*])
    };
    (open type_name $self:ident $($(#[$attribute:meta])* $variant:ident $wire:literal)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(_) => $wire,)*
            Self::Other(object) => &object.type_name,
        }
    };
    (closed type_name $self:ident $($(#[$attribute:meta])* $variant:ident $wire:literal)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(_) => $wire,)*
        }
    };
    (open check $self:ident $constraints:ident $validator:ident $($(#[$attribute:meta])* $variant:ident)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(member) => $crate::validate::Validate::check(&**member, $constraints, $validator),)*
            Self::Other(object) => $crate::validate::Validate::check(&**object, $constraints, $validator),
        }
    };
    (closed check $self:ident $constraints:ident $validator:ident $($(#[$attribute:meta])* $variant:ident)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(member) => $crate::validate::Validate::check(&**member, $constraints, $validator),)*
        }
    };
    (open debug $self:ident $f:ident $($(#[$attribute:meta])* $variant:ident)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(member) => $crate::wire::debug_inside($f, ::core::stringify!($variant), member),)*
            Self::Other(object) => $crate::wire::debug_inside($f, "Other", object),
        }
    };
    (closed debug $self:ident $f:ident $($(#[$attribute:meta])* $variant:ident)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(member) => $crate::wire::debug_inside($f, ::core::stringify!($variant), member),)*
        }
    };
    (open write $self:ident $writer:ident $($(#[$attribute:meta])* $variant:ident $wire:literal)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(member) => {
                $crate::wire::Member::write_member(&**member, $writer.type_name($wire));
            })*
            Self::Other(object) => $crate::wire::Member::write_member(&**object, $writer),
        }
    };
    (closed write $self:ident $writer:ident $($(#[$attribute:meta])* $variant:ident $wire:literal)*) => {
        match $self {
            $($(#[$attribute])* Self::$variant(member) => {
                $crate::wire::Member::write_member(&**member, $writer.type_name($wire));
            })*
        }
    };
}
