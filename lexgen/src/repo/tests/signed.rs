//! Signed repositories for tests.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{build::record, tree::file};
use crate::{
    Did, Tid,
    car::{BlockCid, Codec},
    crypto::{Curve, PrivateKey, PublicKey},
    data::to_dag_cbor,
    repo::{Commit, ProofError, Repo, RepoPath, Tree, VerifiedRepo},
};

/// The time of the revision of every commit.
pub const NOW: Duration = Duration::from_secs(1_700_000_000);

/// An account whose repository has these records.
pub struct Account {
    pub key: PrivateKey,
    pub tree: Tree,
    pub commit: Commit,
    pub records: Vec<(RepoPath, Vec<u8>)>,
}

pub fn did() -> Did {
    Did::new("did:web:alice.test").unwrap()
}

pub fn now() -> SystemTime {
    UNIX_EPOCH + NOW
}

impl Account {
    pub fn new(curve: Curve, count: usize) -> Self {
        let key = PrivateKey::from_bytes(curve, &[7; 32]).unwrap();
        let mut tree = Tree::new();
        let mut records = Vec::new();
        for number in 0..count {
            let path: RepoPath = format!("com.example.note/{number:04}").parse().unwrap();
            let data = to_dag_cbor(&record("com.example.note", &number.to_string())).unwrap();
            tree.insert(&path, BlockCid::of(Codec::DagCbor, &data))
                .unwrap();
            records.push((path, data));
        }
        let rev = Tid::from_parts(NOW.as_micros() as u64, 0).unwrap();
        let mut commit = Commit::new(did(), rev, tree.root().unwrap());
        commit.sign(&key).unwrap();
        Self {
            key,
            tree,
            commit,
            records,
        }
    }

    pub fn public(&self) -> PublicKey {
        self.key.public_key()
    }

    /// The commit with another value of a field, signed again.
    pub fn with(&self, change: impl FnOnce(&mut Commit)) -> Commit {
        let mut commit = self.commit.clone();
        change(&mut commit);
        commit.sign(&self.key).unwrap();
        commit
    }

    /// The blocks that prove whether there is a record with a path, and which: none of
    /// them can be left out.
    pub fn proof(&self, path: &RepoPath) -> Vec<Vec<u8>> {
        let mut blocks = vec![to_dag_cbor(&self.commit).unwrap()];
        let nodes = self.tree.proof([path]).unwrap();
        blocks.extend(nodes.into_iter().map(|(_, data)| data));
        let record = self.records.iter().find(|(other, _)| other == path);
        blocks.extend(record.map(|(_, data)| data.clone()));
        // Nodes next to the record are only needed to remove it.
        let mut at = 1;
        while at < blocks.len() {
            let mut fewer = blocks.clone();
            fewer.remove(at);
            let file = repository(&fewer);
            match Repo::parse(&file).and_then(|repo| repo.record(path).map(drop)) {
                Ok(()) => blocks = fewer,
                Err(_) => at += 1,
            }
        }
        blocks
    }

    /// What blocks, the first of which is the root, say of a path.
    pub fn read(&self, blocks: &[Vec<u8>], path: &RepoPath) -> Result<Option<Vec<u8>>, ProofError> {
        let file = repository(blocks);
        let repo = VerifiedRepo::parse(&file, &did(), &self.public(), now())?;
        Ok(repo.record(path)?.map(|record| record.data.to_vec()))
    }

    /// The error of a commit instead of the one of this account.
    pub fn error(&self, commit: &Commit) -> ProofError {
        let commit = to_dag_cbor(commit).unwrap();
        let file = repository(&[commit]);
        VerifiedRepo::parse(&file, &did(), &self.public(), now()).unwrap_err()
    }
}

/// The CAR file of blocks, the first of which is the root.
pub fn repository(blocks: &[Vec<u8>]) -> Vec<u8> {
    let root = BlockCid::of(Codec::DagCbor, &blocks[0]);
    file(root, blocks.iter().map(Vec::as_slice))
}
