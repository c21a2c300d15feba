//! The elliptic curves.

use std::fmt;

/// An elliptic curve of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// NIST P-256, also named secp256r1 and prime256v1.
    P256,
    /// NIST K-256, also named secp256k1.
    K256,
}

impl Curve {
    /// The varint before the bytes of a key that tells its curve.
    pub(super) fn codec(self) -> [u8; 2] {
        match self {
            Self::P256 => [0x80, 0x24],
            Self::K256 => [0xe7, 0x01],
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::P256 => "P-256",
            Self::K256 => "K-256",
        })
    }
}
