//! Reading [`Data`] from JSON and DAG-CBOR.

use std::{cell::Cell, fmt};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::link::LinkVisitor;
use super::{
    Blob, Bytes, CidLink, Data, DataError, FieldName, Fields, Unsorted, blob, exact, integer,
    marker, number, value::Repr,
};
#[cfg(feature = "serde_json")]
use super::{
    json,
    unread::{self, Unread},
};
use crate::shown::shown;

/// The most levels of nesting in [`Data`] that is read, counted in its JSON form:
/// `[[1]]` has 2 levels, and a link or bytes have 1.
///
/// The common JSON and DAG-CBOR crates have the same limit, so that data that was
/// read from one format can be written to the other and read again. It bounds the
/// recursion of all code that walks [`Data`].
pub const MAX_NESTING: usize = 127;

/// The most items for which memory is reserved before they are read. A few bytes
/// of input can announce an array of any length.
const MAX_RESERVED: usize = 1024;

/// Reserves memory for one item in a list that has none for any, which would
/// otherwise be memory for four: hostile data consists of lists of one.
#[inline]
pub(super) fn begin_small<T>(list: &mut Vec<T>) {
    if list.capacity() == 0 {
        list.reserve_exact(1);
    }
}

/// The key of a number if the feature `arbitrary_precision` of `serde_json` is
/// enabled.
pub(super) const SERDE_JSON_NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = DataVisitor::whole(&deserializer);
        #[cfg(feature = "serde_json")]
        if json::is_reader::<D>() {
            return deserializer.deserialize_newtype_struct(unread::NEWTYPE, Whole(visitor));
        }
        deserializer.deserialize_any(visitor)
    }
}

/// [`Data`] that is not kept as its text.
pub(crate) struct Tree(pub(crate) Data);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = DataVisitor::whole(&deserializer);
        deserializer.deserialize_any(visitor).map(Self)
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Tree(data) = Tree::deserialize(deserializer)?;
        data.into_object()
            .map_err(|other| D::Error::custom(other.not_an_object()))
    }
}

/// Reads a value that may have `nesting` further levels.
#[derive(Clone, Copy)]
pub(super) struct DataVisitor<'l> {
    json: bool,
    /// Set if the value is a string that is read as the link in it.
    link: Option<&'l Cell<bool>>,
    nesting: usize,
}

impl DataVisitor<'_> {
    fn whole<'de, D: Deserializer<'de>>(deserializer: &D) -> Self {
        Self {
            json: deserializer.is_human_readable(),
            link: None,
            nesting: MAX_NESTING,
        }
    }

    /// The reader for values in this one.
    fn inner<E: Error>(self) -> Result<Self, E> {
        match self.nesting.checked_sub(1) {
            Some(nesting) => Ok(Self {
                nesting,
                link: None,
                ..self
            }),
            None => Err(E::custom(too_deep())),
        }
    }
}

/// The error for a value that exceeds [`MAX_NESTING`].
pub(super) fn too_deep() -> DataError {
    DataError::new(format!("nested deeper than {MAX_NESTING} levels"))
}

/// The error for a duplicate key.
pub(super) fn duplicate(key: &str) -> DataError {
    DataError::new(format_args!("duplicate field `{}`", shown(key)))
}

/// The data that the fields of an object stand for: a link, bytes, a blob or an
/// object. Only JSON has markers for links and bytes.
///
/// What is malformed stays an object.
pub(super) fn object(fields: Fields, json: bool) -> Data {
    // `$` sorts before all that usual names start with, so this is one
    // comparison for most objects.
    let reserved = fields.keys().any(|key| key.starts_with('$'));
    if !reserved {
        return Data(Repr::Object(fields));
    }
    let marker = |key| fields.get(key).and_then(Data::as_str);
    if json && fields.len() == 1 {
        if let Some(Ok(link)) = marker(marker::LINK).map(CidLink::new) {
            return Data(Repr::Link(link));
        }
        if let Some(Ok(bytes)) = marker(marker::BYTES).map(Bytes::from_base64) {
            return Data(Repr::Bytes(bytes));
        }
    }
    if marker("$type") == Some(blob::TYPE) {
        return Blob::from_object(fields);
    }
    Data(Repr::Object(fields))
}

/// A value that may be kept as its text.
#[cfg(feature = "serde_json")]
struct Whole<V>(V);

#[cfg(feature = "serde_json")]
impl<'de, V: Visitor<'de, Value = Data>> Visitor<'de> for Whole<V> {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Data, D::Error> {
        inner.deserialize_any(self.0)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Data, E> {
        match unread::passed() {
            Some(form) => Ok(Data(Repr::Unread(Unread::new(text, form)))),
            // From a reader of another copy of this library.
            None => Err(E::custom("text that is not passed")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for DataVisitor<'_> {
    type Value = Data;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Data, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DataVisitor<'_> {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the atproto data model")
    }

    fn visit_unit<E: Error>(self) -> Result<Data, E> {
        Ok(Data(Repr::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Data, E> {
        Ok(Data(Repr::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Data, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Data, E> {
        Ok(Data(Repr::Boolean(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Data, E> {
        Ok(Data(Repr::Integer(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Data, E> {
        Ok(number::unsigned(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Data, E> {
        Ok(number::wide(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Data, E> {
        // In DAG-CBOR, `1.0` is not `1`.
        if self.json
            && !exact::is_set()
            && let Ok(value) = integer::from_f64(value)
        {
            return Ok(Data(Repr::Integer(value)));
        }
        number::float(value).ok_or_else(|| E::custom("a number must be finite"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Data, E> {
        if let Some(is_link) = self.link
            && let Ok(link) = CidLink::new(value)
        {
            is_link.set(true);
            return Ok(Data(Repr::Link(link)));
        }
        Ok(Data(Repr::String(value.to_owned())))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Data, E> {
        if self.link.is_some() {
            return self.visit_str(&value);
        }
        Ok(Data(Repr::String(value)))
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<Data, E> {
        self.inner::<E>()?;
        Ok(Data(Repr::Bytes(value.into())))
    }

    fn visit_byte_buf<E: Error>(self, value: Vec<u8>) -> Result<Data, E> {
        self.inner::<E>()?;
        Ok(Data(Repr::Bytes(value.into())))
    }

    /// Reads a CID, in formats that have them.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Data, D::Error> {
        self.inner::<D::Error>()?;
        let link = inner.deserialize_bytes(LinkVisitor)?;
        Ok(Data(Repr::Link(link)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Data, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(MAX_RESERVED));
        while let Some(item) = seq.next_element_seed(inner)? {
            begin_small(&mut items);
            items.push(item);
        }
        Ok(Data(Repr::Array(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let inner = self.inner()?;
        let mut fields = Unsorted::default();
        let mut reserved = false;
        // Before the first field, which is in the object.
        let json = self.json && !exact::is_set();
        let mut next = map.next_key_seed(FieldName::any())?;
        while let Some(key) = next {
            if !key.starts_with('$') {
                fields.push(key.into(), map.next_value_seed(inner)?);
                next = map.next_key_seed(FieldName::any())?;
                continue;
            }
            reserved = true;
            if self.json && &*key == SERDE_JSON_NUMBER {
                return Err(A::Error::custom(
                    "the feature `arbitrary_precision` of serde_json hides integers",
                ));
            }
            // What is marked by its first field needs no map.
            let first = fields.is_empty();
            let is_link = Cell::new(false);
            let link = (first && json && &*key == marker::LINK).then_some(&is_link);
            let value = map.next_value_seed(DataVisitor {
                link,
                json: inner.json,
                nesting: inner.nesting,
            })?;
            if first && &*key == "$type" && value.as_str() == Some(blob::TYPE) {
                return blob::rest(map, value, inner);
            }
            next = map.next_key_seed(FieldName::any())?;
            let value = match value.0 {
                Repr::Link(whole) if is_link.get() && next.is_none() => {
                    return Ok(Data(Repr::Link(whole)));
                }
                // The string of a marker that has other fields beside it.
                Repr::Link(text) if is_link.get() => Data::from(text.as_str()),
                other => Data(other),
            };
            fields.push(key.into(), value);
        }
        let fields = match fields.sorted() {
            Ok(fields) => fields,
            Err(key) => return Err(A::Error::custom(duplicate(&key))),
        };
        if reserved {
            Ok(object(fields, json))
        } else {
            Ok(Data(Repr::Object(fields)))
        }
    }
}
