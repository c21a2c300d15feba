//! CAR files of commits.

use anyhow::Result;
use ipld_core::{
    cid::{Cid, multihash::Multihash},
    ipld,
    ipld::Ipld,
};
use sha2::{Digest, Sha256};

use crate::page::text::Author;

/// Blocks with their CIDs, in the order of the file.
#[derive(Default)]
pub struct Blocks(Vec<(Cid, Vec<u8>)>);

impl Blocks {
    /// Adds a block, and returns its CID.
    pub fn add(&mut self, data: &Ipld) -> Result<Cid> {
        let bytes = serde_ipld_dagcbor::to_vec(data)?;
        let hash = Multihash::wrap(0x12, &Sha256::digest(&bytes))?;
        let cid = Cid::new_v1(0x71, hash);
        self.0.push((cid, bytes));
        Ok(cid)
    }

    /// The file, whose root is the block that was added last. That comes first.
    pub fn file(&self, root: Cid) -> Result<Vec<u8>> {
        let header = serde_ipld_dagcbor::to_vec(&ipld!({ "version": 1, "roots": [root] }))?;
        let mut file = Vec::new();
        length(&mut file, header.len());
        file.extend(header);
        for (cid, data) in self.0.iter().rev() {
            let cid = cid.to_bytes();
            length(&mut file, cid.len() + data.len());
            file.extend(cid);
            file.extend(data);
        }
        Ok(file)
    }
}

/// Writes an unsigned LEB128.
fn length(file: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        file.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    file.push(number as u8);
}

impl Author {
    /// The commit of a tree, and its CID.
    pub fn commit_block(
        &mut self,
        blocks: &mut Blocks,
        did: &str,
        rev: &str,
        tree: Cid,
    ) -> Result<Cid> {
        let signature: Vec<u8> = (0..64).map(|_| self.0.u8(..)).collect();
        blocks.add(&ipld!({
            "did": did,
            "version": 3,
            "data": tree,
            "rev": rev,
            "prev": null,
            "sig": Ipld::Bytes(signature),
        }))
    }

    /// The nodes of a tree from the one that has this path up to the root, whose CID is
    /// returned. Without a record, the path has been removed from its node.
    pub fn tree(&mut self, blocks: &mut Blocks, path: &str, record: Option<Cid>) -> Result<Cid> {
        let (collection, key) = path.split_once('/').unwrap_or((path, ""));
        let mut below: Option<Cid> = None;
        for level in 0..self.0.usize(3..7) {
            let mut keys: Vec<(String, Option<Cid>)> = (0..self.0.usize(1..7))
                .map(|_| (format!("{collection}/{}", self.tid()), None))
                .collect();
            if let (0, Some(record)) = (level, record) {
                keys.push((format!("{collection}/{key}"), Some(record)));
            }
            keys.sort();
            // Where the node below hangs.
            let parent = self.0.usize(..keys.len());
            let mut last = String::new();
            let mut entries = Vec::new();
            for (at, (key, record)) in keys.into_iter().enumerate() {
                let shared = key
                    .bytes()
                    .zip(last.bytes())
                    .take_while(|(one, other)| one == other)
                    .count();
                let right = if at == parent && below.is_some() {
                    below
                } else {
                    (level > 0 && self.chance(70)).then(|| self.hash())
                };
                entries.push(ipld!({
                    "p": shared as i64,
                    "k": Ipld::Bytes(key.as_bytes()[shared..].to_vec()),
                    "v": record.unwrap_or_else(|| self.hash()),
                    "t": right.map_or(Ipld::Null, Ipld::Link),
                }));
                last = key;
            }
            let left = (level > 0).then(|| Ipld::Link(self.hash()));
            let node = ipld!({ "l": left.unwrap_or(Ipld::Null), "e": entries });
            below = Some(blocks.add(&node)?);
        }
        Ok(below.unwrap_or_else(|| self.hash()))
    }
}
