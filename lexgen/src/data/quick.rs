//! A reader of DAG-CBOR in its usual form, for values that are read without an error.
//!
//! The decoder of `serde_ipld_dagcbor` knows every form of CBOR and says what is wrong.
//! This one knows only what data of the protocol consists of, in a slice, and gives up
//! without a reason: then the decoder reads the bytes again. It accepts nothing that the
//! decoder refuses. It refuses indefinite lengths, which the decoder accepts, so that
//! they need not be looked for first.

use std::{cmp::Ordering, fmt};

use serde::{
    de::{
        self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
        value::{BorrowedBytesDeserializer, BorrowedStrDeserializer},
    },
    ser,
};

use super::link::CID_NEWTYPE;

/// The most levels of objects and arrays. The decoder has a limit of its own, which is
/// higher.
const MOST_LEVELS: u8 = 64;

/// The tag of a link.
const LINK: u64 = 42;

/// Reads one value, which must be all there is. `None` if the decoder must.
pub(crate) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    read_seed(bytes, std::marker::PhantomData)
}

/// Like [`read`], for a value that is not read by its type alone.
pub(crate) fn read_seed<'de, S: DeserializeSeed<'de>>(
    bytes: &'de [u8],
    seed: S,
) -> Option<S::Value> {
    let mut reader = Quick {
        rest: bytes,
        levels: MOST_LEVELS,
    };
    let value = seed.deserialize(&mut reader).ok()?;
    reader.rest.is_empty().then_some(value)
}

/// A value is not in its usual form. It is not known why.
#[derive(Debug)]
pub(crate) struct GivenUp;

impl de::Error for GivenUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl ser::Error for GivenUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for GivenUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not DAG-CBOR in its usual form")
    }
}

impl std::error::Error for GivenUp {}

pub(crate) type Result<T, E = GivenUp> = std::result::Result<T, E>;

struct Quick<'de> {
    rest: &'de [u8],
    /// How many levels there may be further in.
    levels: u8,
}

/// The major types of CBOR.
const UNSIGNED: u8 = 0;
const NEGATIVE: u8 = 1;
const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;
const SIMPLE: u8 = 7;

/// The simple values.
const FALSE: u64 = 20;
const TRUE: u64 = 21;
const NULL: u64 = 22;
const NULL_BYTE: u8 = 0xf6;

impl<'de> Quick<'de> {
    /// Takes the head of an item: its major type, and a number in its shortest form.
    #[inline]
    fn head(&mut self) -> Result<(u8, u64)> {
        let (&first, rest) = self.rest.split_first().ok_or(GivenUp)?;
        self.rest = rest;
        let (major, short) = (first >> 5, first & 0x1f);
        if short < 24 {
            return Ok((major, short.into()));
        }
        Ok((major, self.number(short)?))
    }

    /// Takes the number of a head that is not in the first byte.
    fn number(&mut self, short: u8) -> Result<u64> {
        let (number, least) = match short {
            24 => (u64::from(u8::from_be_bytes(self.array()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.array()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.array()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.array()?), 1 << 32),
            _ => return Err(GivenUp),
        };
        if number < least {
            return Err(GivenUp);
        }
        Ok(number)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk().ok_or(GivenUp)?;
        self.rest = rest;
        Ok(*bytes)
    }

    /// Takes the head of an item of a major type.
    #[inline]
    fn expect(&mut self, major: u8) -> Result<u64> {
        match self.head()? {
            (found, number) if found == major => Ok(number),
            _ => Err(GivenUp),
        }
    }

    #[inline]
    fn take(&mut self, length: u64) -> Result<&'de [u8]> {
        let length = usize::try_from(length).map_err(|_| GivenUp)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(GivenUp)?;
        self.rest = rest;
        Ok(bytes)
    }

    #[inline]
    fn content(&mut self, major: u8) -> Result<&'de [u8]> {
        let length = self.expect(major)?;
        self.take(length)
    }

    #[inline]
    fn text(&mut self, length: u64) -> Result<&'de str> {
        str::from_utf8(self.take(length)?).map_err(|_| GivenUp)
    }

    #[inline]
    fn whole_text(&mut self) -> Result<&'de str> {
        let length = self.expect(TEXT)?;
        self.text(length)
    }

    fn integer(&mut self) -> Result<i64> {
        let (major, number) = self.head()?;
        let number = i64::try_from(number).map_err(|_| GivenUp)?;
        match major {
            UNSIGNED => Ok(number),
            NEGATIVE => Ok(-1 - number),
            _ => Err(GivenUp),
        }
    }

    /// Takes a null if it is next.
    #[inline]
    fn null(&mut self) -> bool {
        match self.rest.split_first() {
            Some((&NULL_BYTE, rest)) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes a link after the head of its tag, and returns its CID.
    fn link(&mut self) -> Result<&'de [u8]> {
        match self.content(BYTES)?.split_first() {
            Some((0, cid)) if !cid.is_empty() => Ok(cid),
            _ => Err(GivenUp),
        }
    }

    fn skip(&mut self) -> Result<()> {
        match self.head()? {
            (UNSIGNED | NEGATIVE, _) => Ok(()),
            (BYTES | TEXT, length) => self.take(length).map(drop),
            (ARRAY, length) => self.inside(|reader| (0..length).try_for_each(|_| reader.skip())),
            (MAP, length) => self.inside(|reader| {
                (0..length).try_for_each(|_| {
                    reader.skip()?;
                    reader.skip()
                })
            }),
            (TAG, LINK) => self.link().map(drop),
            (SIMPLE, FALSE | TRUE | NULL) => Ok(()),
            _ => Err(GivenUp),
        }
    }

    /// Reads what is a level further in.
    #[inline]
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.levels = self.levels.checked_sub(1).ok_or(GivenUp)?;
        let value = read(self)?;
        self.levels += 1;
        Ok(value)
    }

    #[inline]
    fn seq<V: Visitor<'de>>(&mut self, left: u64, visitor: V) -> Result<V::Value> {
        self.inside(|reader| {
            let mut items = Items { reader, left };
            let value = visitor.visit_seq(&mut items)?;
            items.end(value)
        })
    }

    #[inline]
    fn map<V: Visitor<'de>>(&mut self, left: u64, visitor: V) -> Result<V::Value> {
        self.inside(|reader| {
            let items = Items { reader, left };
            let mut fields = Fields { items, last: None };
            let value = visitor.visit_map(&mut fields)?;
            fields.items.end(value)
        })
    }
}

/// The items of an array, or the fields of an object.
struct Items<'r, 'de> {
    reader: &'r mut Quick<'de>,
    left: u64,
}

impl<'de> Items<'_, 'de> {
    #[inline]
    fn next(&mut self) -> bool {
        let left = self.left.checked_sub(1);
        self.left = left.unwrap_or_default();
        left.is_some()
    }

    /// A value that was read from all items.
    #[inline]
    fn end<T>(&self, value: T) -> Result<T> {
        if self.left == 0 {
            Ok(value)
        } else {
            Err(GivenUp)
        }
    }

    /// Each item has at least one byte.
    fn left(&self) -> usize {
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        left.min(self.reader.rest.len())
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.next() {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left())
    }
}

struct Fields<'r, 'de> {
    items: Items<'r, 'de>,
    /// The last key. They are in canonical order, shorter ones first.
    last: Option<&'de [u8]>,
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.items.next() {
            return Ok(None);
        }
        let key = self.items.reader.content(TEXT)?;
        if let Some(last) = self.last
            && last.len().cmp(&key.len()).then_with(|| last.cmp(key)) != Ordering::Less
        {
            return Err(GivenUp);
        }
        self.last = Some(key);
        let key = str::from_utf8(key).map_err(|_| GivenUp)?;
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(&mut *self.items.reader)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.left())
    }
}

/// Reads an integer. Values of smaller types are converted by their visitors.
macro_rules! integers {
    ($($name:ident)*) => {$(
        #[inline]
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            visitor.visit_i64(self.integer()?)
        }
    )*};
}

/// What no data of the protocol needs.
macro_rules! given_up {
    ($($name:ident($($argument:ty),*))*) => {$(
        fn $name<V: Visitor<'de>>(self, $(_: $argument,)* _: V) -> Result<V::Value> {
            Err(GivenUp)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut Quick<'de> {
    type Error = GivenUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.head()? {
            (UNSIGNED, number) => visitor.visit_u64(number),
            (NEGATIVE, number) => {
                let number = i64::try_from(number).map_err(|_| GivenUp)?;
                visitor.visit_i64(-1 - number)
            }
            (BYTES, length) => visitor.visit_borrowed_bytes(self.take(length)?),
            (TEXT, length) => visitor.visit_borrowed_str(self.text(length)?),
            (ARRAY, length) => self.seq(length, visitor),
            (MAP, length) => self.map(length, visitor),
            (TAG, LINK) => {
                let cid = BorrowedBytesDeserializer::new(self.link()?);
                visitor.visit_newtype_struct(cid)
            }
            (SIMPLE, FALSE) => visitor.visit_bool(false),
            (SIMPLE, TRUE) => visitor.visit_bool(true),
            (SIMPLE, NULL) => visitor.visit_none(),
            _ => Err(GivenUp),
        }
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.head()? {
            (SIMPLE, FALSE) => visitor.visit_bool(false),
            (SIMPLE, TRUE) => visitor.visit_bool(true),
            _ => Err(GivenUp),
        }
    }

    integers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }

    integers! { deserialize_u8 deserialize_u16 deserialize_u32 }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_u64(self.expect(UNSIGNED)?)
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.whole_text()?)
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_str(self.whole_text()?)
    }

    #[inline]
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_borrowed_bytes(self.content(BYTES)?)
    }

    #[inline]
    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_bytes(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.null() {
            visitor.visit_unit()
        } else {
            Err(GivenUp)
        }
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        if name != CID_NEWTYPE {
            return visitor.visit_newtype_struct(self);
        }
        match self.head()? {
            (TAG, LINK) => {
                let cid = BorrowedBytesDeserializer::new(self.link()?);
                visitor.visit_newtype_struct(cid)
            }
            _ => Err(GivenUp),
        }
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let length = self.expect(ARRAY)?;
        self.seq(length, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    #[inline]
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let length = self.expect(MAP)?;
        self.map(length, visitor)
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    #[inline]
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_str(visitor)
    }

    given_up! {
        deserialize_i128() deserialize_u128() deserialize_f32() deserialize_f64()
        deserialize_char() deserialize_unit_struct(&'static str)
        deserialize_enum(&'static str, &'static [&'static str])
    }
}
