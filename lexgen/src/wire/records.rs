//! Enums of all records of a set of lexicons.

use std::fmt;

#[cfg(any(feature = "agent", feature = "car"))]
use super::Record;
use super::Union;
#[cfg(feature = "dag-cbor")]
use super::UntypedMember;
#[cfg(feature = "dag-cbor")]
use crate::data::{from_dag_cbor, type_in_cbor};
use crate::{
    data::{Data, DataError},
    shown::shown,
};

/// A record that is not of the type that its collection says, or does not match it.
///
/// It keeps the record: [`into_data`](Self::into_data).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    collection: String,
    kind: RecordErrorKind,
    data: Option<Data>,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecordErrorKind {
    /// Its `$type` is not the collection, or missing.
    OtherType,
    /// It does not match the lexicon of its collection, or its bytes are not DAG-CBOR.
    Invalid(DataError),
}

impl RecordError {
    fn new(collection: &str, kind: RecordErrorKind, data: Option<Data>) -> Self {
        Self(Box::new(Inner {
            collection: collection.to_owned(),
            kind,
            data,
        }))
    }

    /// The collection that the record is in.
    pub fn collection(&self) -> &str {
        &self.0.collection
    }

    /// What is wrong.
    pub fn kind(&self) -> &RecordErrorKind {
        &self.0.kind
    }

    /// The record. `None` only for bytes that are not DAG-CBOR.
    pub fn data(&self) -> Option<&Data> {
        self.0.data.as_ref()
    }

    /// The record itself, like [`data`](Self::data).
    pub fn into_data(self) -> Option<Data> {
        self.0.data
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let collection = shown(&self.0.collection);
        let type_name = self.data().and_then(Data::type_name);
        match (&self.0.kind, type_name) {
            (RecordErrorKind::OtherType, Some(name)) => {
                let name = shown(name);
                write!(
                    f,
                    "a record in the collection `{collection}` has the `$type` `{name}`"
                )
            }
            (RecordErrorKind::OtherType, None) => {
                let missing = match self.data().and_then(Data::as_object) {
                    None => "is not an object",
                    Some(fields) if fields.contains_key("$type") => {
                        "has a `$type` that is not a string"
                    }
                    Some(_) => "has no `$type`",
                };
                write!(f, "a record in the collection `{collection}` {missing}")
            }
            (RecordErrorKind::Invalid(error), _) => {
                write!(
                    f,
                    "cannot read a record in the collection `{collection}`: {error}"
                )
            }
        }
    }
}

impl std::error::Error for RecordError {}

/// Reads a record of a collection.
///
/// # Errors
/// If its `$type` is not the collection, or if the record does not match its lexicon.
pub fn record_from_data<T: Union>(collection: &str, data: Data) -> Result<T, RecordError> {
    let read = if data.type_name() == Some(collection) {
        data.decode().map_err(RecordErrorKind::Invalid)
    } else {
        Err(RecordErrorKind::OtherType)
    };
    read.map_err(|kind| RecordError::new(collection, kind, Some(data)))
}

/// Reads a record of a type.
///
/// # Errors
/// If it is not a record of this type.
#[cfg(feature = "agent")]
pub(crate) fn typed_record_from_data<T: Record>(data: Data) -> Result<T, RecordError> {
    let read = if data.type_name() == Some(T::NSID) {
        data.decode().map_err(RecordErrorKind::Invalid)
    } else {
        Err(RecordErrorKind::OtherType)
    };
    read.map_err(|kind| RecordError::new(T::NSID, kind, Some(data)))
}

/// Reads a record of a collection from DAG-CBOR.
///
/// Needs the feature `dag-cbor`.
///
/// # Errors
/// Those of [`record_from_data`], and if the bytes are not DAG-CBOR.
#[cfg(feature = "dag-cbor")]
pub fn record_from_dag_cbor<T: Union>(collection: &str, bytes: &[u8]) -> Result<T, RecordError> {
    if type_in_cbor(bytes) == Some(collection)
        && let Some(record) = UntypedMember::new(collection).read(bytes)
    {
        return Ok(record);
    }
    let error = match from_dag_cbor::<T>(bytes) {
        Ok(record) if record.type_name() == collection => return Ok(record),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    Err(not_of_collection(collection, bytes, error))
}

/// Reads a record of a type, in a collection, from DAG-CBOR.
///
/// # Errors
/// If it is not a record of this type, or the collection is that of another.
#[cfg(feature = "car")]
pub(crate) fn typed_record_from_dag_cbor<T: Record>(
    collection: &str,
    bytes: &[u8],
) -> Result<T, RecordError> {
    let error = match from_dag_cbor::<T>(bytes) {
        Ok(record) if collection == T::NSID => return Ok(record),
        Ok(_) => None,
        Err(error) => Some(error),
    };
    Err(not_of_collection(collection, bytes, error))
}

/// The error for bytes that are not a record of a collection, unless they are a record
/// of another.
#[cfg(feature = "dag-cbor")]
#[cold]
fn not_of_collection(collection: &str, bytes: &[u8], error: Option<DataError>) -> RecordError {
    let data = from_dag_cbor::<Data>(bytes).ok();
    let is_other = |data: &Data| data.type_name() != Some(collection);
    let kind = match error {
        Some(error) if !data.as_ref().is_some_and(is_other) => RecordErrorKind::Invalid(error),
        _ => RecordErrorKind::OtherType,
    };
    RecordError::new(collection, kind, data)
}

/// Implements what [`union!`](crate::union) implements for an open enum of records, and
/// functions that read a record of a collection.
#[macro_export]
macro_rules! records {
    (strict $name:ident { $($rows:tt)* }) => {
        $crate::union! { open strict $name { $($rows)* } }
        $crate::__records! { $name { $($rows)* } }
    };
    ($name:ident { $($rows:tt)* }) => {
        $crate::union! { open $name { $($rows)* } }
        $crate::__records! { $name { $($rows)* } }
    };
}

/// The functions that read a record of a collection.
#[doc(hidden)]
#[macro_export]
macro_rules! __records {
    ($name:ident { $($(#[$attribute:meta])* $variant:ident($record:ty) = $nsid:literal;)* }) => {
        #[allow(dead_code)]
        impl $name {
            /// The collections of the records that have a variant.
            pub const COLLECTIONS: &'static [&'static str] = &[$($(#[$attribute])* $nsid),*];

            /// Reads a record of a collection.
            ///
            /// # Errors
            /// If its `$type` is not the collection, or if the record does not match
            /// its lexicon. The error has the record.
            #[inline]
            pub fn from_data(
                collection: &str,
                data: $crate::Data,
            ) -> ::core::result::Result<Self, $crate::wire::RecordError> {
                $crate::wire::record_from_data(collection, data)
            }

            $crate::__from_dag_cbor!();
        }
    };
}

#[cfg(feature = "dag-cbor")]
#[doc(hidden)]
#[macro_export]
macro_rules! __from_dag_cbor {
    () => {
        /// Reads a record of a collection from DAG-CBOR.
        ///
        /// # Errors
        /// Those of [`from_data`](Self::from_data), and if the bytes are not DAG-CBOR.
        #[inline]
        pub fn from_dag_cbor(
            collection: &str,
            bytes: &[u8],
        ) -> ::core::result::Result<Self, $crate::wire::RecordError> {
            $crate::wire::record_from_dag_cbor(collection, bytes)
        }
    };
}

#[cfg(not(feature = "dag-cbor"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __from_dag_cbor {
    () => {};
}
