//! Errors of keys and signatures.

use std::fmt;

use super::Curve;
use crate::shown::shown;

/// Text or bytes are not a key of the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// The text does not start with `did:key:`.
    NotDidKey(String),
    /// The text is not base58btc after a `z`, for this reason.
    NotBase58(&'static str),
    /// The key is of another kind than P-256 or K-256. It starts with these bytes.
    Unsupported(Vec<u8>),
    /// The key has another length or form than this one, in this many bytes.
    Form {
        /// What it should have been.
        expected: &'static str,
        /// The bytes that it has.
        found: usize,
    },
    /// The bytes are not a point of the curve.
    NotOnCurve(Curve),
    /// The bytes are not a private key of the curve.
    NotPrivate(Curve),
}

/// The name of a key that begins with the codec of a kind that the protocol does not
/// have. `None` if it is not a common one.
fn kind(codec: &[u8]) -> Option<&'static str> {
    match codec {
        [0xed, 0x01, ..] => Some("Ed25519"),
        [0xec, 0x01, ..] => Some("X25519"),
        [0xea, 0x01, ..] => Some("BLS12-381"),
        [0xeb, 0x01, ..] => Some("BLS12-381"),
        [0x81, 0x24, ..] => Some("P-384"),
        [0x82, 0x24, ..] => Some("P-521"),
        [0x85, 0x24, ..] => Some("RSA"),
        _ => None,
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDidKey(text) => write!(f, "`{}` does not start with `did:key:`", shown(text)),
            Self::NotBase58(reason) => write!(f, "the key is not base58btc: {reason}"),
            Self::Unsupported(codec) => match kind(codec) {
                Some(kind) => write!(f, "a key of {kind}, but only P-256 and K-256 are supported"),
                None if codec.is_empty() => f.write_str("the key is empty"),
                None => {
                    f.write_str("a key that starts with")?;
                    for byte in codec {
                        write!(f, " {byte:02x}")?;
                    }
                    f.write_str(", but only P-256 (80 24) and K-256 (e7 01) are supported")
                }
            },
            Self::Form { expected, found } => {
                write!(f, "a key of {found} bytes, but it must have {expected}")
            }
            Self::NotOnCurve(curve) => write!(f, "the key is not a point of the curve {curve}"),
            Self::NotPrivate(curve) => write!(f, "the bytes are not a private key of {curve}"),
        }
    }
}

impl std::error::Error for KeyError {}

/// A signature is not one of a message by a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// It does not have 64 bytes, but this many.
    Length(usize),
    /// It is in the form of ASN.1 DER, which the protocol does not have.
    Der,
    /// A number in it is zero, or not below the order of the curve.
    OutOfRange,
    /// Its second number is the higher one of the two that are valid. Whoever has a
    /// signature can make the other one of it, so only the lower one counts.
    HighS,
    /// It is not a signature of this message by this key.
    Mismatch,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(found) => {
                let s = if *found == 1 { "" } else { "s" };
                write!(f, "the signature has {found} byte{s} instead of 64")
            }
            Self::Der => f.write_str("the signature is in ASN.1 DER instead of its 64 bytes"),
            Self::OutOfRange => f.write_str("a number in the signature is out of range"),
            Self::HighS => f.write_str("the signature has the high S, and only the low S is valid"),
            Self::Mismatch => f.write_str("the signature is of another key or of other data"),
        }
    }
}

impl std::error::Error for SignatureError {}
