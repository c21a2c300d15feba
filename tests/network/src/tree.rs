//! The tree of a repository.

use std::collections::BTreeMap;

use lexgen::{
    Bytes, CidLink, Data,
    car::{BlockCid, Codec},
    data::to_dag_cbor,
};
use sha2::{Digest, Sha256};

/// The nodes on the way to a key, from the root; each block with its CID.
pub(crate) fn path(records: &BTreeMap<String, BlockCid>, key: &str) -> Vec<(BlockCid, Vec<u8>)> {
    let entries: Vec<_> = records
        .iter()
        .map(|(key, cid)| (key.as_str(), *cid))
        .collect();
    let top = entries.iter().map(|(key, _)| layer(key)).max();
    let mut nodes = Vec::new();
    node(&entries, top.unwrap_or_default(), Some(key), &mut nodes);
    nodes.reverse();
    nodes
}

fn layer(key: &str) -> u32 {
    let hash = Sha256::digest(key.as_bytes());
    let zeros = hash.iter().position(|byte| *byte > 0).unwrap_or(hash.len());
    let rest = hash.get(zeros).map_or(0, |byte| byte.leading_zeros());
    (u32::try_from(zeros).expect("32 at most") * 8 + rest) / 2
}

/// The CID of a node of these entries. If `wanted` is in its range, its block is kept, after
/// those of nodes below it.
fn node(
    entries: &[(&str, BlockCid)],
    at: u32,
    wanted: Option<&str>,
    kept: &mut Vec<(BlockCid, Vec<u8>)>,
) -> BlockCid {
    let mut left = None;
    let mut items: Vec<BTreeMap<String, Data>> = Vec::new();
    let (mut start, mut last) = (0_usize, "");
    let own = (0..entries.len()).filter(|&at_entry| layer(entries[at_entry].0) == at);
    for end in own.chain([entries.len()]) {
        let before = start.checked_sub(1).map(|it| entries[it].0);
        let after = entries.get(end).map(|it| it.0);
        let is_between =
            |key: &&str| before.is_none_or(|it| it < *key) && after.is_none_or(|it| *key < it);
        let below = entries.get(start..end).filter(|it| !it.is_empty());
        let below = below.map(|it| node(it, at - 1, wanted.filter(is_between), kept));
        let below = Data::encode(&below.map(CidLink::from)).expect("a link or null");
        match items.last_mut() {
            Some(item) => drop(item.insert("t".into(), below)),
            None => left = Some(below),
        }
        if let Some((key, cid)) = entries.get(end) {
            let prefix = last
                .bytes()
                .zip(key.bytes())
                .take_while(|(a, b)| a == b)
                .count();
            items.push(BTreeMap::from([
                (
                    "p".into(),
                    Data::from(i64::try_from(prefix).expect("short")),
                ),
                (
                    "k".into(),
                    Data::from(Bytes::from(key.as_bytes()[prefix..].to_vec())),
                ),
                ("v".into(), Data::from(CidLink::from(*cid))),
            ]));
            last = key;
        }
        start = end + 1;
    }
    let items = items.into_iter().map(Data::from_iter);
    let block = Data::from_iter([
        ("l".to_owned(), left.unwrap_or_default()),
        ("e".to_owned(), Data::from_iter(items)),
    ]);
    let block = to_dag_cbor(&block).expect("data");
    let cid = BlockCid::of(Codec::DagCbor, &block);
    if wanted.is_some() {
        kept.push((cid, block));
    }
    cid
}
