//! How types are read from JSON in its usual form.

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
    value::{BorrowedStrDeserializer, StringDeserializer},
};

use super::{
    GivenUp, Result,
    reader::{Integer, JsonReader, Text},
};
use crate::data::unread;

/// Reads one value, which must be all there is. `None` if `serde_json` must.
pub(in crate::data) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let mut reader = JsonReader::new(text);
    let value = T::deserialize(&mut reader).ok()?;
    reader.next().is_none().then_some(value)
}

impl<'de> JsonReader<'de> {
    #[inline]
    fn visit_text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.string()? {
            Text::Borrowed(text) => visitor.visit_borrowed_str(text),
            Text::Owned(text) => visitor.visit_string(text),
        }
    }

    fn visit_integer<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        match self.integer()? {
            Integer::Unsigned(number) => visitor.visit_u64(number),
            Integer::Negative(number) => visitor.visit_i64(number),
        }
    }

    #[inline]
    fn visit_list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.expect(b'[')?;
        self.inside(|reader| {
            let likely = reader.likely_items();
            let value = visitor.visit_seq(Items::of(reader, likely))?;
            reader.expect(b']')?;
            Ok(value)
        })
    }

    #[inline]
    fn visit_object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        self.expect(b'{')?;
        self.inside(|reader| {
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

    /// Whether there is another one before the bracket that ends them.
    #[inline]
    fn next(&mut self, end: u8) -> Result<bool> {
        let byte = self.reader.peek()?;
        if byte == end {
            return Ok(false);
        }
        if !std::mem::take(&mut self.is_first) {
            self.reader.expect(b',')?;
        }
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = GivenUp;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.next(b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
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
        match self.reader.string()? {
            Text::Borrowed(key) => seed.deserialize(BorrowedStrDeserializer::new(key)),
            Text::Owned(key) => seed.deserialize(StringDeserializer::new(key)),
        }
        .map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
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
            Err(GivenUp)
        }
    )*};
}

impl<'de> Deserializer<'de> for &mut JsonReader<'de> {
    type Error = GivenUp;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek()? {
            b'"' => self.visit_text(visitor),
            b'{' => self.visit_object(visitor),
            b'[' => self.visit_list(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.deserialize_unit(visitor),
            _ => self.visit_integer(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek()? == b't' {
            self.word("true")?;
            return visitor.visit_bool(true);
        }
        self.word("false")?;
        visitor.visit_bool(false)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek()? != b'n' {
            return visitor.visit_some(self);
        }
        self.word("null")?;
        visitor.visit_none()
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.word("null")?;
        visitor.visit_unit()
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
            && let Some((text, form)) = self.unread()?
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
        match self.string()? {
            Text::Borrowed(name) => visitor.visit_enum(BorrowedStrDeserializer::new(name)),
            Text::Owned(name) => visitor.visit_enum(StringDeserializer::new(name)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.skip()?;
        visitor.visit_unit()
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
