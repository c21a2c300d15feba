//! How types are read from DAG-CBOR in its usual form.

use std::{cmp::Ordering, marker::PhantomData};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
    value::BorrowedBytesDeserializer,
};

use super::{
    super::{
        key::Key,
        link::CID_NEWTYPE,
        major::{ARRAY, BYTES, MAP, NEGATIVE, SIMPLE, TAG, TEXT, UNSIGNED},
    },
    GivenUp, Result,
    reader::{FALSE, LINK, NULL, QuickReader, TRUE},
};

/// Reads one value, which must be all there is. `None` if the decoder must.
pub(in super::super) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    read_seed(bytes, PhantomData)
}

/// Like [`read`], for a value that is not read by its type alone.
pub(crate) fn read_seed<'de, S: DeserializeSeed<'de>>(
    bytes: &'de [u8],
    seed: S,
) -> Option<S::Value> {
    let mut reader = QuickReader::new(bytes);
    let value = seed.deserialize(&mut reader).ok()?;
    (reader.len() == 0 && !reader.has_given_up).then_some(value)
}

impl<'de> QuickReader<'de> {
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
    reader: &'r mut QuickReader<'de>,
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
        left.min(self.reader.len())
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.next() {
            return Ok(None);
        }
        let item = self.reader.noting(|reader| seed.deserialize(reader))?;
        Ok(Some(item))
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
        let last = &mut self.last;
        self.items.reader.noting(|reader| {
            let key = reader.content(TEXT)?;
            if let Some(last) = last.replace(key)
                && last.len().cmp(&key.len()).then_with(|| last.cmp(key)) != Ordering::Less
            {
                return Err(GivenUp);
            }
            let text = str::from_utf8(key).map_err(|_| GivenUp)?.into();
            let has_given_up = &mut reader.has_given_up;
            seed.deserialize(Key { text, has_given_up }).map(Some)
        })
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.items.reader.noting(|reader| seed.deserialize(reader))
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
            self.noting(|reader| visitor.visit_i64(reader.integer()?))
        }
    )*};
}

/// What no data of the protocol needs.
macro_rules! given_up {
    ($($name:ident($($argument:ty),*))*) => {$(
        fn $name<V: Visitor<'de>>(self, $(_: $argument,)* _: V) -> Result<V::Value> {
            self.noting(|_| Err(GivenUp))
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut QuickReader<'de> {
    type Error = GivenUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| match reader.head()? {
            (UNSIGNED, number) => visitor.visit_u64(number),
            (NEGATIVE, number) => {
                let number = i64::try_from(number).map_err(|_| GivenUp)?;
                visitor.visit_i64(-1 - number)
            }
            (BYTES, length) => visitor.visit_borrowed_bytes(reader.take(length)?),
            (TEXT, length) => visitor.visit_borrowed_str(reader.text(length)?),
            (ARRAY, length) => reader.seq(length, visitor),
            (MAP, length) => reader.map(length, visitor),
            (TAG, LINK) => {
                let cid = BorrowedBytesDeserializer::new(reader.link()?);
                visitor.visit_newtype_struct(cid)
            }
            (SIMPLE, FALSE) => visitor.visit_bool(false),
            (SIMPLE, TRUE) => visitor.visit_bool(true),
            (SIMPLE, NULL) => visitor.visit_none(),
            _ => Err(GivenUp),
        })
    }

    #[inline]
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| match reader.head()? {
            (SIMPLE, FALSE) => visitor.visit_bool(false),
            (SIMPLE, TRUE) => visitor.visit_bool(true),
            _ => Err(GivenUp),
        })
    }

    integers! { deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 }

    integers! { deserialize_u8 deserialize_u16 deserialize_u32 }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| visitor.visit_u64(reader.expect(UNSIGNED)?))
    }

    #[inline]
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| visitor.visit_borrowed_str(reader.whole_text()?))
    }

    #[inline]
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| visitor.visit_borrowed_str(reader.whole_text()?))
    }

    #[inline]
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| visitor.visit_borrowed_bytes(reader.content(BYTES)?))
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
        self.noting(|reader| {
            if reader.null() {
                visitor.visit_unit()
            } else {
                Err(GivenUp)
            }
        })
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        self.noting(|reader| {
            if name != CID_NEWTYPE {
                return visitor.visit_newtype_struct(reader);
            }
            match reader.head()? {
                (TAG, LINK) => {
                    let cid = BorrowedBytesDeserializer::new(reader.link()?);
                    visitor.visit_newtype_struct(cid)
                }
                _ => Err(GivenUp),
            }
        })
    }

    #[inline]
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| {
            let length = reader.expect(ARRAY)?;
            reader.seq(length, visitor)
        })
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
        self.noting(|reader| {
            let length = reader.expect(MAP)?;
            reader.map(length, visitor)
        })
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
        self.noting(|reader| {
            reader.skip()?;
            visitor.visit_unit()
        })
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
