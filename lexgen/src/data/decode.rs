//! Reading any type from [`Data`] with serde.
//!
//! [`Data`] is a human-readable format: types read what they would read from JSON,
//! except that bytes are bytes. The error type is the caller's, because the reader
//! of a generated union keeps the fields before the `$type` as [`Data`] and then
//! reads them with the error type of its own format.

use std::{cell::Cell, marker::PhantomData};

use serde::de::value::{
    BorrowedStrDeserializer, BytesDeserializer, MapAccessDeserializer, MapDeserializer,
    SeqDeserializer, StringDeserializer,
};
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, IntoDeserializer, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

#[cfg(feature = "serde_json")]
use super::json;
use super::link::CID_NEWTYPE;
use super::{
    CidLink, Data, DataError, Fields, IntoIter, exact, excerpt,
    fault::fault,
    marker,
    trace::{in_item, recorded},
    value::{Repr, View},
};
use crate::syntax::CidBuffer;

impl Data {
    /// Reads a value from this data. Strings may be borrowed from it.
    ///
    /// # Errors
    /// If the data does not match the type.
    pub fn decode<'de, T: Deserialize<'de>>(&'de self) -> Result<T, DataError> {
        if let Some(value) = self.decode_text() {
            return Ok(value);
        }
        recorded(|| T::deserialize(self.into_deserializer())).map_err(
            |(error, trace): (DataError, _)| {
                let path: Vec<_> = trace.steps().into_iter().flatten().collect();
                let deserializer: DataDeserializer<_, DataError> = self.into_deserializer();
                let found = excerpt::find(deserializer, &path).ok().flatten();
                DataError::of_reading(&error, &path, &trace, found)
            },
        )
    }

    /// Converts this data into a value. Strings are moved, not copied.
    ///
    /// # Errors
    /// If the data does not match the type.
    pub fn into_decoded<T: DeserializeOwned>(self) -> Result<T, DataError> {
        if let Some(value) = self.decode_text() {
            return Ok(value);
        }
        recorded(|| T::deserialize(self.into_deserializer())).map_err(
            |(error, trace): (DataError, _)| {
                let path: Vec<_> = trace.steps().into_iter().flatten().collect();
                DataError::of_reading(&error, &path, &trace, None)
            },
        )
    }

    /// Reads a value from the text of this data, if it has one and that has all that the
    /// type needs.
    fn decode_text<'de, T: Deserialize<'de>>(&'de self) -> Option<T> {
        match &self.0 {
            #[cfg(feature = "serde_json")]
            Repr::Unread(text) => json::read(text.json()),
            _ => None,
        }
    }
}

/// The fields of an object as a map for a visitor.
type ObjectAccess<'de, E> = MapDeserializer<'de, IntoIter, E>;

/// Reads fields as a map.
pub(super) fn object_access<'de, E: Error>(fields: Fields) -> ObjectAccess<'de, E> {
    MapDeserializer::new(fields.into_iter())
}

/// Reads from a [`Data`], or from a reference to one.
#[derive(Clone, Debug)]
pub struct DataDeserializer<D, E> {
    data: D,
    error: PhantomData<fn() -> E>,
}

impl<'de, E: Error> IntoDeserializer<'de, E> for Data {
    type Deserializer = DataDeserializer<Data, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        DataDeserializer {
            data: self,
            error: PhantomData,
        }
    }
}

impl<'de, E: Error> IntoDeserializer<'de, E> for &'de Data {
    type Deserializer = DataDeserializer<&'de Data, E>;

    fn into_deserializer(self) -> Self::Deserializer {
        DataDeserializer {
            data: self,
            error: PhantomData,
        }
    }
}

/// The name of a type that no variant of an enum has.
fn not_a_variant<E: Error>() -> E {
    E::invalid_type(
        Unexpected::Other("data"),
        &"a string or an object of one key",
    )
}

/// Visits the fields of an object, which stays one if it is plain. That is not said of what
/// is in it: `#[serde(flatten)]` reads the values after all fields have been visited.
fn visit_object<'de, K, D, V, E>(
    fields: impl Iterator<Item = (K, D)>,
    is_plain: bool,
    visitor: V,
) -> Result<V::Value, E>
where
    K: IntoDeserializer<'de, E>,
    D: IntoDeserializer<'de, E>,
    V: Visitor<'de>,
    E: Error,
{
    let mut fields = MapDeserializer::new(fields.inspect(|_| exact::end()));
    let value = exact::with(is_plain, || visitor.visit_map(&mut fields))?;
    fields.end()?;
    Ok(value)
}

/// A link as the object that it is in JSON.
fn visit_link<'de, V: Visitor<'de>, E: Error>(text: String, visitor: V) -> Result<V::Value, E> {
    let object = MapDeserializer::new(std::iter::once((marker::LINK, text)));
    exact::with(false, || visitor.visit_map(object))
}

/// A link as the newtype that the `cid` crate reads.
fn visit_cid<'de, V: Visitor<'de>, E: Error>(link: &CidLink, visitor: V) -> Result<V::Value, E> {
    match link.cid().binary(&mut CidBuffer::default()) {
        Some(bytes) => visitor.visit_newtype_struct(BytesDeserializer::new(bytes)),
        None => Err(E::custom("a link has no binary form")),
    }
}

impl<'de, E: Error> Deserializer<'de> for DataDeserializer<Data, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.data.into_tree().0 {
            Repr::Null => visitor.visit_unit(),
            Repr::Boolean(value) => visitor.visit_bool(value),
            Repr::Integer(value) => visitor.visit_i64(value),
            Repr::Number(value) => match value.as_u64() {
                Some(value) => visitor.visit_u64(value),
                None => exact::with(true, || visitor.visit_f64(value.as_f64())),
            },
            Repr::String(value) => visitor.visit_string(value),
            Repr::Bytes(value) => visitor.visit_byte_buf(value.into_vec()),
            Repr::Link(value) => visit_link(value.as_str().to_owned(), visitor),
            Repr::Blob(value) => DataDeserializer::deserialize_any(
                Data(Repr::Object(value.into_object())).into_deserializer(),
                visitor,
            ),
            Repr::Array(items) => {
                let taken = Cell::new(0);
                let items = items.into_iter().inspect(|_| taken.set(taken.get() + 1));
                let mut items = SeqDeserializer::new(items);
                let value = visitor.visit_seq(&mut items);
                let value = value.inspect_err(|_| in_item(taken.get()))?;
                items.end()?;
                Ok(value)
            }
            #[cfg(feature = "serde_json")]
            Repr::Unread(text) => text
                .data()
                .clone()
                .into_deserializer()
                .deserialize_any(visitor),
            Repr::Object(fields) => {
                let is_plain = fault(&fields).is_some();
                visit_object(fields.into_iter(), is_plain, visitor)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.data.view() {
            View::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.data.view() {
            View::Link(link) if name == CID_NEWTYPE => visit_cid(link, visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.data.into_tree().0 {
            Repr::String(name) => visitor.visit_enum(StringDeserializer::new(name)),
            Repr::Object(fields) if fields.len() == 1 => {
                visitor.visit_enum(MapAccessDeserializer::new(object_access(fields)))
            }
            _ => Err(not_a_variant()),
        }
    }

    /// A number that is not a 64-bit integer is not one either if it is a float
    /// without a fraction, which only DAG-CBOR has.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.data.as_number() {
            Some(number) => Err(E::invalid_type(
                Unexpected::Float(number.as_f64()),
                &visitor,
            )),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier
    }
}

impl<'de, E: Error> Deserializer<'de> for DataDeserializer<&'de Data, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.data.view() {
            View::Null => visitor.visit_unit(),
            View::Boolean(value) => visitor.visit_bool(value),
            View::Integer(value) => visitor.visit_i64(value),
            View::Number(value) => match value.as_u64() {
                Some(value) => visitor.visit_u64(value),
                None => exact::with(true, || visitor.visit_f64(value.as_f64())),
            },
            View::String(value) => visitor.visit_borrowed_str(value),
            View::Bytes(value) => visitor.visit_borrowed_bytes(value),
            View::Link(value) => visit_link(value.as_str().to_owned(), visitor),
            View::Blob(_) => {
                DataDeserializer::deserialize_any(self.data.clone().into_deserializer(), visitor)
            }
            View::Array(items) => {
                let taken = Cell::new(0);
                let items = items.iter().inspect(|_| taken.set(taken.get() + 1));
                let mut items = SeqDeserializer::new(items);
                let value = visitor.visit_seq(&mut items);
                let value = value.inspect_err(|_| in_item(taken.get()))?;
                items.end()?;
                Ok(value)
            }
            View::Object(fields) => {
                let is_plain = fault(fields).is_some();
                visit_object(fields.iter(), is_plain, visitor)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.data.view() {
            View::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.data.view() {
            View::Link(link) if name == CID_NEWTYPE => visit_cid(link, visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.data.view() {
            View::String(name) => visitor.visit_enum(BorrowedStrDeserializer::new(name)),
            View::Object(fields) if fields.len() == 1 => visitor.visit_enum(
                MapAccessDeserializer::new(MapDeserializer::new(fields.iter())),
            ),
            _ => Err(not_a_variant()),
        }
    }

    /// A number that is not a 64-bit integer is not one either if it is a float
    /// without a fraction, which only DAG-CBOR has.
    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.data.as_number() {
            Some(number) => Err(E::invalid_type(
                Unexpected::Float(number.as_f64()),
                &visitor,
            )),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier
    }
}
