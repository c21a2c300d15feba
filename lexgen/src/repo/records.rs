//! All records of a repository.

use std::{fmt, iter::FusedIterator};

use super::{RepoError, RepoPath, walk::Walk};
use crate::{
    car::{BlockCid, BlockIndex},
    wire::{Record, RecordError, Union, record_from_dag_cbor, typed_record_from_dag_cbor},
};

/// A record in a repository, which has not been decoded.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordBlock<'b> {
    /// Its path.
    pub path: RepoPath,
    /// Its CID.
    pub cid: BlockCid,
    /// The record in DAG-CBOR.
    pub data: &'b [u8],
}

impl RecordBlock<'_> {
    /// Reads the record as a type.
    ///
    /// # Errors
    /// If it is not of this type, or in another collection.
    pub fn decode<T: Record>(&self) -> Result<T, RecordError> {
        typed_record_from_dag_cbor(&self.path.collection, self.data)
    }

    /// Reads the record as an enum of records, which the setting `record-enum`
    /// generates.
    ///
    /// # Errors
    /// If it is not a record of its collection.
    pub fn decode_any<T: Union>(&self) -> Result<T, RecordError> {
        record_from_dag_cbor(&self.path.collection, self.data)
    }
}

/// Shows the size of the record, but not its data.
impl fmt::Debug for RecordBlock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordBlock")
            .field("path", &format_args!("{}", self.path))
            .field("cid", &self.cid)
            .field("data", &format_args!("{} bytes", self.data.len()))
            .finish()
    }
}

/// The records of a repository in the order of their paths.
///
/// A record whose block is missing or false is an error, and the next record can still
/// be read. The iterator ends after an error in the tree.
pub struct Records<'r, 'b> {
    index: &'r BlockIndex<'b>,
    walk: Walk,
}

impl<'r, 'b> Records<'r, 'b> {
    pub(super) fn new(index: &'r BlockIndex<'b>, root: BlockCid) -> Self {
        let walk = Walk::new(root);
        Self { index, walk }
    }
}

impl<'b> Iterator for Records<'_, 'b> {
    type Item = Result<RecordBlock<'b>, RepoError>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.index;
        let block = |cid| Ok::<_, RepoError>(index.block(cid)?.data);
        let next = self.walk.next(block).transpose()?;
        Some(next.and_then(|(path, cid)| {
            let data = block(cid)?;
            Ok(RecordBlock { path, cid, data })
        }))
    }
}

impl FusedIterator for Records<'_, '_> {}

impl fmt::Debug for Records<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = String::from_utf8_lossy(&self.walk.last);
        f.debug_struct("Records")
            .field("last", &(!last.is_empty()).then_some(last))
            .finish_non_exhaustive()
    }
}
