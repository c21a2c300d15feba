//! How types are read from JSON in its usual form.

use std::any::type_name;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
    value::{BorrowedStrDeserializer, StringDeserializer},
};
use serde::forward_to_deserialize_any;

use super::{
    GivenUp, Result,
    reader::{Integer, JsonReader, Text},
};
use crate::data::unread;

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
        let value = match self.string() {
            Ok(Text::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Ok(Text::Owned(text)) => visitor.visit_string(text),
            Err(error) => Err(error),
        };
        self.noted(value)
    }

    fn visit_integer<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let value = match self.integer() {
            Ok(Integer::Unsigned(number)) => visitor.visit_u64(number),
            Ok(Integer::Negative(number)) => visitor.visit_i64(number),
            Err(error) => Err(error),
        };
        self.noted(value)
    }

    #[inline]
    fn visit_list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let value = self.expect(b'[').and_then(|()| {
            self.inside(|reader| {
                let likely = reader.likely_items();
                let value = visitor.visit_seq(Items::of(reader, likely))?;
                reader.expect(b']')?;
                Ok(value)
            })
        });
        self.noted(value)
    }

    #[inline]
    fn visit_object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let value = self.expect(b'{').and_then(|()| {
            self.inside(|reader| {
                let value = visitor.visit_map(Items::of(reader, 0))?;
                reader.expect(b'}')?;
                Ok(value)
            })
        });
        self.noted(value)
    }

    #[inline]
    fn visit_word<V: Visitor<'de>>(
        &mut self,
        word: &str,
        visit: impl FnOnce(V) -> Result<V::Value>,
        visitor: V,
    ) -> Result<V::Value> {
        let value = self.word(word).and_then(|()| visit(visitor));
        self.noted(value)
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
        if self.reader.has_given_up || self.reader.peek()? == end {
            return Ok(false);
        }
        if !std::mem::take(&mut self.is_first) {
            self.reader.expect(b',')?;
        }
        match self.reader.peek()? {
            // Not every type looks at its value.
            byte if byte == b',' || byte == end => Err(GivenUp),
            _ => Ok(true),
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let item = match self.next(b']') {
            Ok(true) => seed.deserialize(&mut *self.reader).map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        };
        self.reader.noted(item)
    }

    fn size_hint(&self) -> Option<usize> {
        (self.likely > 0).then_some(self.likely)
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let key = match self.next(b'}') {
            Ok(true) => self.reader.string().and_then(|text| {
                let reader = &mut *self.reader;
                seed.deserialize(Key { text, reader }).map(Some)
            }),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        };
        self.reader.noted(key)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let value = self
            .reader
            .expect(b':')
            .and_then(|()| seed.deserialize(&mut *self.reader));
        self.reader.noted(value)
    }
}

/// What a key is that is no string.
macro_rules! key_given_up {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
            self.reader.noted(Err(GivenUp))
        }
    )*};
}

/// The key of a field, which most types take as a string. `serde_json` also reads numbers
/// and booleans from it.
struct Key<'r, 'de> {
    text: Text<'de>,
    reader: &'r mut JsonReader<'de>,
}

impl<'de> Deserializer<'de> for Key<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let value = match self.text {
            Text::Borrowed(text) => visitor.visit_borrowed_str(text),
            Text::Owned(text) => visitor.visit_string(text),
        };
        self.reader.noted(value)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_unit(visitor)
    }

    key_given_up! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_u128 deserialize_f32 deserialize_f64 deserialize_bytes
        deserialize_byte_buf deserialize_option deserialize_unit
    }

    forward_to_deserialize_any! {
        char str string seq tuple tuple_struct map struct identifier ignored_any
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
            self.noted(Err(GivenUp))
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
        match self.next() {
            Some(b't') => self.visit_word("true", |visitor: V| visitor.visit_bool(true), visitor),
            _ => self.visit_word("false", |visitor: V| visitor.visit_bool(false), visitor),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.next() {
            Some(b'n') => self.visit_word("null", V::visit_none, visitor),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.visit_word("null", V::visit_unit, visitor)
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
        let value = match self.string() {
            Ok(Text::Borrowed(name)) => visitor.visit_enum(BorrowedStrDeserializer::new(name)),
            Ok(Text::Owned(name)) => visitor.visit_enum(StringDeserializer::new(name)),
            Err(error) => Err(error),
        };
        self.noted(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let value = self.skip().and_then(|()| visitor.visit_unit());
        self.noted(value)
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
