//! CIDs of blocks, in binary.

use std::{cmp::Ordering, convert::Infallible, fmt};

use sha2::{Digest, Sha256};

use crate::{
    data::CidLink,
    shown::shown,
    syntax::{
        Cid, CidBuffer,
        protocol_cid::{OtherCid, protocol_cid},
    },
};

pub use crate::syntax::protocol_cid::Codec;

/// The bytes of every CID: four numbers of one byte, and a digest.
pub(super) const LENGTH: usize = 36;

/// The CID of a block, in the only forms that the protocol has: version 1, DAG-CBOR or
/// raw, and a SHA-256 of 32 bytes.
///
/// Unlike a [`Cid`], which is text of any form, it is small and compares fast.
///
/// Specification: <https://atproto.com/specs/data-model#link-and-cid-formats>
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockCid {
    codec: Codec,
    digest: [u8; 32],
}

impl BlockCid {
    /// The CID of a block with this data.
    #[must_use]
    pub fn of(codec: Codec, data: &[u8]) -> Self {
        let digest = Sha256::digest(data).into();
        Self { codec, digest }
    }

    /// Whether this is the CID of a block with this data.
    #[must_use]
    pub fn matches(&self, data: &[u8]) -> bool {
        *self == Self::of(self.codec, data)
    }

    /// Reads the binary form, of 36 bytes.
    ///
    /// # Errors
    /// If it is not a CID of the protocol.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CidError> {
        match protocol_cid(bytes) {
            Ok((codec, &digest)) => Ok(Self { codec, digest }),
            Err(found) => Err(CidError::of_bytes(found)),
        }
    }

    /// The binary form.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; LENGTH] {
        let mut bytes = [0; LENGTH];
        let (prefix, digest) = bytes.split_at_mut(4);
        prefix.copy_from_slice(&self.codec.prefix());
        digest.copy_from_slice(&self.digest);
        bytes
    }

    /// An order that is quicker than `cmp`: nearly all digests differ in the first bytes.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let start = |cid: &Self| cid.digest.first_chunk().copied().map(u64::from_be_bytes);
        start(self).cmp(&start(other)).then_with(|| self.cmp(other))
    }

    /// What the data of the block is.
    #[must_use]
    pub fn codec(&self) -> Codec {
        self.codec
    }

    /// The SHA-256 of the data.
    #[must_use]
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// The CID as text, in base32.
    #[must_use]
    pub fn to_cid(&self) -> Cid {
        Cid::in_base32(&self.to_bytes())
    }
}

impl fmt::Display for BlockCid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_cid().as_str())
    }
}

impl fmt::Debug for BlockCid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlockCid({self})")
    }
}

impl From<BlockCid> for Cid {
    fn from(cid: BlockCid) -> Self {
        cid.to_cid()
    }
}

impl From<BlockCid> for CidLink {
    fn from(cid: BlockCid) -> Self {
        Self::of_binary(cid.to_cid())
    }
}

impl TryFrom<&Cid> for BlockCid {
    type Error = CidError;

    fn try_from(cid: &Cid) -> Result<Self, CidError> {
        match cid.binary(&mut CidBuffer::default()) {
            Some(bytes) => Self::from_bytes(bytes),
            None => Err(CidError(format!(
                "`{}` is not a CID in base32",
                shown(cid.as_str())
            ))),
        }
    }
}

impl TryFrom<&CidLink> for BlockCid {
    type Error = CidError;

    fn try_from(link: &CidLink) -> Result<Self, CidError> {
        Self::try_from(link.cid())
    }
}

impl From<&BlockCid> for BlockCid {
    fn from(cid: &BlockCid) -> Self {
        *cid
    }
}

/// A CID is not one of those that blocks have in the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CidError(String);

impl CidError {
    #[cold]
    fn of_bytes(found: OtherCid<'_>) -> Self {
        Self(format!(
            "not a CID of version 1 with DAG-CBOR or raw bytes and a SHA-256: {found}"
        ))
    }
}

impl fmt::Display for CidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CidError {}

/// So that a function can take a [`BlockCid`] or what may not be one.
impl From<Infallible> for CidError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
