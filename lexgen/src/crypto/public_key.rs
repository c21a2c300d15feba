//! Public keys.

use std::{fmt, str::FromStr};

use multibase::Base;
use p256::ecdsa::signature::Verifier;

use super::{Curve, KeyError, SignatureError};

/// What is before a key as a DID.
const DID_KEY: &str = "did:key:";
/// More characters than any key has. Decoding takes quadratic time.
const LONGEST: usize = 128;
/// The bytes of a point with one coordinate.
const COMPRESSED: usize = 33;

/// A public key of an account. As text it is a `did:key`.
///
/// ```
/// use lexgen::crypto::{Curve, PublicKey};
///
/// let text = "did:key:zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc";
/// let key: PublicKey = text.parse()?;
/// assert_eq!(key.curve(), Curve::K256);
/// assert_eq!(key.to_string(), text);
/// # Ok::<(), lexgen::crypto::KeyError>(())
/// ```
///
/// Specification: <https://atproto.com/specs/cryptography#public-key-encoding>
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(Key);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    P256(p256::ecdsa::VerifyingKey),
    K256(k256::ecdsa::VerifyingKey),
}

impl PublicKey {
    pub(super) fn of(key: Key) -> Self {
        Self(key)
    }

    /// Reads a `did:key`.
    ///
    /// # Errors
    /// If it is none, or not a key of the protocol.
    pub fn from_did_key(text: &str) -> Result<Self, KeyError> {
        match text.strip_prefix(DID_KEY) {
            Some(key) => Self::from_multikey(key),
            None => Err(KeyError::NotDidKey(text.to_owned())),
        }
    }

    /// Reads a `Multikey`, as in DID documents: a `did:key` without `did:key:`.
    ///
    /// # Errors
    /// If it is none, or not a key of the protocol.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let bytes = decode(text)?;
        for curve in [Curve::P256, Curve::K256] {
            if let Some(point) = bytes.strip_prefix(&curve.codec()) {
                if point.len() != COMPRESSED {
                    let expected = "33, in compressed form";
                    let found = point.len();
                    return Err(KeyError::Form { expected, found });
                }
                return Self::from_bytes(curve, point);
            }
        }
        let codec = bytes.iter().copied().take(2).collect();
        Err(KeyError::Unsupported(codec))
    }

    /// Reads the text of older DID documents, which does not tell the curve.
    ///
    /// Specification: <https://atproto.com/specs/did#legacy-representation>
    ///
    /// # Errors
    /// If it is not a key of this curve.
    pub fn from_legacy(curve: Curve, text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(curve, &decode(text)?)
    }

    /// Reads a point, in compressed form (33 bytes) or uncompressed (65 bytes).
    ///
    /// # Errors
    /// If it has another form, or is not a point of the curve.
    pub fn from_bytes(curve: Curve, bytes: &[u8]) -> Result<Self, KeyError> {
        let (([2 | 3, ..], COMPRESSED) | ([4, ..], 65)) = (bytes, bytes.len()) else {
            return Err(KeyError::Form {
                expected: "33 that start with 02 or 03, or 65 that start with 04",
                found: bytes.len(),
            });
        };
        let key = match curve {
            Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Key::P256),
            Curve::K256 => k256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Key::K256),
        };
        key.map(Self).map_err(|_| KeyError::NotOnCurve(curve))
    }

    /// The curve.
    #[must_use]
    pub fn curve(&self) -> Curve {
        match self.0 {
            Key::P256(_) => Curve::P256,
            Key::K256(_) => Curve::K256,
        }
    }

    /// The point in compressed form.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 33] {
        let mut bytes = [0; COMPRESSED];
        match &self.0 {
            Key::P256(key) => bytes.copy_from_slice(key.to_sec1_point(true).as_bytes()),
            Key::K256(key) => bytes.copy_from_slice(key.to_sec1_point(true).as_bytes()),
        }
        bytes
    }

    /// The text as in DID documents, of the type `Multikey`.
    #[must_use]
    pub fn to_multikey(&self) -> String {
        let bytes = [&self.curve().codec()[..], &self.to_bytes()].concat();
        multibase::encode(Base::Base58Btc, bytes)
    }

    /// Checks that a signature is one of this message by this key.
    ///
    /// Specification: <https://atproto.com/specs/cryptography#ecdsa-signature-malleability>
    ///
    /// # Errors
    /// If it is not, or if it is not in the only form of the protocol: 64 bytes, with
    /// the low S.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        let Ok(bytes) = <&[u8; 64]>::try_from(signature) else {
            return Err(match signature {
                [0x30, length, ..] if usize::from(*length) + 2 == signature.len() => {
                    SignatureError::Der
                }
                _ => SignatureError::Length(signature.len()),
            });
        };
        macro_rules! verify {
            ($curve:ident, $key:expr) => {{
                let signature = $curve::ecdsa::Signature::from_slice(bytes);
                let signature = signature.map_err(|_| SignatureError::OutOfRange)?;
                if signature.normalize_s() != signature {
                    return Err(SignatureError::HighS);
                }
                $key.verify(message, &signature)
            }};
        }
        let outcome = match &self.0 {
            Key::P256(key) => verify!(p256, key),
            Key::K256(key) => verify!(k256, key),
        };
        outcome.map_err(|_| SignatureError::Mismatch)
    }
}

/// The bytes of text in base58btc.
fn decode(text: &str) -> Result<Vec<u8>, KeyError> {
    if !text.starts_with('z') {
        return Err(KeyError::NotBase58("it does not start with `z`"));
    }
    if text.len() > LONGEST {
        return Err(KeyError::NotBase58("it is longer than any key"));
    }
    match multibase::decode(text) {
        Ok((Base::Base58Btc, bytes)) => Ok(bytes),
        _ => Err(KeyError::NotBase58(
            "it has a character that is not allowed",
        )),
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        Self::from_did_key(text)
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{DID_KEY}{}", self.to_multikey())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}
