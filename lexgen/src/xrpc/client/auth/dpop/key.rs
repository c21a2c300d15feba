//! The key of proofs.

use data_encoding::BASE64URL_NOPAD;

use super::super::{BoxError, BoxFuture};
use crate::xrpc::SetupError;

/// A P-256 key that signs proofs of possession by ES256, the algorithm that every
/// server of the protocol accepts.
/// [Specification](https://atproto.com/specs/oauth#demonstrating-proof-of-possession-dpop).
///
/// lexgen has no cryptography: an implementation calls the crate, the operating system
/// or the service that has the key. Each of them has SHA-256 too, which is a part of
/// ES256.
///
/// Needs the feature `client`.
pub trait DpopKey: Send + Sync {
    /// The public key, as an uncompressed point of SEC 1: the byte 4, x and y, of 32
    /// bytes each.
    fn public_key(&self) -> Vec<u8>;

    /// The signature of a message, which is hashed with SHA-256 first: r and s, of 32
    /// bytes each, and not DER.
    ///
    /// # Errors
    /// If the key cannot be used. The call fails, and nothing is sent.
    fn sign(&self, message: &[u8]) -> impl Future<Output = Result<Vec<u8>, BoxError>> + Send;

    /// The SHA-256 hash of a message.
    fn sha256(&self, message: &[u8]) -> [u8; 32];
}

/// A [`DpopKey`] as an object.
pub(super) trait Key: Send + Sync {
    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>>;
    fn sha256(&self, message: &[u8]) -> [u8; 32];
}

impl<K: DpopKey> Key for K {
    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
        Box::pin(DpopKey::sign(self, message))
    }

    fn sha256(&self, message: &[u8]) -> [u8; 32] {
        DpopKey::sha256(self, message)
    }
}

/// A public key as a JSON Web Key, whose members are in the order of its thumbprint.
/// [Specification](https://www.rfc-editor.org/rfc/rfc7638#section-3.2).
pub(super) fn jwk(public_key: &[u8]) -> Result<String, SetupError> {
    let point = match public_key {
        [4, point @ ..] if point.len() == 64 => point,
        _ => {
            return Err(SetupError::new(format_args!(
                "the public key is not an uncompressed point of 65 bytes, \
                 which begins with 4: it has {} bytes",
                public_key.len()
            )));
        }
    };
    let (x, y) = point.split_at(32);
    let (x, y) = (BASE64URL_NOPAD.encode(x), BASE64URL_NOPAD.encode(y));
    Ok(format!(
        r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#
    ))
}
