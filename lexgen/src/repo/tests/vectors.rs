//! The public conformance vectors of the tree.

use serde_json::Value;

use super::{
    build::{Blocks, record},
    tree::file,
};
use crate::{
    Cid,
    car::{BlockCid, BlockIndex},
    repo::{Repo, RepoPath, Tree, node::layer, tree_nodes::common},
    syntax::vectors::vectors,
};

#[test]
fn layers_of_keys_agree() {
    let Some(text) = vectors("mst/key_heights.json") else {
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let key = vector["key"].as_str().unwrap();
        // The key without any bytes is in no tree.
        assert_eq!(
            Some(u64::from(layer(key.as_bytes()))),
            vector["height"].as_u64(),
            "{key}"
        );
    }
}

#[test]
fn the_example_keys_are_a_tree() {
    let Some(text) = vectors("mst/example_keys.txt") else {
        return;
    };
    let keys: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    assert!(keys.len() > 100);
    let records: Vec<_> = keys
        .iter()
        .map(|key| (*key, record("a.b.c", key)))
        .collect();
    let mut blocks = Blocks::default();
    blocks.repository(&records);
    let file = blocks.file();
    let repo = Repo::parse(&file).unwrap();
    let mut found: Vec<_> = repo
        .records()
        .map(|record| record.unwrap().path.to_string())
        .collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!(found, sorted);
    for key in found.drain(..) {
        let record = repo.record(&key.parse().unwrap()).unwrap().unwrap();
        assert_eq!(record.path.to_string(), key);
    }
}

#[test]
fn common_prefixes_agree() {
    let Some(text) = vectors("mst/common_prefix.json") else {
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let text = |name: &str| vector[name].as_str().unwrap();
        let length = common(text("left"), text("right"));
        assert_eq!(
            vector["len"].as_u64(),
            u64::try_from(length).ok(),
            "{vector}"
        );
    }
}

/// Commits with their proofs: the tree before and after, the nodes in the proof, and that
/// the proof is enough to undo the commit.
#[test]
fn proofs_of_commits_agree() {
    let Some(text) = vectors("firehose/commit-proof-fixtures.json") else {
        return;
    };
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(!vectors.is_empty());
    for vector in &vectors {
        let cid = |value: &Value| {
            let cid = Cid::new(value.as_str().unwrap()).unwrap();
            BlockCid::try_from(&cid).unwrap()
        };
        let paths = |name: &str| -> Vec<RepoPath> {
            let paths = vector[name].as_array().unwrap().iter();
            paths
                .map(|path| path.as_str().unwrap().parse().unwrap())
                .collect()
        };
        let comment = &vector["comment"];
        let leaf = cid(&vector["leafValue"]);
        let before = cid(&vector["rootBeforeCommit"]);
        let after = cid(&vector["rootAfterCommit"]);
        let mut tree = Tree::new();
        for path in paths("keys") {
            tree.insert(&path, leaf).unwrap();
        }
        assert_eq!(tree.root(), Ok(before), "{comment}");
        let (adds, dels) = (paths("adds"), paths("dels"));
        for path in &adds {
            assert_eq!(tree.insert(path, leaf), Ok(None));
        }
        for path in &dels {
            assert_eq!(tree.remove(path), Ok(Some(leaf)));
        }
        assert_eq!(tree.root(), Ok(after), "{comment}");

        let proof = tree.proof(adds.iter().chain(&dels)).unwrap();
        let mut found: Vec<_> = proof.iter().map(|(cid, _)| *cid).collect();
        let expected = vector["blocksInProof"].as_array().unwrap().iter();
        let mut expected: Vec<_> = expected.map(cid).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{comment}");

        let file = file(after, proof.iter().map(|(_, data)| &data[..]));
        let mut tree = Tree::read(&BlockIndex::parse(&file).unwrap(), after).unwrap();
        for path in &dels {
            assert_eq!(tree.insert(path, leaf), Ok(None), "{comment}");
        }
        for path in &adds {
            assert_eq!(tree.remove(path), Ok(Some(leaf)), "{comment}");
        }
        assert_eq!(tree.root(), Ok(before), "{comment}");
    }
    println!("{} commits", vectors.len());
}
