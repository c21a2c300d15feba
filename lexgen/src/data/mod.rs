//! The data model of the protocol: values whose lexicon is not known.
//!
//! Generated code uses [`Data`] for `unknown` and for fields and union members
//! that a lexicon does not name, and [`Bytes`], [`CidLink`] and [`Blob`] for the
//! types that JSON has no form for.
//!
//! All of them read and write JSON and DAG-CBOR. Serde's `is_human_readable`
//! decides the form of a value: the objects `{"$bytes": …}` and `{"$link": …}` in
//! human-readable formats, byte strings and CIDs in binary ones.
//!
//! Specification: <https://atproto.com/specs/data-model>

#[cfg(feature = "arbitrary")]
mod arbitrary;
mod blob;
mod borrowed;
mod bytes;
#[cfg(feature = "dag-cbor")]
mod cbor_error;
#[cfg(feature = "dag-cbor")]
mod dag_cbor;
mod decode;
mod encode;
mod error;
mod exact;
mod excerpt;
#[cfg(feature = "dag-cbor")]
mod extent;
mod extra;
mod fault;
mod fields;
#[cfg(any(feature = "dag-cbor", feature = "serde_json"))]
mod given_up;
mod integer;
#[cfg(feature = "serde_json")]
pub(crate) mod json;
#[cfg(feature = "serde_json")]
mod json_value;
#[cfg(any(feature = "dag-cbor", feature = "serde_json"))]
mod key;
mod link;
#[cfg(feature = "dag-cbor")]
mod major;
mod marker;
mod nullable;
mod number;
mod order;
mod place;
#[cfg(feature = "dag-cbor")]
mod quick;
mod read;
#[cfg(feature = "dag-cbor")]
mod sorted;
pub(crate) mod trace;
#[cfg(feature = "dag-cbor")]
mod type_in_cbor;
#[cfg(feature = "serde_json")]
mod unread;
mod value;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use blob::TYPE as BLOB;
pub(crate) use borrowed::{FieldName, TypeName};
#[cfg(feature = "dag-cbor")]
pub(crate) use cbor_error::decoded;
#[cfg(feature = "dag-cbor")]
pub(crate) use dag_cbor::no_indefinite_length;
#[cfg(feature = "xrpc")]
pub(crate) use error::says_what_was_found;
#[cfg(feature = "dag-cbor")]
pub(crate) use extent::extent;
pub(crate) use fault::{fault, number_fault};
pub(crate) use marker::{BYTES, LINK, not_alone};
#[cfg(feature = "xrpc")]
pub(crate) use place::pointer;
#[cfg(feature = "dag-cbor")]
pub(crate) use quick::{read_seed, write_with};
#[cfg(feature = "dag-cbor")]
pub(crate) use sorted::sorted;
#[cfg(feature = "dag-cbor")]
pub(crate) use type_in_cbor::type_in_cbor;

pub use blob::{Blob, BlobParts};
#[doc(hidden)]
pub use borrowed::borrowed_str;
pub use bytes::Bytes;
#[cfg(feature = "dag-cbor")]
pub use dag_cbor::{cid_of, from_dag_cbor, to_dag_cbor};
pub use error::DataError;
pub use extra::Extra;
pub(crate) use fields::Unsorted;
pub use fields::{Fields, IntoIter, Iter};
#[doc(hidden)]
pub use integer::deserialize_integer;
pub use link::CidLink;
pub use nullable::Nullable;
pub use number::Number;
pub use read::MAX_NESTING;
pub(crate) use read::Tree;
pub use value::{Data, View};
