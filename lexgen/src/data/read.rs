//! Reading [`Data`] from JSON and DAG-CBOR.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::link::LinkVisitor;
use super::{Blob, Bytes, CidLink, Data, DataError, Fields, Unsorted, blob, integer, marker};
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
const SERDE_JSON_NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = deserializer.is_human_readable();
        deserializer.deserialize_any(DataVisitor {
            json,
            nesting: MAX_NESTING,
        })
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Data::deserialize(deserializer)? {
            Data::Object(fields) => Ok(fields),
            other => Err(D::Error::custom(other.not_an_object())),
        }
    }
}

/// Reads a value that may have `nesting` further levels.
#[derive(Clone, Copy)]
pub(super) struct DataVisitor {
    json: bool,
    nesting: usize,
}

impl DataVisitor {
    /// The reader for values in this one.
    fn inner<E: Error>(self) -> Result<Self, E> {
        match self.nesting.checked_sub(1) {
            Some(nesting) => Ok(Self { nesting, ..self }),
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

/// The value that the fields of an object stand for: a link, bytes, a blob or an
/// object. Only JSON has markers; other formats refuse their keys, because such an
/// object would be read from JSON as another value.
pub(super) fn object(fields: Fields, json: bool) -> Result<Data, DataError> {
    // `$` sorts before all that usual names start with, so this is one
    // comparison for most objects.
    let reserved = fields.keys().any(|key| key.starts_with('$'));
    if !reserved {
        return Ok(Data::Object(fields));
    }
    for key in [marker::LINK, marker::BYTES] {
        let Some(value) = fields.get(key) else {
            continue;
        };
        if !json {
            return Err(DataError::new(format!(
                "`{key}` is reserved for the JSON form of the data model"
            )));
        }
        if fields.len() > 1 {
            return Err(marker::not_alone(key));
        }
        return match value {
            Data::String(text) if key == marker::LINK => CidLink::new(text).map(Data::Link),
            Data::String(text) => Bytes::from_base64(text).map(Data::Bytes),
            _ => Err(DataError::new(format!("`{key}` must be a string"))),
        };
    }
    match fields.get("$type") {
        None => Ok(Data::Object(fields)),
        Some(Data::String(name)) if name == blob::TYPE => {
            Ok(Data::Blob(Box::new(Blob::from_object(fields)?)))
        }
        Some(Data::String(name)) if !name.is_empty() => Ok(Data::Object(fields)),
        Some(_) => Err(DataError::new("`$type` must be a non-empty string")),
    }
}

impl<'de> DeserializeSeed<'de> for DataVisitor {
    type Value = Data;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Data, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DataVisitor {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the atproto data model")
    }

    fn visit_unit<E: Error>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Data, D::Error> {
        inner.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Data, E> {
        integer::in_range(value)
            .map(Data::Integer)
            .map_err(E::custom)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Data, E> {
        integer::in_range(value)
            .map(Data::Integer)
            .map_err(E::custom)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Data, E> {
        if !self.json {
            return Err(E::custom("the data model allows only integers, not floats"));
        }
        integer::from_f64(value)
            .map(Data::Integer)
            .map_err(E::custom)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Data, E> {
        Ok(Data::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Data, E> {
        Ok(Data::String(value))
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<Data, E> {
        self.inner::<E>()?;
        Ok(Data::Bytes(value.into()))
    }

    fn visit_byte_buf<E: Error>(self, value: Vec<u8>) -> Result<Data, E> {
        self.inner::<E>()?;
        Ok(Data::Bytes(value.into()))
    }

    /// Reads a CID, in formats that have them.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Data, D::Error> {
        self.inner::<D::Error>()?;
        inner.deserialize_bytes(LinkVisitor).map(Data::Link)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Data, A::Error> {
        let inner = self.inner()?;
        let mut items = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(MAX_RESERVED));
        while let Some(item) = seq.next_element_seed(inner)? {
            begin_small(&mut items);
            items.push(item);
        }
        Ok(Data::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Data, A::Error> {
        let inner = self.inner()?;
        let mut fields = Unsorted::default();
        let mut reserved = false;
        while let Some(key) = map.next_key::<Box<str>>()? {
            if key.starts_with('$') {
                // What is marked by its first field needs no map.
                if fields.is_empty() {
                    match self.marked(&key, &mut map)? {
                        Marked::Other => {}
                        Marked::Whole(data) => return Ok(data),
                        Marked::Type(name) => {
                            if name.as_str() == Some(blob::TYPE) {
                                return blob::rest(map, name, inner)
                                    .map(|blob| Data::Blob(Box::new(blob)));
                            }
                            fields.push(key, name);
                            reserved = true;
                            continue;
                        }
                    }
                }
                reserved = true;
            }
            fields.push(key, map.next_value_seed(inner)?);
        }
        let fields = match fields.sorted() {
            Ok(fields) => fields,
            Err(key) => return Err(A::Error::custom(duplicate(&key))),
        };
        if !reserved {
            return Ok(Data::Object(fields));
        }
        object(fields, self.json).map_err(A::Error::custom)
    }
}

/// What the first field of an object means.
enum Marked {
    /// Nothing yet: its value has not been read.
    Other,
    /// The object is its `$type`.
    Type(Data),
    /// The object is this.
    Whole(Data),
}

impl DataVisitor {
    /// Reads the first field of an object, whose key starts with `$`.
    fn marked<'de, A: MapAccess<'de>>(self, key: &str, map: &mut A) -> Result<Marked, A::Error> {
        Ok(match key {
            "$type" => Marked::Type(map.next_value_seed(self.inner()?)?),
            marker::LINK if self.json => {
                Marked::Whole(marker::rest(map, marker::LINK, CidLink::new).map(Data::Link)?)
            }
            marker::BYTES if self.json => Marked::Whole(
                marker::rest(map, marker::BYTES, Bytes::from_base64).map(Data::Bytes)?,
            ),
            SERDE_JSON_NUMBER if self.json => {
                return Err(A::Error::custom(
                    "the feature `arbitrary_precision` of serde_json hides integers",
                ));
            }
            _ => Marked::Other,
        })
    }
}
