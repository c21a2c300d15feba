//! What bodies are on the wire: JSON, or bytes of some other encoding.

use serde::{Serialize, de::DeserializeOwned};

use super::{Binary, DecodeError, EncodeError, decode_error};

/// What can be a request or response body. Every type that serde reads and
/// writes can, as JSON; [`Binary`] is taken as it is.
/// [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).
///
/// Needs the feature `xrpc`.
pub trait Body: Sized {
    /// The MIME type and the bytes. `encoding` is what the lexicon says, which
    /// may be a pattern.
    ///
    /// # Errors
    /// When the value cannot be written.
    fn encode(&self, encoding: &str) -> Result<(String, Vec<u8>), EncodeError>;

    /// Reads bytes that came under a MIME type.
    ///
    /// # Errors
    /// When they are not what the type says, with the place.
    fn decode(encoding: &str, bytes: &[u8]) -> Result<Self, DecodeError>;
}

impl<T: Serialize + DeserializeOwned> Body for T {
    fn encode(&self, encoding: &str) -> Result<(String, Vec<u8>), EncodeError> {
        let bytes = serde_json::to_vec(self).map_err(EncodeError::body)?;
        Ok((encoding.to_owned(), bytes))
    }

    fn decode(_encoding: &str, bytes: &[u8]) -> Result<Self, DecodeError> {
        // The path is only asked for when there is something to tell.
        serde_json::from_slice(bytes).map_err(|_| decode_error::of::<T>(bytes))
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
