//! The functions that users call.

use serde::{Serialize, de::Deserialize};

use super::{Unread, read, write};
use crate::data::DataError;

/// Reads a value from the bytes of JSON.
///
/// It reads and refuses what `serde_json::from_slice` does, in less time, and tells where an
/// error is.
///
/// ```
/// let error = lexgen::json::from_slice::<Vec<i64>>(b"[1, true]").unwrap_err();
/// assert_eq!(error.path(), "/1");
/// ```
///
/// Needs the feature `serde_json`.
///
/// Specification: <https://atproto.com/specs/data-model#json>
///
/// # Errors
/// If the bytes are not JSON, or do not match the type. The error says where.
pub fn from_slice<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Result<T, DataError> {
    read_bytes(json).map_err(|error| explained::<T>(json, &error))
}

/// Reads a value from a string of JSON, like [`from_slice`].
///
/// Needs the feature `serde_json`.
///
/// # Errors
/// If the string is not JSON, or does not match the type. The error says where.
pub fn from_str<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, DataError> {
    match read(json) {
        Some(value) => Ok(value),
        None => serde_json::from_str(json).map_err(|error| explained::<T>(json.as_bytes(), &error)),
    }
}

/// Like [`from_slice`], without the place of an error.
pub(crate) fn read_bytes<'de, T: Deserialize<'de>>(
    json: &'de [u8],
) -> Result<T, serde_json::Error> {
    match simdutf8::basic::from_utf8(json).ok().and_then(read) {
        Some(value) => Ok(value),
        None => serde_json::from_slice(json),
    }
}

#[cold]
fn explained<'de, T: Deserialize<'de>>(json: &'de [u8], error: &serde_json::Error) -> DataError {
    match Unread::find::<T>(json) {
        Some(unread) => unread.into_error(json),
        None => DataError::new(error),
    }
}

/// Writes a value as the bytes of JSON, without spaces.
///
/// It writes what `serde_json::to_vec` does, in less time. A value with a part that only
/// `serde_json` can write, such as a fraction, is serialized twice.
///
/// Needs the feature `serde_json`.
///
/// Specification: <https://atproto.com/specs/data-model#json>
///
/// # Errors
/// If JSON has no form for a part of the value, such as a key that is not a string.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, DataError> {
    write_bytes(value).map_err(DataError::new)
}

/// Like [`to_vec`], with the error of `serde_json`.
pub(crate) fn write_bytes<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    match write(value) {
        Some(json) => Ok(json),
        None => serde_json::to_vec(value),
    }
}

/// Writes a value as a string of JSON, like [`to_vec`].
///
/// ```
/// let data = lexgen::Data::from_iter([("likes".to_owned(), 3.into())]);
/// assert_eq!(lexgen::json::to_string(&data)?, r#"{"likes":3}"#);
/// # Ok::<(), lexgen::data::DataError>(())
/// ```
///
/// Needs the feature `serde_json`.
///
/// # Errors
/// If JSON has no form for a part of the value, such as a key that is not a string.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, DataError> {
    String::from_utf8(to_vec(value)?).map_err(DataError::new)
}
