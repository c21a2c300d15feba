//! CAR files in memory.

use std::{fmt, iter::FusedIterator};

use serde::de::Deserialize;

use super::{
    BlockCid, BlockIndex, CarError, Limits,
    section::{header, section, verify},
};
use crate::data::{DataError, from_dag_cbor};

/// A CAR file that is in memory, of which only the header has been read.
#[derive(Clone, Debug)]
pub struct Car<'b> {
    roots: Vec<BlockCid>,
    blocks: Unverified<'b>,
}

/// A block, whose data matches its CID.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Block<'b> {
    /// The CID.
    pub cid: BlockCid,
    /// The data.
    pub data: &'b [u8],
    /// The byte of the file at which its section begins.
    pub offset: u64,
}

impl<'b> Block<'b> {
    /// Reads the data as DAG-CBOR.
    ///
    /// # Errors
    /// If it does not match the type.
    pub fn decode<T: Deserialize<'b>>(&self) -> Result<T, DataError> {
        from_dag_cbor(self.data)
    }
}

/// Shows the size of the data, but not the data.
impl fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("cid", &self.cid)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .field("offset", &self.offset)
            .finish()
    }
}

impl<'b> Car<'b> {
    /// Reads the header of a file.
    ///
    /// # Errors
    /// If the bytes do not begin with the header of a CAR file of version 1.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, CarError> {
        Self::with_limits(bytes, Limits::default())
    }

    /// Like [`parse`](Self::parse), with other limits.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse).
    pub fn with_limits(bytes: &'b [u8], limits: Limits) -> Result<Self, CarError> {
        let (roots, end) = header(bytes, &limits)?.whole(0)?;
        let blocks = Unverified {
            bytes: bytes.get(end..).unwrap_or_default(),
            offset: end as u64,
            limits,
        };
        Ok(Self { roots, blocks })
    }

    /// The CIDs that the header names, such as that of the commit. There can be none,
    /// and there need not be blocks with these CIDs.
    #[must_use]
    pub fn roots(&self) -> &[BlockCid] {
        &self.roots
    }

    /// The blocks, in the order of the file. The iterator ends after an error.
    #[must_use]
    pub fn blocks(&self) -> Blocks<'b> {
        Blocks(self.blocks.clone())
    }

    /// The blocks by their CIDs.
    ///
    /// # Errors
    /// If the file is malformed. The data of a block is not checked before it is
    /// looked up.
    pub fn index(&self) -> Result<BlockIndex<'b>, CarError> {
        BlockIndex::of(self.roots.clone(), self.blocks.clone())
    }
}

impl<'b> IntoIterator for &Car<'b> {
    type Item = Result<Block<'b>, CarError>;
    type IntoIter = Blocks<'b>;

    fn into_iter(self) -> Blocks<'b> {
        self.blocks()
    }
}

/// The blocks of a [`Car`].
#[derive(Clone, Debug)]
pub struct Blocks<'b>(Unverified<'b>);

impl<'b> Iterator for Blocks<'b> {
    type Item = Result<Block<'b>, CarError>;

    fn next(&mut self) -> Option<Self::Item> {
        let block = self.0.next()?.and_then(|block| {
            verify(block.cid, block.data, block.offset)?;
            Ok(block)
        });
        if block.is_err() {
            self.0.bytes = &[];
        }
        Some(block)
    }
}

impl FusedIterator for Blocks<'_> {}

/// Blocks whose data has not been checked.
#[derive(Clone)]
pub(super) struct Unverified<'b> {
    bytes: &'b [u8],
    offset: u64,
    limits: Limits,
}

impl<'b> Iterator for Unverified<'b> {
    type Item = Result<Block<'b>, CarError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.bytes.is_empty() {
            return None;
        }
        let offset = self.offset;
        let found = section(self.bytes, offset, &self.limits);
        let section = match found.and_then(|found| found.whole(offset)) {
            Ok(section) => section,
            Err(error) => {
                self.bytes = &[];
                return Some(Err(error));
            }
        };
        let data = self.bytes.get(section.data..section.end);
        self.bytes = self.bytes.get(section.end..).unwrap_or_default();
        self.offset += section.end as u64;
        Some(Ok(Block {
            cid: section.cid,
            data: data.unwrap_or_default(),
            offset,
        }))
    }
}

impl fmt::Debug for Unverified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes from byte {}", self.bytes.len(), self.offset)
    }
}
