//! Private keys.

use std::fmt;

use p256::ecdsa::signature::Signer;

use super::{Curve, KeyError, PublicKey, public_key};

/// A private key of an account, which signs commits.
///
/// It is for services that host accounts, and for tests: clients do not have it. A new
/// key is 32 random bytes.
///
/// ```
/// use lexgen::crypto::{Curve, PrivateKey};
///
/// let key = PrivateKey::from_bytes(Curve::K256, &[7; 32])?;
/// let signature = key.sign(b"message");
/// assert_eq!(key.public_key().verify(b"message", &signature), Ok(()));
/// # Ok::<(), lexgen::crypto::KeyError>(())
/// ```
///
/// Specification: <https://atproto.com/specs/cryptography>
#[derive(Clone)]
pub struct PrivateKey(Key);

#[derive(Clone)]
enum Key {
    P256(p256::ecdsa::SigningKey),
    K256(k256::ecdsa::SigningKey),
}

impl PrivateKey {
    /// The key with these bytes.
    ///
    /// # Errors
    /// If the number that they are is zero, or not below the order of the curve.
    pub fn from_bytes(curve: Curve, bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = match curve {
            Curve::P256 => p256::ecdsa::SigningKey::from_slice(bytes).map(Key::P256),
            Curve::K256 => k256::ecdsa::SigningKey::from_slice(bytes).map(Key::K256),
        };
        key.map(Self).map_err(|_| KeyError::NotPrivate(curve))
    }

    /// The public key.
    #[must_use]
    pub fn public_key(&self) -> PublicKey {
        PublicKey::of(match &self.0 {
            Key::P256(key) => public_key::Key::P256(*key.verifying_key()),
            Key::K256(key) => public_key::Key::K256(*key.verifying_key()),
        })
    }

    /// Signs a message. The same message always has the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        match &self.0 {
            Key::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.normalize_s().to_bytes().into()
            }
            Key::K256(key) => {
                let signature: k256::ecdsa::Signature = key.sign(message);
                signature.normalize_s().to_bytes().into()
            }
        }
    }
}

/// Shows the public key.
impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey(of {})", self.public_key())
    }
}
