//! How types are read from JSON in its usual form.

use std::{any::type_name, borrow::Cow};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
    value::CowStrDeserializer,
};

use super::{
    GivenUp, Result,
    reader::{Integer, JsonReader},
};
use crate::data::{key::Key, unread};

/// Reads one value, which must be all there is. `None` if `serde_json` must.
pub(in crate::data) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let mut reader = JsonReader::new(text);
    let value = T::deserialize(&mut reader).ok()?;
    let is_all = reader.next().is_none() && !reader.has_given_up;
    is_all.then_some(value)
}

/// Whether a deserializer is the one of this module, and not around it.
#[inline]
pub(in crate::data) fn is_reader<D>() -> bool {
    type_name::<D>() == type_name::<&mut JsonReader<'_>>()
}

impl<'de> JsonReader<'de> {
    #[inline]
    fn visit_text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| match reader.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        })
    }

    fn visit_integer<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| match reader.integer()? {
            Integer::Unsigned(number) => visitor.visit_u64(number),
            Integer::Negative(number) => visitor.visit_i64(number),
        })
    }

    #[inline]
    fn visit_list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.inside(|reader| {
            reader.expect(b'[')?;
            let likely = reader.likely_items();
            let value = visitor.visit_seq(Items::of(reader, likely))?;
            reader.expect(b']')?;
            Ok(value)
        })
    }

    #[inline]
    fn visit_object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.inside(|reader| {
            reader.expect(b'{')?;
            let value = visitor.visit_map(Items::of(reader, 0))?;
            reader.expect(b'}')?;
            Ok(value)
        })
    }
}

/// The items of an array, or the fields of an object.
struct Items<'r, 'de> {
    reader: &'r mut JsonReader<'de>,
    is_first: bool,
    /// How many there are likely to be; 0 if that is not known.
    likely: usize,
}

impl<'r, 'de> Items<'r, 'de> {
    fn of(reader: &'r mut JsonReader<'de>, likely: usize) -> Self {
        Self {
            reader,
            is_first: true,
            likely,
        }
    }

    /// Whether there is another one before the bracket that ends them. There is none after
    /// an error: a type that goes on would not come to an end.
    #[inline]
    fn next(&mut self, end: u8) -> Result<bool> {
        let is_first = std::mem::take(&mut self.is_first);
        self.reader.noting(|reader| {
            if reader.has_given_up {
                return Ok(false);
            }
            let next = reader.peek()?;
            if next == end {
                return Ok(false);
            }
            let next = match (is_first, next) {
                (true, _) => next,
                (false, b',') => {
                    reader.at += 1;
                    reader.peek()?
                }
                (false, _) => return Err(GivenUp),
            };
            // Not every type looks at its value.
            if next == b',' || next == end {
                return Err(GivenUp);
            }
            Ok(true)
        })
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.next(b']')? {
            return Ok(None);
        }
        self.reader
            .noting(|reader| seed.deserialize(reader))
            .map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        (self.likely > 0).then_some(self.likely)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.next(b'}')? {
            return Ok(None);
        }
        self.reader.noting(|reader| {
            let text = reader.string()?;
            let has_given_up = &mut reader.has_given_up;
            seed.deserialize(Key { text, has_given_up }).map(Some)
        })
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.reader.noting(|reader| {
            reader.expect(b':')?;
            seed.deserialize(reader)
        })
    }
}

/// Forwards to a method of the reader.
macro_rules! forward {
    ($method:ident: $($name:ident($($argument:ty),*))*) => {$(
        #[inline]
        fn $name<V: Visitor<'de>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value> {
            self.$method(visitor)
        }
    )*};
}

/// What no data of the protocol needs.
macro_rules! given_up {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
            self.noting(|_| Err(GivenUp))
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut JsonReader<'de> {
    type Error = GivenUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.next() {
            Some(b'"') => self.visit_text(visitor),
            Some(b'{') => self.visit_object(visitor),
            Some(b'[') => self.visit_list(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'n') => self.deserialize_unit(visitor),
            _ => self.visit_integer(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| {
            let is_true = reader.peek()? == b't';
            reader.word(if is_true { "true" } else { "false" })?;
            visitor.visit_bool(is_true)
        })
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.next() != Some(b'n') {
            return visitor.visit_some(self);
        }
        self.noting(|reader| {
            reader.word("null")?;
            visitor.visit_none()
        })
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| {
            reader.word("null")?;
            visitor.visit_unit()
        })
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        if name == unread::NEWTYPE
            && let Ok(Some((text, form))) = self.unread()
        {
            return unread::pass(form, || visitor.visit_borrowed_str(text));
        }
        visitor.visit_newtype_struct(self)
    }

    /// Of variants with a value, `serde_json` knows the form.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.noting(|reader| visitor.visit_enum(CowStrDeserializer::new(reader.string()?)))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.noting(|reader| {
            reader.skip()?;
            visitor.visit_unit()
        })
    }

    forward! {
        visit_integer:
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64()
        deserialize_f32() deserialize_f64()
    }

    forward! {
        visit_text:
        deserialize_str() deserialize_string() deserialize_char() deserialize_identifier()
    }

    forward! {
        visit_list:
        deserialize_seq() deserialize_tuple(usize)
        deserialize_tuple_struct(&'static str, usize)
    }

    forward! {
        visit_object:
        deserialize_map() deserialize_struct(&'static str, &'static [&'static str])
    }

    given_up! { deserialize_i128 deserialize_u128 deserialize_bytes deserialize_byte_buf }
}
