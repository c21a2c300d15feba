//! How types are written to JSON.

use std::any::type_name;

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::{GivenUp, Result, string};
use crate::data::unread;

/// Writes a value. `None` if `serde_json` must.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Option<Vec<u8>> {
    let mut writer = JsonWriter {
        bytes: Vec::with_capacity(128),
        is_json: false,
        has_given_up: false,
    };
    value.serialize(&mut writer).ok()?;
    (!writer.has_given_up).then_some(writer.bytes)
}

/// Whether a serializer is the one of this module, and not around it.
#[inline]
pub(in crate::data) fn is_writer<S>() -> bool {
    type_name::<S>() == type_name::<&mut JsonWriter>()
}

/// Writes values one after another.
pub(crate) struct JsonWriter {
    bytes: Vec<u8>,
    /// Whether the next string is JSON, which is written as it is.
    is_json: bool,
    /// Whether a part is missing. A type may go on after an error.
    has_given_up: bool,
}

impl JsonWriter {
    /// Writes a part of a value, and notes an error.
    #[inline]
    fn noting(&mut self, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let result = write(self);
        self.has_given_up |= result.is_err();
        result
    }

    #[inline]
    fn begin(&mut self, bracket: u8) -> Items<'_> {
        self.bytes.push(bracket);
        // A value of another copy of this library does not pass its text.
        self.is_json = false;
        Items {
            writer: self,
            is_first: true,
        }
    }

    #[inline]
    fn string(&mut self, text: &str) {
        self.bytes.push(b'"');
        string::write(text, &mut self.bytes);
        self.bytes.push(b'"');
    }

    fn integer(&mut self, number: impl itoa::Integer) {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(number);
        self.bytes.extend_from_slice(digits.as_bytes());
    }
}

/// An array or an object that has begun.
pub(crate) struct Items<'w> {
    writer: &'w mut JsonWriter,
    is_first: bool,
}

impl Items<'_> {
    /// Separates what comes from what is before it.
    #[inline]
    fn next(&mut self) -> &mut JsonWriter {
        if !std::mem::take(&mut self.is_first) {
            self.writer.bytes.push(b',');
        }
        self.writer
    }

    #[inline]
    fn end(self, bracket: u8) -> Result<()> {
        self.writer.bytes.push(bracket);
        Ok(())
    }
}

/// Implements a trait of arrays.
macro_rules! items {
    ($($name:ident $item:ident;)*) => {$(
        impl $name for Items<'_> {
            type Ok = ();
            type Error = GivenUp;

            #[inline]
            fn $item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.next().noting(|writer| value.serialize(writer))
            }

            #[inline]
            fn end(self) -> Result<()> {
                self.end(b']')
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}

impl SerializeMap for Items<'_> {
    type Ok = ();
    type Error = GivenUp;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.next().noting(|writer| {
            let start = writer.bytes.len();
            key.serialize(&mut *writer)?;
            // A key is a string.
            match writer.bytes.get(start) {
                Some(b'"') => Ok(()),
                _ => Err(GivenUp),
            }
        })
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.writer.bytes.push(b':');
        self.writer.noting(|writer| value.serialize(writer))
    }

    #[inline]
    fn end(self) -> Result<()> {
        self.end(b'}')
    }
}

impl SerializeStruct for Items<'_> {
    type Ok = ();
    type Error = GivenUp;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<()> {
        self.next().string(key);
        self.serialize_value(value)
    }

    #[inline]
    fn end(self) -> Result<()> {
        self.end(b'}')
    }
}

/// Integers of all sizes.
macro_rules! integers {
    ($($name:ident($integer:ty))*) => {$(
        #[inline]
        fn $name(self, value: $integer) -> Result<()> {
            self.integer(value);
            Ok(())
        }
    )*};
}

/// What no data of the protocol needs.
macro_rules! given_up {
    ($($name:ident($($argument:ty),*) -> $ok:ty;)*) => {$(
        fn $name(self, $(_: $argument),*) -> Result<$ok> {
            Err(GivenUp)
        }
    )*};
}

impl<'w> Serializer for &'w mut JsonWriter {
    type Ok = ();
    type Error = GivenUp;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeTupleVariant = Impossible<(), GivenUp>;
    type SerializeMap = Items<'w>;
    type SerializeStruct = Items<'w>;
    type SerializeStructVariant = Impossible<(), GivenUp>;

    integers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64)
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<()> {
        let word: &[u8] = if value { b"true" } else { b"false" };
        self.bytes.extend_from_slice(word);
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<()> {
        if std::mem::take(&mut self.is_json) {
            self.bytes.extend_from_slice(value.as_bytes());
        } else {
            self.string(value);
        }
        Ok(())
    }

    #[inline]
    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Result<()> {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<()> {
        self.string(name);
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        if name != unread::NEWTYPE {
            return value.serialize(self);
        }
        self.is_json = true;
        unread::accept(|| value.serialize(self))
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'w>> {
        Ok(self.begin(b'['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'w>> {
        Ok(self.begin(b'['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'w>> {
        Ok(self.begin(b'['))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Items<'w>> {
        Ok(self.begin(b'{'))
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Items<'w>> {
        // Numbers and raw values of `serde_json` are structs of which it knows the name.
        if name.starts_with("$serde_json") {
            return Err(GivenUp);
        }
        Ok(self.begin(b'{'))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<()> {
        Err(GivenUp)
    }

    given_up! {
        serialize_i128(i128) -> ();
        serialize_u128(u128) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}
