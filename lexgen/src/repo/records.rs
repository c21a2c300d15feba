//! All records of a repository.

use std::{fmt, iter::FusedIterator};

use super::{
    RepoError, RepoPath,
    node::{Item, Node},
};
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
    /// The nodes from the root to the current one.
    nodes: Vec<Node>,
    /// The root, before it is read.
    root: Option<BlockCid>,
    /// The last path, in whatever node.
    last: Option<String>,
}

impl<'r, 'b> Records<'r, 'b> {
    pub(super) fn new(index: &'r BlockIndex<'b>, root: BlockCid) -> Self {
        Self {
            index,
            nodes: Vec::new(),
            root: Some(root),
            last: None,
        }
    }

    /// The path and the CID of the next record.
    fn next_entry(&mut self) -> Result<Option<(RepoPath, BlockCid)>, RepoError> {
        if let Some(root) = self.root.take() {
            self.nodes.push(Node::read(self.index, root, None)?);
        }
        while let Some(node) = self.nodes.last_mut() {
            match node.next().transpose()? {
                None => drop(self.nodes.pop()),
                // The layer decreases with every node, so this ends.
                Some(Item::Node(cid, layer)) => {
                    self.nodes.push(Node::read(self.index, cid, layer)?);
                }
                Some(Item::Record(path, cid)) => {
                    let text = path.to_string();
                    if self.last.as_ref().is_some_and(|last| *last >= text) {
                        return Err(node.fault("its keys are not after those before it"));
                    }
                    self.last = Some(text);
                    return Ok(Some((path, cid)));
                }
            }
        }
        Ok(None)
    }
}

impl<'b> Iterator for Records<'_, 'b> {
    type Item = Result<RecordBlock<'b>, RepoError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.next_entry() {
            Ok(Some((path, cid))) => {
                let block = self.index.block(cid).map_err(RepoError::Block);
                Some(block.map(|block| RecordBlock {
                    path,
                    cid,
                    data: block.data,
                }))
            }
            Ok(None) => None,
            Err(error) => {
                self.nodes.clear();
                Some(Err(error))
            }
        }
    }
}

impl FusedIterator for Records<'_, '_> {}

impl fmt::Debug for Records<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records")
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}
