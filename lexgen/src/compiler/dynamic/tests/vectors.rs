//! The protocol's conformance vectors for record data.

use std::{fs, path::PathBuf};

use serde_json::Value;

use super::{Schema, Subject, world};
use crate::data::Data;

/// The folder of the vectors, unless they are not there.
fn folder() -> Option<PathBuf> {
    let corpus = std::env::var_os("LEXGEN_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
        PathBuf::from,
    );
    let folder = corpus.join("../interop/lexicon");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there are no vectors; set LEXGEN_CORPUS");
    None
}

/// Every vector of a file: its name, and whether it is valid.
fn judge(file: &str) -> Vec<(String, bool)> {
    let Some(folder) = folder() else {
        return Vec::new();
    };
    let lexicon = fs::read_to_string(folder.join("catalog/record.json")).unwrap();
    let ir = world([lexicon.as_str()]);
    let schema = Schema::find(&ir, "example.lexicon.record", Subject::Value).unwrap();
    let vectors = fs::read_to_string(folder.join(file)).unwrap();
    let vectors: Vec<Value> = serde_json::from_str(&vectors).unwrap();
    println!("{file}: {} vectors", vectors.len());
    vectors
        .iter()
        .map(|vector| {
            let name = vector["name"].as_str().unwrap_or_default().to_owned();
            let key = schema.validate_key(vector["rkey"].as_str().unwrap_or_default());
            let verdict = serde_json::from_value::<Data>(vector["data"].clone())
                .map_err(|error| error.to_string())
                .and_then(|data| schema.validate(&data).map_err(|it| it.to_string()));
            println!("  {name}: {verdict:?}");
            (name, key.is_ok() && verdict.is_ok())
        })
        .collect()
}

#[test]
fn valid_records_are_valid() {
    for (name, valid) in judge("record-data-valid.json") {
        assert!(valid, "{name}");
    }
}

#[test]
fn invalid_records_are_invalid() {
    for (name, valid) in judge("record-data-invalid.json") {
        assert!(!valid, "{name}");
    }
}

/// Nearly every invalid vector is a whole record but for one field, and must
/// be refused for that field alone.
#[test]
fn invalid_records_are_refused_for_one_reason() {
    let Some(folder) = folder() else { return };
    let lexicon = fs::read_to_string(folder.join("catalog/record.json")).unwrap();
    let ir = world([lexicon.as_str()]);
    let schema = Schema::find(&ir, "example.lexicon.record", Subject::Value).unwrap();
    let vectors = fs::read_to_string(folder.join("record-data-invalid.json")).unwrap();
    for vector in serde_json::from_str::<Vec<Value>>(&vectors).unwrap() {
        let Ok(data) = serde_json::from_value::<Data>(vector["data"].clone()) else {
            continue;
        };
        let found = super::found(schema.validate(&data));
        let expected = match vector["name"].as_str().unwrap_or_default() {
            "unknown wrong type (bytes)" | "invalid array element" => 2,
            _ => 1,
        };
        assert_eq!(found.len(), expected, "{}: {found:?}", vector["name"]);
    }
}
