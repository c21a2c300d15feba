//! The protocol's lexicons in this repository equal the published ones, except
//! for descriptions.

use std::fs;

use lexgen_tests::{corpus, json_files, lexicons};
use serde_json::Value;

/// Removes descriptions, and lists that are equivalent to absent ones.
fn without_prose(value: &mut Value, names_are_free: bool) {
    match value {
        Value::Object(fields) => {
            if !names_are_free {
                fields.remove("description");
                fields.remove("$type");
                if fields.get("required") == Some(&Value::Array(Vec::new())) {
                    fields.remove("required");
                }
            }
            for (name, value) in fields {
                without_prose(value, name == "properties" || name == "defs");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| without_prose(it, false)),
        _ => {}
    }
}

#[test]
fn our_copies_of_the_protocol_say_what_is_published() {
    let Some(official) = corpus("official") else {
        return;
    };
    let read = |path: &std::path::Path| {
        let text = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut document: Value = serde_json::from_slice(&text).expect("JSON");
        without_prose(&mut document, false);
        document
    };
    let files = json_files(&lexicons().join("com/atproto"));
    assert!(files.len() > 30, "{}", files.len());
    for path in files {
        let name = path.strip_prefix(lexicons()).expect("a path below");
        assert_eq!(
            read(&path),
            read(&official.join(name)),
            "{}",
            name.display()
        );
    }
}
