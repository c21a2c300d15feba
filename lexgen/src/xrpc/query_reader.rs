//! Query strings as data of serde.

use std::borrow::Cow;

use serde::{
    de::{
        DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::StrDeserializer,
    },
    forward_to_deserialize_any,
};

use super::{
    QueryError,
    query_text::{boolean, integer},
};

type Pair<'q> = (Cow<'q, str>, Cow<'q, str>);

/// The parameters of a query string. `()` can also be read, for endpoints without
/// parameters.
pub(super) struct Query<'q>(Vec<Pair<'q>>);

impl<'q> Query<'q> {
    pub(super) fn new(query: &'q str) -> Self {
        let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        // Those with one name, in their order, are one parameter.
        pairs.sort_by(|(name, _), (other, _)| name.cmp(other));
        Self(pairs)
    }
}

impl<'de> Deserializer<'de> for Query<'_> {
    type Error = QueryError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_map(Parameters {
            rest: &self.0,
            values: Values(&[]),
        })
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, QueryError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// One parameter after the other.
struct Parameters<'p, 'q> {
    rest: &'p [Pair<'q>],
    /// Those of the parameter whose name was read.
    values: Values<'p, 'q>,
}

impl<'de> MapAccess<'de> for Parameters<'_, '_> {
    type Error = QueryError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, QueryError> {
        let Some((name, _)) = self.rest.first() else {
            return Ok(None);
        };
        let is_other = |(other, _): &Pair<'_>| other != name;
        let count = self.rest.iter().position(is_other);
        let (values, rest) = self.rest.split_at(count.unwrap_or(self.rest.len()));
        self.rest = rest;
        self.values = Values(values);
        seed.deserialize(text(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, QueryError> {
        let Values(values) = self.values;
        let name = values.first().map(|(name, _)| name);
        seed.deserialize(self.values)
            .map_err(|error| error.within(name.map_or("", |name| name)))
    }
}

fn text(text: &str) -> StrDeserializer<'_, QueryError> {
    text.into_deserializer()
}

/// The values of a parameter.
#[derive(Clone, Copy)]
struct Values<'p, 'q>(&'p [Pair<'q>]);

impl<'p> Values<'p, '_> {
    /// The text of a parameter that is no array.
    fn one(self) -> Result<&'p str, QueryError> {
        match self.0 {
            [(_, value)] => Ok(value),
            values => {
                let count = values.len();
                let text = format!("given {count} times, expected once");
                Err(serde::de::Error::custom(text))
            }
        }
    }

    fn integer(self) -> Result<i64, QueryError> {
        let text = self.one()?;
        integer(text).ok_or_else(|| QueryError::expected("an integer", text))
    }
}

/// Calls a method of the visitor with an integer.
macro_rules! integers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
            visitor.visit_i64(self.integer()?)
        })*
    };
}

impl<'de> Deserializer<'de> for Values<'_, '_> {
    type Error = QueryError;

    /// Of a parameter that the lexicon does not name, so this is a guess.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        match self.0 {
            [(_, value)] => visitor.visit_str(value),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_str(self.one()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_str(self.one()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        let text = self.one()?;
        let value = boolean(text).ok_or_else(|| QueryError::expected("`true` or `false`", text))?;
        visitor.visit_bool(value)
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, QueryError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, QueryError> {
        visitor.visit_enum(text(self.one()?))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_seq(Items {
            values: self.0,
            index: 0,
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, QueryError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, QueryError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit unit_struct tuple_struct map struct identifier
    }
}

/// One item of an array after the other.
struct Items<'p, 'q> {
    values: &'p [Pair<'q>],
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = QueryError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, QueryError> {
        let Some(value) = self.values.get(self.index) else {
            return Ok(None);
        };
        let item = seed.deserialize(Values(std::slice::from_ref(value)));
        let item = item.map_err(|error| error.within(&self.index.to_string()))?;
        self.index += 1;
        Ok(Some(item))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len() - self.index)
    }
}
