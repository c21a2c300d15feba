//! Repositories for tests.

use crate::{
    Bytes, CidLink, Data,
    car::{BlockCid, Codec},
    data::{cid_of, to_dag_cbor},
    repo::Tree,
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

    /// Adds a repository with these records.
    pub fn repository(&mut self, records: &[(&str, Data)]) -> CidLink {
        let mut tree = Tree::new();
        for (key, data) in records {
            let record = BlockCid::try_from(&self.add(data)).unwrap();
            tree.insert(&key.parse().unwrap(), record).unwrap();
        }
        let nodes = tree.nodes().unwrap().into_iter();
        self.0.extend(nodes.map(|(_, data)| data));
        let root = tree.root().unwrap().into();
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
