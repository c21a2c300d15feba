//! From the records of a tree to its nodes.

use std::ops::RangeInclusive;

use super::{
    TreeError,
    node::{Block, Entry},
    tree::Absent,
};
use crate::{
    car::{BlockCid, Codec},
    data::{Bytes, Extra, to_dag_cbor},
};

/// A part of a tree.
#[derive(Clone, Copy)]
pub(super) enum Part<'t> {
    Record {
        key: &'t str,
        cid: BlockCid,
        layer: u32,
    },
    Absent(Absent),
}

impl Part<'_> {
    /// The layer, if it is a record.
    fn layer(&self) -> Option<u32> {
        match self {
            Self::Record { layer, .. } => Some(*layer),
            Self::Absent(_) => None,
        }
    }
}

/// A node of a tree.
pub(super) struct Encoded {
    pub(super) cid: BlockCid,
    pub(super) data: Vec<u8>,
    /// Between which records of the tree it is: the first gap is before the first one.
    pub(super) gaps: RangeInclusive<usize>,
}

/// The CID of the root of a tree.
pub(super) fn root(parts: &[Part<'_>]) -> Result<BlockCid, TreeError> {
    let mut nodes = Vec::new();
    build(parts, &mut nodes)
}

/// The nodes of a tree, each one before those below it.
pub(super) fn nodes(parts: &[Part<'_>]) -> Result<Vec<Encoded>, TreeError> {
    let mut nodes = Vec::new();
    build(parts, &mut nodes)?;
    nodes.reverse();
    Ok(nodes)
}

/// Adds all nodes, from right to left and each one after those below it. Returns the root.
fn build(parts: &[Part<'_>], nodes: &mut Vec<Encoded>) -> Result<BlockCid, TreeError> {
    let top = parts.iter().filter_map(Part::layer).max();
    let mut builder = Builder { nodes };
    match (top, parts) {
        (Some(top), _) => {
            let below = builder.below(parts, 0, top + 1)?;
            below.map_or_else(|| builder.node(&[], 0, 0), Ok)
        }
        // Without keys, the root could be any node below it.
        (None, [Part::Absent(absent), ..]) => Err(TreeError::Missing(absent.cid)),
        (None, _) => builder.node(&[], 0, 0),
    }
}

struct Builder<'n> {
    nodes: &'n mut Vec<Encoded>,
}

impl Builder<'_> {
    /// The node below one at a layer that has these parts. `before` is the number of
    /// records before them.
    fn below(
        &mut self,
        parts: &[Part<'_>],
        before: usize,
        layer: u32,
    ) -> Result<Option<BlockCid>, TreeError> {
        let Some(layer) = layer.checked_sub(1) else {
            return Ok(None);
        };
        match parts {
            [] => return Ok(None),
            [Part::Absent(absent)] if absent.layer == layer => return Ok(Some(absent.cid)),
            _ => {}
        }
        // A node that is not there would have to be merged with what is next to it.
        for part in parts {
            if let Part::Absent(absent) = part
                && absent.layer >= layer
            {
                return Err(TreeError::Missing(absent.cid));
            }
        }
        self.node(parts, before, layer).map(Some)
    }

    /// The node at a layer that has these parts.
    fn node(
        &mut self,
        parts: &[Part<'_>],
        before: usize,
        layer: u32,
    ) -> Result<BlockCid, TreeError> {
        let records = |parts: &[Part<'_>]| parts.iter().filter_map(Part::layer).count();
        let mut rest = parts;
        let mut end = before + records(parts);
        let gaps = before..=end;
        let mut entries = Vec::new();
        // From right to left, like the nodes.
        while let Some(last) = rest.iter().rposition(|part| part.layer() == Some(layer)) {
            let (left, right) = rest.split_at(last);
            let Some((Part::Record { key, cid, .. }, right)) = right.split_first() else {
                break;
            };
            end -= records(right);
            let right = self.below(right, end, layer)?;
            end -= 1;
            entries.push((*key, *cid, right));
            rest = left;
        }
        let left = self.below(rest, before, layer)?;
        let mut last = "";
        let entries = entries.iter().rev().map(|(key, cid, right)| {
            let prefix = common(last, key);
            last = key;
            Entry {
                prefix: i64::try_from(prefix).unwrap_or(i64::MAX),
                key: Bytes::from(key.as_bytes().get(prefix..).unwrap_or_default().to_vec()),
                record: (*cid).into(),
                right: right.map(Into::into),
                extra: Extra::new(),
            }
        });
        let block = Block {
            left: left.map(Into::into),
            entries: entries.collect(),
            extra: Extra::new(),
        };
        let data = to_dag_cbor(&block).map_err(TreeError::Node)?;
        let cid = BlockCid::of(Codec::DagCbor, &data);
        self.nodes.push(Encoded { cid, data, gaps });
        Ok(cid)
    }
}

/// How many bytes two keys have in common.
pub(super) fn common(one: &str, other: &str) -> usize {
    let pairs = one.bytes().zip(other.bytes());
    pairs.take_while(|(one, other)| one == other).count()
}
