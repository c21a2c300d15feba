//! Errors of CAR files.

use std::fmt;

use super::{BlockCid, CidError};
use crate::data::DataError;

/// Bytes are not a CAR file, or a block does not match its CID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarError {
    offset: u64,
    kind: CarErrorKind,
}

/// What is wrong with a CAR file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CarErrorKind {
    /// The file ends within the part that begins here. This many bytes are missing,
    /// if that is known.
    Truncated(Option<u64>),
    /// A length is malformed, for this reason.
    Length(&'static str),
    /// The header has more bytes than the limit.
    HeaderTooLarge {
        /// The bytes that it declares.
        length: u64,
        /// The limit.
        limit: usize,
    },
    /// A block has more bytes than the limit.
    BlockTooLarge {
        /// The bytes of data that it declares.
        length: u64,
        /// The limit.
        limit: usize,
    },
    /// The header is not an object with a version and roots.
    Header(DataError),
    /// The header has another version than 1.
    Version(i64),
    /// A CID is not one of the protocol.
    Cid(CidError),
    /// The data of a block does not match its CID.
    Mismatch(BlockCid),
}

impl CarError {
    pub(super) fn new(offset: u64, kind: CarErrorKind) -> Self {
        Self { offset, kind }
    }

    /// The byte of the file at which the invalid part begins.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &CarErrorKind {
        &self.kind
    }
}

impl fmt::Display for CarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, kind } = self;
        write!(f, "invalid CAR file at byte {offset}: ")?;
        match kind {
            CarErrorKind::Truncated(Some(missing)) => {
                let s = if *missing == 1 { "" } else { "s" };
                write!(f, "it ends {missing} byte{s} too early")
            }
            CarErrorKind::Truncated(None) => f.write_str("it ends too early"),
            CarErrorKind::Length(reason) => write!(f, "invalid length: {reason}"),
            CarErrorKind::HeaderTooLarge { length, limit } => {
                write!(f, "a header of {length} bytes, more than {limit}")
            }
            CarErrorKind::BlockTooLarge { length, limit } => {
                write!(f, "a block of {length} bytes, more than {limit}")
            }
            CarErrorKind::Header(error) => write!(f, "invalid header: {error}"),
            CarErrorKind::Version(version) => {
                write!(f, "version {version} is not supported, only version 1")
            }
            CarErrorKind::Cid(error) => error.fmt(f),
            CarErrorKind::Mismatch(cid) => {
                write!(f, "the data of a block does not match its CID, {cid}")
            }
        }
    }
}

impl std::error::Error for CarError {}
