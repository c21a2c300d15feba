//! Accounts with lexicons.

use std::collections::BTreeMap;

use lexgen::{
    Data, Did, Tid,
    car::{BlockCid, Codec},
    crypto::{Curve, PrivateKey},
    data::to_dag_cbor,
    repo::Commit,
};
use serde_json::{Value, json};

use crate::{tree, write_car};

/// The collection of lexicons.
const COLLECTION: &str = "com.atproto.lexicon.schema";

/// An account, which has records by their record keys.
#[derive(Clone)]
pub struct Account {
    /// Its DID.
    pub did: String,
    /// The key that signs its commits.
    pub key: PrivateKey,
    /// The revision of its repository.
    pub rev: String,
    /// Its records.
    pub records: BTreeMap<String, Value>,
    /// The handle that it claims.
    pub handle: Option<String>,
}

/// A proof in parts, which a hostile server can change.
#[derive(Clone)]
pub struct Proof {
    /// The commit.
    pub root: BlockCid,
    /// The commit, the nodes on the way from the root of the tree, and the record.
    pub blocks: Vec<(BlockCid, Vec<u8>)>,
}

impl Proof {
    /// The CAR file.
    #[must_use]
    pub fn file(&self) -> Vec<u8> {
        write_car(self.root, &self.blocks)
    }
}

impl Account {
    /// An account with a `did:plc` of this letter, and a key on one of both curves.
    ///
    /// # Panics
    /// If it is not a letter.
    #[must_use]
    pub fn new(letter: char) -> Self {
        let curve = if letter < 'n' {
            Curve::P256
        } else {
            Curve::K256
        };
        let number = u8::try_from(letter).expect("a letter");
        Self {
            did: format!("did:plc:{}", String::from(letter).repeat(24)),
            key: PrivateKey::from_bytes(curve, &[number; 32]).expect("a key"),
            rev: "3jzfcijpj2z2a".to_owned(),
            records: BTreeMap::new(),
            handle: None,
        }
    }

    /// An account with a `did:plc` of a number, and a key on one of both curves. No letter has
    /// the same.
    ///
    /// # Panics
    /// If the number is above 200.
    #[must_use]
    pub fn numbered(number: u8) -> Self {
        let curve = [Curve::P256, Curve::K256][usize::from(number % 2)];
        let digits: String = (0..8)
            .map(|bit| if number >> bit & 1 == 1 { 'z' } else { 'a' })
            .collect();
        assert!(number <= 200, "another key");
        Self {
            did: format!("did:plc:numbered{digits}numbered"),
            key: PrivateKey::from_bytes(curve, &[number + 1; 32]).expect("a key"),
            rev: "3jzfcijpj2z2a".to_owned(),
            records: BTreeMap::new(),
            handle: None,
        }
    }

    /// The same with a lexicon, whose record is this type.
    #[must_use]
    pub fn with(mut self, nsid: &str) -> Self {
        self.records.insert(nsid.to_owned(), lexicon(nsid));
        self
    }

    /// The same with a record.
    #[must_use]
    pub fn with_record(mut self, rkey: &str, record: Value) -> Self {
        self.records.insert(rkey.to_owned(), record);
        self
    }

    /// Its DID document, with a PDS at a URL.
    #[must_use]
    pub fn document(&self, pds: &str) -> Value {
        let key = self.key.public_key().to_multikey();
        json!({
            "id": self.did,
            "alsoKnownAs": self.handle.iter().map(|it| format!("at://{it}")).collect::<Vec<_>>(),
            "verificationMethod": [{
                "id": format!("{}#atproto", self.did),
                "type": "Multikey",
                "controller": self.did,
                "publicKeyMultibase": key,
            }],
            "service": [{
                "id": "#atproto_pds",
                "type": "AtprotoPersonalDataServer",
                "serviceEndpoint": pds,
            }],
        })
    }

    /// The proof that it has a record, or that it has none.
    ///
    /// # Panics
    /// If a record is not in the data model.
    #[must_use]
    pub fn proof(&self, rkey: &str) -> Proof {
        self.proof_from(&self.blocks(), rkey)
    }

    /// The proof of each record.
    pub(crate) fn proofs(&self) -> impl Iterator<Item = (&str, Proof)> {
        let blocks = self.blocks();
        let rkeys = self.records.keys();
        rkeys.map(move |rkey| (rkey.as_str(), self.proof_from(&blocks, rkey)))
    }

    /// The records as blocks, by their keys in the tree.
    fn blocks(&self) -> BTreeMap<String, Vec<u8>> {
        (self.records.iter())
            .map(|(rkey, record)| {
                let record: Data = serde_json::from_value(record.clone()).expect("data");
                (
                    format!("{COLLECTION}/{rkey}"),
                    to_dag_cbor(&record).expect("data"),
                )
            })
            .collect()
    }

    fn proof_from(&self, blocks: &BTreeMap<String, Vec<u8>>, rkey: &str) -> Proof {
        let cids: BTreeMap<String, BlockCid> = (blocks.iter())
            .map(|(key, block)| (key.clone(), BlockCid::of(Codec::DagCbor, block)))
            .collect();
        let key = format!("{COLLECTION}/{rkey}");
        let nodes = tree::path(&cids, &key);
        let (root, _) = nodes.first().expect("a root");
        let did = Did::new_unchecked(self.did.as_str());
        let mut commit = Commit::new(did, Tid::new_unchecked(self.rev.as_str()), *root);
        commit.sign(&self.key).expect("data");
        let commit = to_dag_cbor(&commit).expect("data");
        let root = BlockCid::of(Codec::DagCbor, &commit);
        let record = blocks.get(&key).map(|block| (cids[&key], block.clone()));
        Proof {
            root,
            blocks: [(root, commit)]
                .into_iter()
                .chain(nodes)
                .chain(record)
                .collect(),
        }
    }

    /// A page of the list of its lexicons.
    #[must_use]
    pub fn list(&self) -> Value {
        let records: Vec<_> = (self.records.iter())
            .map(|(rkey, record)| {
                json!({
                    "uri": format!("at://{}/{COLLECTION}/{rkey}", self.did),
                    "cid": "",
                    "value": record,
                })
            })
            .collect();
        json!({ "records": records })
    }
}

/// A published lexicon of a record.
#[must_use]
pub fn lexicon(nsid: &str) -> Value {
    json!({
        "$type": COLLECTION,
        "lexicon": 1,
        "id": nsid,
        "defs": {
            "main": {
                "type": "record",
                "key": "tid",
                "record": {
                    "type": "object",
                    "required": ["text"],
                    "properties": { "text": { "type": "string", "maxLength": 3000 } },
                },
            },
        },
    })
}

/// A published lexicon that is small until it is written as JSON, where it has more than 100
/// bytes for each of these numbers.
#[must_use]
pub fn bulky(nsid: &str, numbers: usize) -> Value {
    let mut deep = Value::from(vec![0; numbers]);
    for _ in 0..50 {
        deep = json!([deep]);
    }
    let mut document = lexicon(nsid);
    document["deep"] = deep;
    document
}
