//! The public conformance vectors of the tree.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::build::{Blocks, record};
use crate::repo::{Repo, node::layer};

fn vectors(file: &str) -> Option<String> {
    let corpus = std::env::var_os("LEXGEN_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    match std::fs::read_to_string(corpus.join("../interop/mst").join(file)) {
        Ok(text) => Some(text),
        Err(error) => {
            println!("skipped: {file}: {error}; set LEXGEN_CORPUS to the folder of the corpus");
            None
        }
    }
}

#[test]
fn layers_of_keys_agree() {
    let Some(text) = vectors("key_heights.json") else {
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
    let Some(text) = vectors("example_keys.txt") else {
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
