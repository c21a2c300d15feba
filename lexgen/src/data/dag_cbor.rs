//! DAG-CBOR: the binary form of the data model, and the CIDs of documents.

use serde::de::Deserialize;
use serde::ser::Serialize;
use serde_ipld_dagcbor::EncodeError;
use sha2::{Digest, Sha256};

use super::{
    Data, DataError,
    cbor_error::decoded,
    extent::{NoExtent, extent},
    quick,
};
use crate::syntax::{Cid, protocol_cid::Codec};

/// Writes a value as DAG-CBOR, with the keys of every object in canonical
/// order.
///
/// Needs the feature `dag-cbor`.
///
/// Specification: <https://atproto.com/specs/data-model>
///
/// # Errors
/// If a part of [`Data`] in the value is not in the data model, with its path; or if
/// DAG-CBOR has no form for a part of the value, such as a key that is not a string.
/// Floats in other types are not refused: generated types have none.
pub fn to_dag_cbor<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, DataError> {
    match quick::write(value) {
        Some(bytes) => Ok(bytes),
        None => with_encoder(value),
    }
}

/// Like [`to_dag_cbor`], by the encoder that says what is wrong.
pub(super) fn with_encoder<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, DataError> {
    serde_ipld_dagcbor::to_vec(value)
        .map_err(|error| not_data(value).unwrap_or_else(|| encode_error(error)))
}

/// The first part of a value that is not in the data model, with its path.
#[cold]
fn not_data<T: Serialize + ?Sized>(value: &T) -> Option<DataError> {
    let violations = Data::encode(value).ok()?.check().err()?;
    violations.iter().next().map(DataError::new)
}

/// Reads a value from DAG-CBOR.
///
/// Trailing bytes are refused, and so are integers and lengths that are not in
/// their shortest form, indefinite lengths, keys that are not strings, not in
/// canonical order or duplicate, tags other than 42, and simple values other than
/// `true`, `false` and `null`. Fields that a type ignores are not checked;
/// generated types ignore none.
///
/// Needs the feature `dag-cbor`.
///
/// Specification: <https://atproto.com/specs/data-model>
///
/// # Errors
/// If the bytes are not DAG-CBOR, or do not match the type. The error says where.
pub fn from_dag_cbor<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, DataError> {
    match quick::read(bytes) {
        Some(value) => Ok(value),
        None => with_decoder(bytes),
    }
}

/// Like [`from_dag_cbor`], by the decoder that knows every form and says what is wrong.
pub(super) fn with_decoder<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, DataError> {
    no_indefinite_length(bytes)?;
    decoded(bytes, serde_ipld_dagcbor::from_slice)
}

/// Checks that there is no indefinite length, which the decoder would accept. The
/// decoder reports all other errors.
///
/// # Errors
/// If there is an indefinite length.
pub(crate) fn no_indefinite_length(bytes: &[u8]) -> Result<(), DataError> {
    match extent(bytes) {
        Err(NoExtent::Indefinite) => Err(DataError::new("not DAG-CBOR: indefinite length")),
        Ok(_) | Err(NoExtent::Broken) => Ok(()),
    }
}

/// The CID of a value in the protocol: version 1, DAG-CBOR, SHA-256.
///
/// Needs the feature `dag-cbor`.
///
/// Specification: <https://atproto.com/specs/data-model#link-and-cid-formats>
///
/// # Errors
/// Those of [`to_dag_cbor`].
pub fn cid_of<T: Serialize + ?Sized>(value: &T) -> Result<Cid, DataError> {
    cid_of_bytes(&to_dag_cbor(value)?)
}

fn cid_of_bytes(bytes: &[u8]) -> Result<Cid, DataError> {
    let mut cid = Codec::DagCbor.prefix().to_vec();
    cid.extend_from_slice(&Sha256::digest(bytes));
    Cid::from_bytes(&cid).map_err(|error| DataError::new(error.to_string()))
}

fn encode_error<E>(error: EncodeError<E>) -> DataError {
    match error {
        EncodeError::Msg(message) => DataError::new(message),
        EncodeError::Write(_) => DataError::new("there is not enough memory"),
    }
}
