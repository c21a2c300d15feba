//! Request and response bodies: JSON, or bytes of another encoding.

use serde::{Serialize, de::DeserializeOwned};

use super::{Binary, DecodeError, EncodeError, decode_error};
use crate::data::json;

/// A type that can be a request or response body: as JSON, if serde can read
/// and write it, or as bytes, for [`Binary`].
/// [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).
///
/// Needs the feature `xrpc`.
pub trait Body: Sized {
    /// The MIME type and the bytes. `encoding` is that of the lexicon, which may be
    /// a pattern.
    ///
    /// # Errors
    /// If the value cannot be written.
    fn encode(&self, encoding: &str) -> Result<(String, Vec<u8>), EncodeError>;

    /// Reads bytes of a MIME type.
    ///
    /// # Errors
    /// If they do not match the type.
    fn decode(encoding: &str, bytes: &[u8]) -> Result<Self, DecodeError>;
}

impl<T: Serialize + DeserializeOwned> Body for T {
    fn encode(&self, encoding: &str) -> Result<(String, Vec<u8>), EncodeError> {
        let bytes = json::write_bytes(self).map_err(EncodeError::body)?;
        Ok((encoding.to_owned(), bytes))
    }

    fn decode(_encoding: &str, bytes: &[u8]) -> Result<Self, DecodeError> {
        match json::read_bytes(bytes) {
            Ok(value) => return Ok(value),
            // It may repeat much of the body, and is gone before the search begins.
            Err(error) => drop(error),
        }
        // The path is only asked for when there is something to tell.
        Err(decode_error::of::<T>(bytes))
    }
}

impl Body for Binary {
    fn encode(&self, _encoding: &str) -> Result<(String, Vec<u8>), EncodeError> {
        Ok((self.encoding.clone(), self.data.clone()))
    }

    fn decode(encoding: &str, bytes: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self::new(encoding, bytes))
    }
}
