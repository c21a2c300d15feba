mod chunks;
mod damage;
mod lookup;
mod rules;

use super::{BlockCid, Codec};
use crate::{
    Data,
    data::{CidLink, to_dag_cbor},
};

/// A length as an unsigned LEB128.
pub fn length(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn part(bytes: &[u8]) -> Vec<u8> {
    [&length(bytes.len()), bytes].concat()
}

/// The header of a file.
pub fn header(roots: &[BlockCid]) -> Vec<u8> {
    let roots = roots
        .iter()
        .map(|cid| Data::from(CidLink::try_from(cid.to_cid()).unwrap()));
    let fields = [
        ("roots".to_owned(), Data::from_iter(roots)),
        ("version".to_owned(), Data::from(1)),
    ];
    part(&to_dag_cbor(&Data::from_iter(fields)).unwrap())
}

pub fn section(cid: BlockCid, data: &[u8]) -> Vec<u8> {
    part(&[&cid.to_bytes(), data].concat())
}

/// A file with these blocks, whose root is the first one.
pub fn file(blocks: &[&[u8]]) -> Vec<u8> {
    let cids: Vec<_> = blocks
        .iter()
        .map(|data| BlockCid::of(Codec::DagCbor, data))
        .collect();
    let mut file = header(cids.get(..1).unwrap_or_default());
    for (cid, data) in cids.iter().zip(blocks) {
        file.extend(section(*cid, data));
    }
    file
}
