//! A writer of DAG-CBOR for values in their usual form, which are written without an
//! error.
//!
//! The encoder of `serde_ipld_dagcbor` allocates for every field, to sort the keys. This
//! one writes all to one buffer, and moves the fields of an object there if they are not
//! in order. It gives up without a reason where the encoder may report an error: then the
//! encoder writes the value again.

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::{
    link::CID_NEWTYPE,
    quick::{GivenUp, Result},
};

/// Writes a value. `None` if the encoder must.
pub(super) fn write<T: Serialize + ?Sized>(value: &T) -> Option<Vec<u8>> {
    write_with(|writer| value.serialize(writer)).map(|(bytes, ())| bytes)
}

/// Like [`write`], for a value that is not written by its type alone.
pub(crate) fn write_with<T>(
    write: impl FnOnce(&mut QuickWriter) -> Result<T>,
) -> Option<(Vec<u8>, T)> {
    let mut writer = QuickWriter {
        bytes: Vec::with_capacity(128),
        fields: Vec::new(),
        sorted: Vec::new(),
        is_link: false,
    };
    let value = write(&mut writer).ok()?;
    Some((writer.bytes, value))
}

pub(crate) struct QuickWriter {
    bytes: Vec<u8>,
    /// The fields of all objects that have begun and not ended, those of inner ones last.
    fields: Vec<Field>,
    /// Memory for the fields of an object in their order.
    sorted: Vec<u8>,
    /// Whether the next value is the CID of a link.
    is_link: bool,
}

/// Where a field is in the bytes.
#[derive(Clone, Copy)]
struct Field {
    /// The first bytes of the key, which tell nearly all keys apart.
    start: u64,
    key: usize,
    value: usize,
    end: usize,
}

/// The most items of which the number is in the first byte of a head.
const SHORT: usize = 23;

const BYTES: u8 = 2 << 5;
const TEXT: u8 = 3 << 5;
const ARRAY: u8 = 4 << 5;
const MAP: u8 = 5 << 5;

impl QuickWriter {
    /// Writes a head in its shortest form.
    #[inline]
    fn head(&mut self, major: u8, number: u64) {
        match number {
            0..24 => self.bytes.push(major | number as u8),
            24..0x100 => self.bytes.extend_from_slice(&[major | 24, number as u8]),
            _ => self.long_head(major, number),
        }
    }

    fn long_head(&mut self, major: u8, number: u64) {
        let digits = number.to_be_bytes();
        let (short, from) = match number {
            0..0x1_0000 => (25, 6),
            0x1_0000..0x1_0000_0000 => (26, 4),
            _ => (27, 0),
        };
        self.bytes.push(major | short);
        let digits = digits.get(from..).unwrap_or_default();
        self.bytes.extend_from_slice(digits);
    }

    fn integer(&mut self, number: i64) {
        match u64::try_from(number) {
            Ok(number) => self.head(0, number),
            // The absolute value, less one.
            Err(_) => self.head(1 << 5, !number as u64),
        }
    }

    /// Begins an array of so many items.
    fn array(&mut self, length: Option<usize>) -> Result<Items<'_>> {
        let left = length.ok_or(GivenUp)?;
        self.head(ARRAY, left as u64);
        Ok(Items { writer: self, left })
    }

    /// Begins an object, whose number of fields is written at its end.
    fn object(&mut self) -> Object<'_> {
        let start = self.bytes.len();
        self.bytes.push(MAP);
        let first = self.fields.len();
        Object {
            writer: self,
            start,
            first,
        }
    }

    fn key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        let start = self.bytes.len();
        key.serialize(&mut *self)?;
        // A key is a string.
        match self.bytes.get(start) {
            Some(head) if head >> 5 == TEXT >> 5 => {}
            _ => return Err(GivenUp),
        }
        let end = self.bytes.len();
        let written = self.bytes.get(start..).unwrap_or_default();
        let mut first = [0; 8];
        first
            .iter_mut()
            .zip(written)
            .for_each(|(to, from)| *to = *from);
        self.fields.push(Field {
            start: u64::from_be_bytes(first),
            key: start,
            value: end,
            end,
        });
        Ok(())
    }

    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        // Inner objects have removed their fields when this returns.
        let field = self.fields.len().checked_sub(1).ok_or(GivenUp)?;
        value.serialize(&mut *self)?;
        let field = self.fields.get_mut(field).ok_or(GivenUp)?;
        field.end = self.bytes.len();
        Ok(())
    }

    /// Ends the object that begins at `start`, whose first field is this one.
    fn end(&mut self, start: usize, first: usize) -> Result<()> {
        let Self {
            bytes,
            fields,
            sorted,
            ..
        } = self;
        let own = fields.get_mut(first..).ok_or(GivenUp)?;
        // Shorter keys come first. Their heads have the length.
        let order = |one: &Field, other: &Field| {
            let key = |field: &Field| bytes.get(field.key..field.value);
            let order = one.start.cmp(&other.start);
            order.then_with(|| key(one).cmp(&key(other)))
        };
        let is_before = |one: &Field, other: &Field| order(one, other).is_lt();
        if !own.is_sorted_by(is_before) {
            own.sort_unstable_by(order);
            // Of fields with one key, the encoder knows what to do.
            if !own.is_sorted_by(is_before) {
                return Err(GivenUp);
            }
            sorted.clear();
            for field in own.iter() {
                let field = bytes.get(field.key..field.end).ok_or(GivenUp)?;
                sorted.extend_from_slice(field);
            }
            let unsorted = bytes.get_mut(start + 1..).ok_or(GivenUp)?;
            if unsorted.len() != sorted.len() {
                return Err(GivenUp);
            }
            unsorted.copy_from_slice(sorted);
        }
        let count = own.len();
        fields.truncate(first);
        if count > SHORT {
            return self.long_object(start, count);
        }
        let head = self.bytes.get_mut(start).ok_or(GivenUp)?;
        *head = MAP | count as u8;
        Ok(())
    }

    /// Writes the head of an object with many fields before them.
    #[cold]
    fn long_object(&mut self, start: usize, count: usize) -> Result<()> {
        let fields = self.bytes.split_off(start + 1);
        self.bytes.truncate(start);
        self.head(MAP, count as u64);
        self.bytes.extend_from_slice(&fields);
        Ok(())
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
        self.left = self.left.checked_sub(1).ok_or(GivenUp)?;
        value.serialize(&mut *self.writer)
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
        self.writer.key(key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.writer.value(value)
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
        self.writer.key(key)?;
        self.writer.value(value)
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
        self.head(0, value);
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
            Some(head) if !self.is_link && head >> 5 == BYTES >> 5 => Ok(()),
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
