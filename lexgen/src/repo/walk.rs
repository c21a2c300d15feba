//! The walk through the tree of a repository.

use super::{
    RepoError, RepoPath,
    node::{Item, Node},
};
use crate::car::BlockCid;

/// A walk through all records of a tree in the order of their paths, wherever its nodes
/// are.
pub(crate) struct Walk {
    /// The nodes from the root to the current one.
    nodes: Vec<Node>,
    /// The root, before it is read.
    root: Option<BlockCid>,
    /// The last key, in whatever node.
    pub(super) last: Vec<u8>,
}

impl Walk {
    pub(crate) fn new(root: BlockCid) -> Self {
        Self {
            nodes: Vec::new(),
            root: Some(root),
            last: Vec::new(),
        }
    }

    /// The path and the CID of the next record. `block` returns the data of a node. After
    /// an error, there are no more records.
    ///
    /// # Errors
    /// If a node is malformed, and those of `block`.
    pub(crate) fn next<D: AsRef<[u8]>, E: From<RepoError>>(
        &mut self,
        block: impl FnMut(BlockCid) -> Result<D, E>,
    ) -> Result<Option<(RepoPath, BlockCid)>, E> {
        let next = self.step(block);
        if next.is_err() {
            self.nodes.clear();
        }
        next
    }

    fn step<D: AsRef<[u8]>, E: From<RepoError>>(
        &mut self,
        mut block: impl FnMut(BlockCid) -> Result<D, E>,
    ) -> Result<Option<(RepoPath, BlockCid)>, E> {
        let mut read = |cid, layer| Ok::<_, E>(Node::read(block(cid)?.as_ref(), cid, layer)?);
        if let Some(root) = self.root.take() {
            self.nodes.push(read(root, None)?);
        }
        while let Some(node) = self.nodes.last_mut() {
            match node.next().transpose()? {
                None => drop(self.nodes.pop()),
                // The layer decreases with every node, so this ends.
                Some(Item::Node(cid, layer)) => self.nodes.push(read(cid, layer)?),
                Some(Item::Record(path, cid)) => {
                    // No key is empty.
                    if *self.last >= *node.key() {
                        return Err(node.fault("its keys are not after those before it").into());
                    }
                    self.last.clear();
                    self.last.extend_from_slice(node.key());
                    return Ok(Some((path, cid)));
                }
            }
        }
        Ok(None)
    }
}
