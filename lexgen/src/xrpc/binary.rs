//! Bodies that are not JSON.

use std::fmt;

use crate::validate::{Constraints, Validate, Validator};

/// A request or response body that is not JSON, such as a picture or an archive.
/// [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Binary {
    /// The MIME type, which is sent as `Content-Type`.
    pub encoding: String,
    /// The bytes.
    pub data: Vec<u8>,
}

impl Binary {
    /// A body of a MIME type such as `image/png`.
    pub fn new(encoding: impl Into<String>, data: impl Into<Vec<u8>>) -> Self {
        Self {
            encoding: encoding.into(),
            data: data.into(),
        }
    }
}

/// Shows the MIME type and the size, but not the bytes.
impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binary")
            .field("encoding", &self.encoding)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .finish()
    }
}

/// The only constraint is the encoding, which is checked before the body is read.
impl Validate for Binary {
    fn check(&self, _constraints: &Constraints<'_>, _validator: &mut Validator<'_>) {}
}
