//! Trees in memory, to change them and to prove what is in them.

use std::{
    collections::BTreeMap,
    fmt,
    ops::Bound::{Excluded, Unbounded},
};

use super::{
    RepoError, RepoPath,
    node::{self, Item, Node},
    tree_nodes::{Part, nodes, root},
};
use crate::{
    car::{BlockCid, BlockIndex, LookupError},
    data::DataError,
};

/// The tree of a repository: the paths of its records with their CIDs.
///
/// It is a sorted map. Its nodes are made of it when they are asked for, so it is for
/// tests, proofs and repositories of moderate size.
///
/// A tree that was [read](Self::read) from a part of a repository lacks some nodes. It can
/// be changed where it has them. So a commit of the firehose is checked: undo its
/// operations, and compare the root with the one of the commit before.
///
/// ```
/// use lexgen::{car::{BlockCid, Codec}, repo::Tree};
///
/// let mut tree = Tree::new();
/// let empty = tree.root()?;
/// let path = "com.example.note/self".parse()?;
/// tree.insert(&path, BlockCid::of(Codec::DagCbor, b"\xa0"))?;
/// assert_ne!(tree.root()?, empty);
/// tree.remove(&path)?;
/// assert_eq!(tree.root()?, empty);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Specification: <https://atproto.com/specs/repository#mst-structure>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The nodes before the first record that are not there.
    first: Vec<Absent>,
    records: BTreeMap<String, Leaf>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Leaf {
    cid: BlockCid,
    layer: u32,
    /// The nodes between this record and the next one that are not there.
    after: Vec<Absent>,
}

/// A node that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Absent {
    pub(super) cid: BlockCid,
    pub(super) layer: u32,
}

impl Tree {
    /// A tree without records.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the nodes that are among these blocks. The root must be.
    ///
    /// # Errors
    /// If the root is missing, or a node is malformed or has fields that are not known.
    pub fn read(blocks: &BlockIndex<'_>, root: BlockCid) -> Result<Self, RepoError> {
        let mut tree = Self::new();
        let mut last = None;
        let mut nodes = vec![Node::read(blocks.block(root)?.data, root, None)?];
        while let Some(node) = nodes.last_mut() {
            match node.next().transpose()? {
                None => {
                    node.check_fields()?;
                    nodes.pop();
                }
                // The layer decreases with every node, so this ends.
                Some(Item::Node(cid, layer)) => match blocks.block(cid) {
                    Ok(block) => nodes.push(Node::read(block.data, cid, layer)?),
                    Err(LookupError::Missing(_)) => {
                        let layer = layer.unwrap_or_default();
                        tree.gap_mut(last.as_deref()).push(Absent { cid, layer });
                    }
                    Err(error) => return Err(error.into()),
                },
                Some(Item::Record(path, cid)) => {
                    let key = path.to_string();
                    if last.as_ref().is_some_and(|last| *last >= key) {
                        return Err(node.fault("its keys are not after those before it"));
                    }
                    tree.records.insert(key.clone(), Leaf::new(&key, cid));
                    last = Some(key);
                }
            }
        }
        Ok(tree)
    }

    /// How many records there are, without those below nodes that are not there.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no records.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The CID of the record with a path. `None` if the tree has no such record.
    ///
    /// # Errors
    /// If a node that could have it is not there.
    pub fn get(&self, path: &RepoPath) -> Result<Option<BlockCid>, TreeError> {
        let key = path.to_string();
        match self.records.get(&key) {
            Some(leaf) => Ok(Some(leaf.cid)),
            None => self.check_gap(&key).map(|()| None),
        }
    }

    /// Sets the CID of the record with a path, and returns the one that it had.
    ///
    /// # Errors
    /// If a node that could have it is not there. Then nothing is changed.
    pub fn insert(
        &mut self,
        path: &RepoPath,
        record: BlockCid,
    ) -> Result<Option<BlockCid>, TreeError> {
        let key = path.to_string();
        if let Some(leaf) = self.records.get_mut(&key) {
            return Ok(Some(std::mem::replace(&mut leaf.cid, record)));
        }
        self.check_gap(&key)?;
        let leaf = Leaf::new(&key, record);
        self.records.insert(key, leaf);
        Ok(None)
    }

    /// Removes the record with a path, and returns its CID.
    ///
    /// # Errors
    /// If a node that could have it is not there. Then nothing is changed.
    pub fn remove(&mut self, path: &RepoPath) -> Result<Option<BlockCid>, TreeError> {
        let key = path.to_string();
        let Some(leaf) = self.records.remove(&key) else {
            return self.check_gap(&key).map(|()| None);
        };
        let before = self.before(&key);
        self.gap_mut(before.as_deref()).extend(leaf.after);
        Ok(Some(leaf.cid))
    }

    /// The CID of the root.
    ///
    /// # Errors
    /// If a node that was changed is not there.
    pub fn root(&self) -> Result<BlockCid, TreeError> {
        root(&self.parts())
    }

    /// The nodes in DAG-CBOR with their CIDs: each one before those below it, from left to
    /// right. Those that are not there are left out.
    ///
    /// # Errors
    /// If a node that was changed is not there.
    pub fn nodes(&self) -> Result<Vec<(BlockCid, Vec<u8>)>, TreeError> {
        let nodes = nodes(&self.parts())?.into_iter();
        Ok(nodes.map(|node| (node.cid, node.data)).collect())
    }

    /// The nodes that prove which records have these paths, and which are next to them:
    /// all that is needed to add or remove these records.
    ///
    /// Specification: <https://atproto.com/specs/repository#repository-diffs>
    ///
    /// # Errors
    /// If one of these nodes is not there.
    pub fn proof<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p RepoPath>,
    ) -> Result<Vec<(BlockCid, Vec<u8>)>, TreeError> {
        let mut gaps = Vec::new();
        for path in paths {
            let key = path.to_string();
            self.check_gap(&key)?;
            let gap = self
                .records
                .range::<str, _>((Unbounded, Excluded(&*key)))
                .count();
            gaps.push(gap);
            if let Some(leaf) = self.records.get(&key) {
                leaf.after.first().map_or(Ok(()), Absent::needed)?;
                gaps.push(gap + 1);
            }
        }
        let nodes = nodes(&self.parts())?.into_iter();
        let needed = nodes.filter(|node| gaps.iter().any(|gap| node.gaps.contains(gap)));
        Ok(needed.map(|node| (node.cid, node.data)).collect())
    }

    /// The records and the nodes that are not there, from left to right.
    fn parts(&self) -> Vec<Part<'_>> {
        let mut parts: Vec<_> = self.first.iter().copied().map(Part::Absent).collect();
        for (key, leaf) in &self.records {
            parts.push(Part::Record {
                key,
                cid: leaf.cid,
                layer: leaf.layer,
            });
            parts.extend(leaf.after.iter().copied().map(Part::Absent));
        }
        parts
    }

    /// The last key before this one.
    fn before(&self, key: &str) -> Option<String> {
        let mut before = self.records.range::<str, _>((Unbounded, Excluded(key)));
        before.next_back().map(|(key, _)| key.clone())
    }

    /// The nodes after this key, or before all keys, that are not there.
    fn gap_mut(&mut self, key: Option<&str>) -> &mut Vec<Absent> {
        match key.and_then(|key| self.records.get_mut(key)) {
            Some(leaf) => &mut leaf.after,
            None => &mut self.first,
        }
    }

    /// Checks that all nodes between the keys next to this one are there.
    fn check_gap(&self, key: &str) -> Result<(), TreeError> {
        let mut before = self.records.range::<str, _>((Unbounded, Excluded(key)));
        let gap = before
            .next_back()
            .map_or(&self.first, |(_, leaf)| &leaf.after);
        gap.first().map_or(Ok(()), Absent::needed)
    }
}

impl Leaf {
    fn new(key: &str, cid: BlockCid) -> Self {
        Self {
            cid,
            layer: node::layer(key.as_bytes()),
            after: Vec::new(),
        }
    }
}

impl Absent {
    pub(super) fn needed(&self) -> Result<(), TreeError> {
        Err(TreeError::Missing(self.cid))
    }
}

/// A tree cannot be changed, or its nodes cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TreeError {
    /// The node with this CID is needed, and is not there.
    Missing(BlockCid),
    /// A node cannot be encoded.
    Node(DataError),
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(cid) => write!(f, "there is too little of the tree: no node {cid}"),
            Self::Node(error) => write!(f, "a node of the tree cannot be encoded: {error}"),
        }
    }
}

impl std::error::Error for TreeError {}
