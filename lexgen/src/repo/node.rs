//! Nodes of the tree of a repository, a Merkle Search Tree.
//! [Specification](https://atproto.com/specs/repository#mst-structure).

use std::vec;

use sha2::{Digest, Sha256};

use super::{RepoError, RepoPath};
use crate::{
    car::BlockCid,
    data::{Bytes, CidLink, Extra, from_dag_cbor},
};

/// What a node is in DAG-CBOR.
#[derive(Clone, PartialEq)]
pub(super) struct Block {
    pub(super) left: Option<CidLink>,
    pub(super) entries: Vec<Entry>,
    pub(super) extra: Extra,
}

#[derive(Clone, PartialEq)]
pub(super) struct Entry {
    /// How many bytes the key has in common with the one before it.
    pub(super) prefix: i64,
    /// The other bytes of the key.
    pub(super) key: Bytes,
    pub(super) record: CidLink,
    pub(super) right: Option<CidLink>,
    pub(super) extra: Extra,
}

crate::object! {
    Block {
        required left = "l";
        required entries = "e";
    }
}

crate::object! {
    Entry {
        required prefix = "p";
        required key = "k";
        required record = "v";
        required right = "t";
    }
}

/// A node, and how much of it has been read.
pub(super) struct Node {
    cid: BlockCid,
    layer: Option<u32>,
    left: Option<CidLink>,
    entries: vec::IntoIter<Entry>,
    /// The last key that was read.
    key: Vec<u8>,
    /// Whether there are fields that are not known.
    has_extra: bool,
}

/// What is next in a node.
pub(super) enum Item {
    /// A node below it, at this layer if that is known.
    Node(BlockCid, Option<u32>),
    /// A record.
    Record(RepoPath, BlockCid),
}

/// The layer of the keys in a node: half the zero bits that their hashes begin with.
pub(super) fn layer(key: &[u8]) -> u32 {
    let mut zeros = 0;
    for byte in Sha256::digest(key) {
        zeros += byte.leading_zeros();
        if byte > 0 {
            break;
        }
    }
    zeros / 2
}

impl Node {
    /// Reads a node from the data of its block. `expected` is the layer that it must be
    /// at, unless it is the root.
    ///
    /// # Errors
    /// If it is not a node, or at another layer.
    pub(super) fn read(
        data: &[u8],
        cid: BlockCid,
        expected: Option<u32>,
    ) -> Result<Self, RepoError> {
        let fault = |reason: String| RepoError::Tree(cid, reason);
        let block: Block = from_dag_cbor(data).map_err(|error| fault(error.to_string()))?;
        let first = block.entries.first().map(|entry| layer(&entry.key));
        match (expected, first, &block.left) {
            (Some(expected), Some(found), _) if expected != found => {
                return Err(fault(format!(
                    "it is at layer {expected}, and has a key of layer {found}"
                )));
            }
            (Some(_), None, None) => return Err(fault("it is empty, and not the root".into())),
            (None, None, Some(_)) => {
                return Err(fault("the root has a node below it, and no keys".into()));
            }
            _ => {}
        }
        let has_extra =
            !block.extra.is_empty() || block.entries.iter().any(|entry| !entry.extra.is_empty());
        Ok(Self {
            has_extra,
            cid,
            layer: first.or(expected),
            left: block.left,
            entries: block.entries.into_iter(),
            key: Vec::new(),
        })
    }

    /// The next record or node, in the order of keys.
    ///
    /// # Errors
    /// If the next key is malformed, at another layer, or not after the last one.
    pub(super) fn next(&mut self) -> Option<Result<Item, RepoError>> {
        if let Some(link) = self.left.take() {
            return Some(self.below(&link));
        }
        let entry = self.entries.next()?;
        Some(self.entry(entry))
    }

    /// The key of the last record.
    pub(super) fn key(&self) -> &[u8] {
        &self.key
    }

    /// Checks that nothing is lost if the node is made again.
    ///
    /// # Errors
    /// If it has fields that are not known.
    pub(super) fn check_fields(&self) -> Result<(), RepoError> {
        if self.has_extra {
            return Err(self.fault("it has fields that are not known, and would be lost"));
        }
        Ok(())
    }

    fn below(&self, link: &CidLink) -> Result<Item, RepoError> {
        let Some(layer) = self.layer.and_then(|layer| layer.checked_sub(1)) else {
            return Err(self.fault("it is at layer 0, and has a node below it"));
        };
        Ok(Item::Node(self.cid_of(link)?, Some(layer)))
    }

    fn entry(&mut self, entry: Entry) -> Result<Item, RepoError> {
        let prefix = usize::try_from(entry.prefix).ok();
        let Some(prefix) = prefix.and_then(|length| self.key.get(..length)) else {
            return Err(self.fault("a key shares more bytes with the one before than that has"));
        };
        let is_shortest = self.key.get(prefix.len()) != entry.key.first();
        let key = [prefix, &entry.key].concat();
        if key <= self.key {
            return Err(self.fault("its keys are not in order"));
        }
        if Some(layer(&key)) != self.layer {
            return Err(self.fault("its keys are of different layers"));
        }
        if !is_shortest {
            return Err(self.fault("a key repeats bytes of the one before"));
        }
        let text = str::from_utf8(&key).map_err(|_| self.fault("a key is not UTF-8"))?;
        let path = RepoPath::parse(text).map_err(|error| self.fault(error))?;
        let record = self.cid_of(&entry.record)?;
        self.left = entry.right;
        self.key = key;
        Ok(Item::Record(path, record))
    }

    fn cid_of(&self, link: &CidLink) -> Result<BlockCid, RepoError> {
        BlockCid::try_from(link).map_err(|error| self.fault(error))
    }

    pub(super) fn fault(&self, reason: impl ToString) -> RepoError {
        RepoError::Tree(self.cid, reason.to_string())
    }
}
