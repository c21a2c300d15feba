//! DAG-CBOR: the binary form of the data model, and the CIDs of documents.

use std::convert::Infallible;
use std::fmt::Debug;

use serde::de::Deserialize;
use serde::ser::Serialize;
use serde_ipld_dagcbor::{DecodeError, EncodeError};
use sha2::{Digest, Sha256};

use super::{
    DataError,
    extent::{NoExtent, extent},
};
use crate::syntax::Cid;

/// What stands before the digest in a CID of version 1 (`0x01`) for DAG-CBOR
/// (`0x71`) by SHA-256 (`0x12`) of 32 bytes (`0x20`).
const CID_PREFIX: [u8; 4] = [0x01, 0x71, 0x12, 0x20];

/// The value in DAG-CBOR, with the keys of every object in canonical order.
///
/// # Errors
/// When the value has a part that DAG-CBOR cannot hold, such as a key that is
/// no string. A float is not refused here: generated types and
/// [`Data`](super::Data) have none.
///
/// Specification: <https://atproto.com/specs/data-model>
///
/// Needs the feature `dag-cbor`.
pub fn to_dag_cbor<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, DataError> {
    serde_ipld_dagcbor::to_vec(value).map_err(encode_error)
}

/// Reads a value from DAG-CBOR.
///
/// Refused are trailing bytes, integers and lengths that are not in their
/// shortest form, lengths left open, keys that are not in canonical order,
/// are there twice or are no strings, tags other than 42, and simple values
/// other than `true`, `false` and `null`. Not judged is what a type ignores;
/// generated types ignore nothing.
///
/// # Errors
/// When the bytes are not DAG-CBOR, or not what the type asks for.
///
/// Specification: <https://atproto.com/specs/data-model>
///
/// Needs the feature `dag-cbor`.
pub fn from_dag_cbor<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, DataError> {
    no_open_length(bytes)?;
    serde_ipld_dagcbor::from_slice(bytes).map_err(decode_error)
}

/// Refuses what the decoder would take: a length that is left open. Whatever
/// else is wrong, it says itself.
///
/// # Errors
/// When there is one.
pub(crate) fn no_open_length(bytes: &[u8]) -> Result<(), DataError> {
    match extent(bytes) {
        Err(NoExtent::Open) => Err(DataError::new("not DAG-CBOR: a length is left open")),
        Ok(_) | Err(NoExtent::Broken) => Ok(()),
    }
}

/// The CID by which the protocol knows a document: version 1, DAG-CBOR,
/// SHA-256.
///
/// # Errors
/// Those of [`to_dag_cbor`].
///
/// Specification: <https://atproto.com/specs/data-model#link-and-cid-formats>
///
/// Needs the feature `dag-cbor`.
pub fn cid_of<T: Serialize + ?Sized>(value: &T) -> Result<Cid, DataError> {
    cid_of_bytes(&to_dag_cbor(value)?)
}

fn cid_of_bytes(bytes: &[u8]) -> Result<Cid, DataError> {
    let mut cid = CID_PREFIX.to_vec();
    cid.extend_from_slice(&Sha256::digest(bytes));
    Cid::from_bytes(&cid).map_err(|error| DataError::new(error.to_string()))
}

fn encode_error<E: Debug>(error: EncodeError<E>) -> DataError {
    match error {
        EncodeError::Msg(message) => DataError::new(message),
        EncodeError::Write(error) => DataError::new(format!("{error:?}")),
    }
}

fn decode_error(error: DecodeError<Infallible>) -> DataError {
    match error {
        DecodeError::Msg(message) => DataError::new(message),
        other => DataError::new(format!("not DAG-CBOR: {other:?}")),
    }
}
