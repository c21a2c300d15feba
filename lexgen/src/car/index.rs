//! Blocks by their CIDs.

use std::fmt;

use super::{Block, BlockCid, Car, CarError, CidError, section::verify, slice::Unverified};
use crate::wire::{Record, RecordError, Union, record_from_dag_cbor, typed_record_from_dag_cbor};

/// The blocks of a CAR file in memory, by their CIDs, without copies of them.
///
/// ```no_run
/// # use lexgen::{CidLink, car::BlockIndex, Bytes, Record};
/// # fn print<Post: Record + std::fmt::Debug>(
/// #     blocks: &Bytes,
/// #     cid: &CidLink,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let blocks = BlockIndex::parse(blocks)?;
/// let post: Post = blocks.record(cid)?;
/// println!("{post:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct BlockIndex<'b> {
    roots: Vec<BlockCid>,
    /// Not verified, and in the `order` of their CIDs.
    blocks: Vec<Block<'b>>,
}

impl<'b> BlockIndex<'b> {
    /// Reads a file, such as the `blocks` of a commit. The data of a block is checked
    /// against its CID when it is looked up.
    ///
    /// # Errors
    /// If the file is malformed.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, CarError> {
        Car::parse(bytes)?.index()
    }

    pub(super) fn of(roots: Vec<BlockCid>, blocks: Unverified<'b>) -> Result<Self, CarError> {
        let mut blocks = blocks.collect::<Result<Vec<_>, _>>()?;
        // Of several blocks with one CID, the first one counts.
        blocks.sort_unstable_by(|one, other| {
            let order = one.cid.order(&other.cid);
            order.then(one.offset.cmp(&other.offset))
        });
        blocks.dedup_by_key(|block| block.cid);
        Ok(Self { roots, blocks })
    }

    /// The CIDs that the header names.
    #[must_use]
    pub fn roots(&self) -> &[BlockCid] {
        &self.roots
    }

    /// How many different blocks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether there are no blocks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The block with a CID; `None` if it is not in the file.
    ///
    /// # Errors
    /// If its data does not match the CID.
    pub fn get(&self, cid: BlockCid) -> Result<Option<Block<'b>>, CarError> {
        let found = self.blocks.binary_search_by(|block| block.cid.order(&cid));
        let Some(block) = found.ok().and_then(|index| self.blocks.get(index)) else {
            return Ok(None);
        };
        verify(block.cid, block.data, block.offset)?;
        Ok(Some(*block))
    }

    /// The block with a CID, which can be a [`CidLink`](crate::CidLink), a
    /// [`Cid`](crate::Cid) or a [`BlockCid`].
    ///
    /// # Errors
    /// If it is not in the file, or its data does not match the CID.
    pub fn block<C>(&self, cid: C) -> Result<Block<'b>, LookupError>
    where
        C: TryInto<BlockCid, Error: Into<CidError>>,
    {
        let cid = cid.try_into();
        let cid = cid.map_err(|error| LookupError::Cid(error.into()))?;
        let block = self.get(cid).map_err(LookupError::Car)?;
        block.ok_or(LookupError::Missing(cid))
    }

    /// The record with a CID.
    ///
    /// # Errors
    /// Those of [`block`](Self::block), and if it is not a record of this type.
    pub fn record<T: Record>(
        &self,
        cid: impl TryInto<BlockCid, Error: Into<CidError>>,
    ) -> Result<T, LookupError> {
        let block = self.block(cid)?;
        let record = typed_record_from_dag_cbor(T::NSID, block.data);
        record.map_err(|error| LookupError::Record(Box::new(error)))
    }

    /// The record with a CID, as an enum of records, which the setting `record-enum`
    /// generates. A record of a collection that has no variant is one of the variant
    /// `Other`.
    ///
    /// # Errors
    /// Those of [`block`](Self::block), and if it is not a record of this collection.
    pub fn record_of<T: Union>(
        &self,
        collection: &str,
        cid: impl TryInto<BlockCid, Error: Into<CidError>>,
    ) -> Result<T, LookupError> {
        let block = self.block(cid)?;
        let record = record_from_dag_cbor(collection, block.data);
        record.map_err(|error| LookupError::Record(Box::new(error)))
    }
}

/// Shows how many blocks there are.
impl fmt::Debug for BlockIndex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockIndex")
            .field("roots", &self.roots)
            .field("blocks", &self.blocks.len())
            .finish()
    }
}

/// Why a block, or the record in it, cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LookupError {
    /// The CID cannot be that of a block.
    Cid(CidError),
    /// The file has no block with this CID.
    Missing(BlockCid),
    /// The data of the block does not match its CID.
    Car(CarError),
    /// The block is not a record of the type or the collection. The error has the
    /// record.
    Record(Box<RecordError>),
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cid(error) => error.fmt(f),
            Self::Missing(cid) => write!(f, "the CAR file has no block {cid}"),
            Self::Car(error) => error.fmt(f),
            Self::Record(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LookupError {}
