//! Repositories for tests.

use crate::{
    Bytes, CidLink, Data,
    car::{BlockCid, Codec},
    data::{cid_of, to_dag_cbor},
    repo::node::layer,
};

/// Blocks, and the links between them.
#[derive(Clone, Default)]
pub struct Blocks(pub Vec<Vec<u8>>);

impl Blocks {
    /// Adds a block, and returns its link.
    pub fn add(&mut self, data: &Data) -> CidLink {
        self.0.push(to_dag_cbor(data).unwrap());
        CidLink::try_from(cid_of(data).unwrap()).unwrap()
    }

    /// Adds the nodes of a tree with these keys, and returns the link to its root.
    fn tree(&mut self, keys: &[(String, CidLink)], at: u32) -> CidLink {
        let mut entries = Vec::new();
        let mut last = "";
        let mut parts = keys.split_inclusive(|(key, _)| layer(key.as_bytes()) == at);
        let below = |part: &[(String, CidLink)], blocks: &mut Self| {
            (!part.is_empty()).then(|| blocks.tree(part, at - 1))
        };
        let mut part = parts.next().unwrap_or_default();
        let mut left = Vec::new();
        loop {
            match part.split_last() {
                Some(((key, record), before)) if layer(key.as_bytes()) == at => {
                    left.push(below(before, self));
                    let same = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b);
                    let prefix = same.count();
                    entries.push((prefix, key[prefix..].to_owned(), record.clone()));
                    last = key;
                }
                _ => left.push(below(part, self)),
            }
            match parts.next() {
                Some(next) => part = next,
                None => break,
            }
        }
        left.resize(entries.len() + 1, None);
        let mut left = left.into_iter();
        let first = left.next().flatten();
        let entries = entries.into_iter().zip(left);
        node(
            first,
            entries.map(|((prefix, key, record), right)| entry(prefix, &key, record, right)),
        )
        .pipe(self)
    }

    /// Adds a repository with these records.
    pub fn repository(&mut self, records: &[(&str, Data)]) -> CidLink {
        let mut keys: Vec<_> = records
            .iter()
            .map(|(key, data)| ((*key).to_owned(), self.add(data)))
            .collect();
        keys.sort();
        let top = keys.iter().map(|(key, _)| layer(key.as_bytes())).max();
        let root = match top {
            Some(top) => self.tree(&keys, top),
            None => node(None, []).pipe(self),
        };
        self.commit(&root)
    }

    /// Adds a commit of a tree.
    pub fn commit(&mut self, root: &CidLink) -> CidLink {
        let null: Option<CidLink> = None;
        let fields = [
            ("did", Data::from("did:web:alice.test")),
            ("version", Data::from(3)),
            ("data", Data::from(root.clone())),
            ("rev", Data::from("3jui7kd54zh2y")),
            ("prev", Data::encode(&null).unwrap()),
            ("sig", Data::from(Bytes::from(vec![0; 64]))),
        ];
        self.add(&object(fields))
    }

    /// The CAR file of these blocks. The commit is the last block, and the root.
    pub fn file(&self) -> Vec<u8> {
        let cids: Vec<_> = self
            .0
            .iter()
            .map(|data| BlockCid::of(Codec::DagCbor, data))
            .collect();
        let mut file = crate::car::tests::header(&cids[cids.len() - 1..]);
        for (cid, data) in cids.iter().zip(&self.0) {
            file.extend(crate::car::tests::section(*cid, data));
        }
        file
    }
}

/// A node that is not a block yet.
pub struct Node(Data);

impl Node {
    pub fn pipe(self, blocks: &mut Blocks) -> CidLink {
        blocks.add(&self.0)
    }
}

pub fn node(left: Option<CidLink>, entries: impl IntoIterator<Item = Data>) -> Node {
    Node(object([
        ("l", Data::encode(&left).unwrap()),
        ("e", Data::from_iter(entries)),
    ]))
}

pub fn entry(prefix: usize, key: &str, record: CidLink, right: Option<CidLink>) -> Data {
    object([
        ("p", Data::from(i64::try_from(prefix).unwrap())),
        ("k", Data::from(Bytes::from(key.as_bytes().to_vec()))),
        ("v", Data::from(record)),
        ("t", Data::encode(&right).unwrap()),
    ])
}

pub fn object<const N: usize>(fields: [(&str, Data); N]) -> Data {
    Data::from_iter(fields.map(|(name, value)| (name.to_owned(), value)))
}

/// A record with a `$type`.
pub fn record(collection: &str, text: &str) -> Data {
    object([
        ("$type", Data::from(collection)),
        ("text", Data::from(text)),
    ])
}
