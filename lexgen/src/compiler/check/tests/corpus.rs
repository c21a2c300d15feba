//! The protocol's own lexicons and its conformance vectors.

use std::{path::PathBuf, time::Instant};

use super::{check, check_text, found};
use crate::compiler::read::{Input, Limits, read};

/// The folder of third-party data, if there is one.
fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("LEXGEN_CORPUS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus")),
        PathBuf::from,
    );
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: no lexicons at {}; set LEXGEN_CORPUS",
        folder.display()
    );
    None
}

#[test]
fn official_lexicons_are_accepted() {
    let Some(corpus) = corpus() else { return };
    for (name, count) in [("official", 402), ("official-2025-02", 228)] {
        let before = Instant::now();
        let (sources, unread) = read(&[Input::Path(corpus.join(name))], &Limits::default());
        let read = before.elapsed();
        let checked = check(&sources);
        let total = before.elapsed();
        let definitions: usize = checked.documents.iter().map(|it| it.defs.len()).sum();
        println!(
            "{name}: {} documents, {definitions} definitions; read in {read:.1?}, checked in {:.1?}",
            checked.documents.len(),
            total - read
        );
        assert_eq!(unread, []);
        assert_eq!(found(&sources, &checked), [], "{name}");
        assert_eq!(checked.documents.len(), count);
    }
}

fn vectors(name: &str) -> Option<Vec<(String, String)>> {
    let file = corpus()?.join("../interop/lexicon").join(name);
    let cases: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let cases = cases.as_array().unwrap().iter();
    Some(
        cases
            .map(|it| {
                (
                    it["name"].as_str().unwrap().into(),
                    it["lexicon"].to_string(),
                )
            })
            .collect(),
    )
}

#[test]
fn valid_vectors_are_accepted() {
    let Some(cases) = vectors("lexicon-valid.json") else {
        return;
    };
    for (name, text) in cases {
        let (sources, checked) = check_text(&text);
        assert!(
            !checked.has_errors(),
            "{name}: {:?}",
            found(&sources, &checked)
        );
        assert_eq!(checked.documents.len(), 1, "{name}");
    }
}

#[test]
fn the_catalog_is_accepted() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("../interop/lexicon/catalog");
    let (sources, _) = read(&[Input::Path(folder)], &Limits::default());
    let checked = check(&sources);
    assert!(!checked.has_errors(), "{:?}", found(&sources, &checked));
    assert_eq!(checked.documents.len(), 5);
}

#[test]
fn invalid_vectors_are_refused_at_the_right_place() {
    let Some(cases) = vectors("lexicon-invalid.json") else {
        return;
    };
    let expected = [
        ("invalid lexicon field", "lexicon-version", "/lexicon"),
        ("invalid id field", "wrong-json-type", "/id"),
        ("invalid NSID", "invalid-nsid", "/id"),
        ("defined unknown", "type-not-allowed", "/defs/demo/type"),
        ("defined ref", "type-not-allowed", "/defs/demo/type"),
        ("non-main primary", "primary-not-main", "/defs/demo"),
        (
            "record missing type object",
            "missing-field",
            "/defs/main/record",
        ),
    ];
    assert_eq!(cases.len(), expected.len());
    for ((name, text), (same_name, code, pointer)) in cases.into_iter().zip(expected) {
        assert_eq!(name, same_name);
        let (sources, checked) = check_text(&text);
        assert_eq!(
            found(&sources, &checked),
            [("error", code, pointer.into())],
            "{name}"
        );
        assert!(checked.documents.is_empty());
    }
}
