//! Arbitrary blocks as a signed tree: all ways to find a record agree, and a tree that is
//! read is written as it was.
//!
//! The input is blocks, each after two bytes with its length. The last one is the root.
//! Links to other blocks cannot be guessed, so each link has the number of an earlier
//! block in its first byte, and is replaced by the CID of that block.
#![no_main]

use std::{
    sync::LazyLock,
    time::{Duration, UNIX_EPOCH},
};

use lexgen::{
    Did, Tid,
    car::{BlockCid, Codec, Writer},
    crypto::{Curve, PrivateKey},
    data::to_dag_cbor,
    repo::{Commit, Repo, RepoPath, Tree, VerifiedRepo},
};
use libfuzzer_sys::fuzz_target;

static KEY: LazyLock<PrivateKey> =
    LazyLock::new(|| PrivateKey::from_bytes(Curve::K256, &[7; 32]).expect("a key"));

/// What is before the digest in a link in DAG-CBOR.
const LINK: &[u8] = b"\xd8\x2a\x58\x25\x00\x01\x71\x12\x20";

/// The blocks of the input, with links between them.
fn blocks(mut input: &[u8]) -> Vec<(BlockCid, Vec<u8>)> {
    let mut blocks: Vec<(BlockCid, Vec<u8>)> = Vec::new();
    while let [high, low, rest @ ..] = input {
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(rest.len());
        let (data, rest) = rest.split_at(length);
        let mut data = data.to_vec();
        let mut at = 0;
        while let Some(found) = data[at..]
            .windows(LINK.len())
            .position(|bytes| bytes == LINK)
        {
            at += found + LINK.len();
            let Some(digest) = data.get_mut(at..at + 32) else {
                break;
            };
            if let Some((cid, _)) = blocks.get(usize::from(digest[0])) {
                digest.copy_from_slice(cid.digest());
            }
        }
        blocks.push((BlockCid::of(Codec::DagCbor, &data), data));
        input = rest;
    }
    blocks
}

fuzz_target!(|input: &[u8]| {
    let blocks = blocks(input);
    let Some((root, _)) = blocks.last() else {
        return;
    };
    let did = Did::new("did:web:alice.test").expect("a DID");
    let rev = Tid::from_parts(0, 0).expect("a TID");
    let mut commit = Commit::new(did.clone(), rev, *root);
    commit.sign(&KEY).expect("it can be signed");
    let commit = to_dag_cbor(&commit).expect("it can be written");

    let cid = BlockCid::of(Codec::DagCbor, &commit);
    let mut writer = Writer::new(Vec::new(), &[cid]).expect("memory");
    writer.write(Codec::DagCbor, &commit).expect("memory");
    for (_, data) in &blocks {
        writer.write(Codec::DagCbor, data).expect("memory");
    }
    let file = writer.into_inner();
    let now = UNIX_EPOCH + Duration::from_secs(1);
    let repo = VerifiedRepo::parse(&file, &did, &KEY.public_key(), now).expect("it is signed");
    let paths = walked(&repo);
    if let Ok(tree) = repo.tree() {
        whole(&repo, &tree, *root, &paths);
    }
    let _ = Repo::parse(&file)
        .expect("it is a repository")
        .record_cid(&path("a/b"));
});

fn path(text: &str) -> RepoPath {
    text.parse().expect("a path")
}

/// The paths of the records, in order. All of them are found if the whole tree can be
/// walked. If it cannot, a path says nothing: the walk has seen the nodes before the fault,
/// and a search only those that its key leads to.
fn walked(repo: &VerifiedRepo<'_>) -> Vec<RepoPath> {
    let mut paths = Vec::new();
    let mut is_whole = true;
    for record in repo.records() {
        match record {
            Ok(record) => paths.push((record.path.clone(), Some(record))),
            Err(_) => is_whole = false,
        }
    }
    if is_whole {
        for (path, record) in &paths {
            assert_eq!(repo.record(path).as_ref(), Ok(record), "{path}");
        }
    }
    paths.into_iter().map(|(path, _)| path).collect()
}

/// A tree whose nodes are all well-formed, although some can be missing.
fn whole(repo: &VerifiedRepo<'_>, tree: &Tree, root: BlockCid, paths: &[RepoPath]) {
    assert_eq!(tree.root(), Ok(root));
    let nodes = tree.nodes().expect("it has a root");
    assert_eq!(nodes.first().map(|(cid, _)| *cid), Some(root));
    for (cid, data) in &nodes {
        let block = repo.blocks().block(*cid).expect("no other node is made");
        assert_eq!(block.data, data);
    }
    let mut others = vec![path("-/-"), path("z/z")];
    for path in paths.iter().take(8) {
        let longer = format!("{path}0");
        others.extend(
            [Some(path.clone()), longer.parse().ok()]
                .into_iter()
                .flatten(),
        );
    }
    for path in &others {
        let found = repo.record_cid(path);
        assert_eq!(tree.get(path).ok(), found.as_ref().ok().copied(), "{path}");
        let Ok(before) = found else { continue };
        let mut changed = tree.clone();
        let other = BlockCid::of(Codec::DagCbor, b"\xf6");
        assert_eq!(changed.insert(path, other), Ok(before));
        match before {
            Some(before) => assert_eq!(changed.insert(path, before), Ok(Some(other))),
            None => assert_eq!(changed.remove(path), Ok(Some(other))),
        }
        assert_eq!(changed.root(), Ok(root));
        if let Ok(proof) = tree.proof([path]) {
            assert!(proof.iter().all(|node| nodes.contains(node)));
        }
    }
}
