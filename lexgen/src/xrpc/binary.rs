//! Bodies that are no JSON.

use std::fmt;

use crate::validate::{Constraints, Validate, Validator};

/// A request or response body that is no JSON: a picture, an archive, a text.
/// [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Binary {
    /// Its MIME type, which becomes the `Content-Type`.
    pub encoding: String,
    /// The bytes.
    pub data: Vec<u8>,
}

impl Binary {
    /// Bytes of a MIME type such as `image/png`.
    pub fn new(encoding: impl Into<String>, data: impl Into<Vec<u8>>) -> Self {
        Self {
            encoding: encoding.into(),
            data: data.into(),
        }
    }
}

/// The type and the size; a picture is no use in a log.
impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binary")
            .field("encoding", &self.encoding)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .finish()
    }
}

/// Lexicons constrain nothing but the encoding, which is judged before the body
/// is read.
impl Validate for Binary {
    fn check(&self, _constraints: &Constraints<'_>, _validator: &mut Validator<'_>) {}
}
