//! Keys and signatures of accounts.
//!
//! Needs the feature `proof`.
//!
//! The protocol has ECDSA with SHA-256 on two curves, and every implementation must have
//! both. Signatures are the 64 bytes of both numbers, the second of which must be the
//! lower one of the two that are valid.
//!
//! ```
//! use lexgen::crypto::{PublicKey, SignatureError};
//!
//! let key: PublicKey = "did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo".parse()?;
//! assert_eq!(key.verify(b"message", &[1; 64]), Err(SignatureError::Mismatch));
//! # Ok::<(), lexgen::crypto::KeyError>(())
//! ```
//!
//! Specification: <https://atproto.com/specs/cryptography>

mod curve;
mod error;
mod private_key;
mod public_key;

#[cfg(test)]
mod tests;

pub use curve::Curve;
pub use error::{KeyError, SignatureError};
pub use private_key::PrivateKey;
pub use public_key::PublicKey;
