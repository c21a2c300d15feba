//! How types are written to DAG-CBOR in its usual form.

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::{
    super::{
        link::CID_NEWTYPE,
        major::{ARRAY, BYTES, MAP, TEXT, UNSIGNED},
    },
    GivenUp, Result,
    writer::QuickWriter,
};

/// Writes a value. `None` if the encoder must.
pub(in super::super) fn write<T: Serialize + ?Sized>(value: &T) -> Option<Vec<u8>> {
    write_with(|writer| value.serialize(writer)).map(|(bytes, ())| bytes)
}

/// Like [`write`], for a value that is not written by its type alone.
pub(crate) fn write_with<T>(
    write: impl FnOnce(&mut QuickWriter) -> Result<T>,
) -> Option<(Vec<u8>, T)> {
    let mut writer = QuickWriter::new();
    let value = write(&mut writer).ok()?;
    (!writer.has_given_up).then_some((writer.bytes, value))
}

impl QuickWriter {
    /// Begins an array of so many items.
    fn array(&mut self, length: Option<usize>) -> Result<Items<'_>> {
        let left = length.ok_or(GivenUp)?;
        self.head(ARRAY, left as u64);
        Ok(Items { writer: self, left })
    }

    /// Begins an object, whose number of fields is written at its end.
    fn object(&mut self) -> Object<'_> {
        let start = self.bytes.len();
        self.bytes.push(MAP << 5);
        let first = self.fields.len();
        Object {
            writer: self,
            start,
            first,
        }
    }
}

/// An array that has begun.
pub(crate) struct Items<'w> {
    writer: &'w mut QuickWriter,
    left: usize,
}

impl Items<'_> {
    #[inline]
    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let Self { writer, left } = self;
        writer.noting(|writer| {
            *left = left.checked_sub(1).ok_or(GivenUp)?;
            value.serialize(writer)
        })
    }

    fn finish(self) -> Result<()> {
        if self.left == 0 { Ok(()) } else { Err(GivenUp) }
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
                self.item(value)
            }

            fn end(self) -> Result<()> {
                self.finish()
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
}

/// An object that has begun.
pub(crate) struct Object<'w> {
    writer: &'w mut QuickWriter,
    start: usize,
    first: usize,
}

impl SerializeMap for Object<'_> {
    type Ok = ();
    type Error = GivenUp;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.writer.noting(|writer| writer.key(key))
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.writer.noting(|writer| writer.value(value))
    }

    fn end(self) -> Result<()> {
        self.writer.end(self.start, self.first)
    }
}

impl SerializeStruct for Object<'_> {
    type Ok = ();
    type Error = GivenUp;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<()> {
        self.writer.noting(|writer| {
            writer.key(key)?;
            writer.value(value)
        })
    }

    fn end(self) -> Result<()> {
        self.writer.end(self.start, self.first)
    }
}

/// Integers of all sizes.
macro_rules! integers {
    ($($name:ident($integer:ty))*) => {$(
        #[inline]
        fn $name(self, value: $integer) -> Result<()> {
            self.integer(value.into());
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

impl<'w> Serializer for &'w mut QuickWriter {
    type Ok = ();
    type Error = GivenUp;
    type SerializeSeq = Items<'w>;
    type SerializeTuple = Items<'w>;
    type SerializeTupleStruct = Items<'w>;
    type SerializeTupleVariant = Impossible<(), GivenUp>;
    type SerializeMap = Object<'w>;
    type SerializeStruct = Object<'w>;
    type SerializeStructVariant = Impossible<(), GivenUp>;

    integers! {
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32)
    }

    fn serialize_u64(self, value: u64) -> Result<()> {
        self.head(UNSIGNED, value);
        Ok(())
    }

    #[inline]
    fn serialize_bool(self, value: bool) -> Result<()> {
        self.bytes.push(if value { 0xf5 } else { 0xf4 });
        Ok(())
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Result<()> {
        self.head(TEXT, value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
        Ok(())
    }

    #[inline]
    fn serialize_bytes(self, value: &[u8]) -> Result<()> {
        if self.is_link {
            self.is_link = false;
            self.head(BYTES, value.len() as u64 + 1);
            self.bytes.push(0);
        } else {
            self.head(BYTES, value.len() as u64);
        }
        self.bytes.extend_from_slice(value);
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
        self.bytes.push(0xf6);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<()> {
        if name != CID_NEWTYPE {
            return value.serialize(self);
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(b"\xd8\x2a");
        self.is_link = true;
        value.serialize(&mut *self)?;
        // The value must be bytes, and nothing else.
        match self.bytes.get(start + 2) {
            Some(head) if !self.is_link && head >> 5 == BYTES => Ok(()),
            _ => Err(GivenUp),
        }
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<Items<'w>> {
        self.array(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<Items<'w>> {
        self.array(Some(length))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items<'w>> {
        self.array(Some(length))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Object<'w>> {
        Ok(self.object())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'w>> {
        Ok(self.object())
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
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}
