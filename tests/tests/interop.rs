//! The protocol's conformance vectors for lexicons.

use std::{fs, path::Path};

use lexgen_tests::{Throwaway, generate, interop, json_files, lexgen};
use serde_json::Value;

/// The documents of a file of vectors, each in a separate file with its name in
/// the vectors.
fn documents(vectors: &Path, folder: &Path) -> Vec<(String, std::path::PathBuf)> {
    let text = fs::read_to_string(vectors).expect("the vectors are readable");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("the vectors are JSON");
    cases
        .iter()
        .enumerate()
        .map(|(number, case)| {
            let name = case["name"].as_str().expect("a vector has a name");
            let path = folder.join(format!("{number}.json"));
            let text = serde_json::to_string_pretty(&case["lexicon"]).expect("JSON");
            fs::write(&path, text).expect("the folder is writable");
            (name.to_owned(), path)
        })
        .collect()
}

#[test]
fn valid_documents_become_rust_that_compiles() {
    let Some(vectors) = interop("lexicon") else {
        return;
    };
    let mut all = Throwaway::new(env!("CARGO_TARGET_TMPDIR"), "interop");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let valid = documents(&vectors.join("lexicon-valid.json"), folder.path());
    assert!(!valid.is_empty());
    // One by one, because several have the same name.
    for (number, (_, path)) in valid.iter().enumerate() {
        let said = all.tree(&format!("valid_{number}"), path, &["--allow-missing"]);
        assert!(said.contains("Generated 1 document "), "{said}");
    }
    if let Some(next) = interop("next") {
        let valid = documents(&next.join("lexicon-valid.json"), folder.path());
        assert!(!valid.is_empty());
        for (number, (_, path)) in valid.iter().enumerate() {
            let said = all.tree(&format!("next_{number}"), path, &["--allow-missing"]);
            assert!(said.contains("Generated 1 document "), "{said}");
        }
    }
    let catalog = vectors.join("catalog");
    let count = json_files(&catalog).len();
    assert!(count > 0);
    let said = all.tree("catalog", &catalog, &["--allow-missing"]);
    assert!(
        said.contains(&format!("Generated {count} documents ")),
        "{said}"
    );
    all.lint();
    all.document();
}

/// The expected error: the vector's name, the JSON pointer, and a part of the
/// text with `▸` at the location.
#[rustfmt::skip]
const REFUSED: &[(&str, &str, &str)] = &[
    ("invalid lexicon field", "/lexicon", r#""lexicon": ▸"one""#),
    ("invalid id field", "/id", r#""id": ▸2"#),
    ("invalid NSID", "/id", r#""id": ▸"one-two-three""#),
    ("defined unknown", "/defs/demo/type", r#""type": ▸"unknown""#),
    ("defined ref", "/defs/demo/type", r#""type": ▸"ref""#),
    ("non-main primary", "/defs/demo", r#"▸"demo": {"#),
    ("record missing type object", "/defs/main/record", r#"▸"record": {"#),
];

/// The same for the vectors of what is proposed. Some have no `key` either.
#[rustfmt::skip]
const REFUSED_NEXT: &[(&str, &str, &str)] = &[
    ("invalid lexicon field", "/lexicon", r#""lexicon": ▸"one""#),
    ("invalid id field", "/id", r#""id": ▸2"#),
    ("defined unknown", "/defs/demo/type", r#""type": ▸"unknown""#),
    ("defined ref", "/defs/demo/type", r#""type": ▸"ref""#),
    ("non-main primary", "/defs/demo", r#"▸"demo": {"#),
    ("record missing type object", "/defs/main/record", r#"▸"record": {"#),
    ("space missing name", "/defs/main", r#"▸"main": {"#),
    ("space missing collections", "/defs/main", r#"▸"main": {"#),
    ("space with non-NSID collection", "/defs/main/collections/0", r#"▸"not-a-valid-nsid""#),
    ("space as non-main definition", "/defs/demo", r#"▸"demo": {"#),
    ("space missing key", "/defs/main", r#"▸"main": {"#),
    ("space with invalid key type", "/defs/main/key", r#""key": ▸"bogus""#),
];

#[test]
fn invalid_documents_are_refused_at_the_right_place() {
    for (folder, refused) in [("lexicon", REFUSED), ("next", REFUSED_NEXT)] {
        if let Some(vectors) = interop(folder) {
            are_refused(&vectors, refused);
        }
    }
}

fn are_refused(vectors: &Path, refused: &[(&str, &str, &str)]) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = folder.path().join("out");
    let invalid = documents(&vectors.join("lexicon-invalid.json"), folder.path());
    let names: Vec<&str> = invalid.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<&str> = refused.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, expected, "the vectors have changed");

    for ((name, path), (_, pointer, marked)) in invalid.iter().zip(refused) {
        let result = lexgen()
            .arg("generate")
            .args([path, Path::new("-o"), &output])
            .output()
            .expect("the binary was built");
        let said = String::from_utf8_lossy(&result.stderr);
        assert_eq!(result.status.code(), Some(1), "{name}: {said}");
        assert!(!output.exists(), "{name}: something was written");
        assert!(said.contains(&format!("at: {pointer}\n")), "{name}: {said}");

        // The diagnostic has the line and the column of the error.
        let text = fs::read_to_string(path).expect("the file is readable");
        let (before, after) = marked.split_once('▸').expect("the table marks a place");
        let place = text.lines().enumerate().find_map(|(line, text)| {
            let column = text.find(&format!("{before}{after}"))? + before.len() + 1;
            Some(format!("{}:{}:{column}", path.display(), line + 1))
        });
        let place = place.expect("the error is in the text");
        assert!(said.contains(&place), "{name}: {place} in {said}");
    }
}

#[test]
fn what_is_refused_does_not_keep_others_from_being_generated() {
    let Some(vectors) = interop("lexicon") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let output = folder.path().join("out");
    generate(&vectors.join("catalog"), &output, &["--allow-missing"]);
    let files = json_files(&vectors.join("catalog")).len();

    let lexicons = folder.path().join("lexicons");
    fs::create_dir(&lexicons).expect("a folder can be made");
    documents(&vectors.join("lexicon-invalid.json"), &lexicons);
    let result = lexgen()
        .args(["generate", "--allow-missing", "--keep-going", "-o"])
        .args([&output, &lexicons, &vectors.join("catalog")])
        .output()
        .expect("the binary was built");
    let said = String::from_utf8_lossy(&result.stderr);
    assert_eq!(result.status.code(), Some(1), "{said}");
    assert!(
        said.contains(&format!("Generated {files} documents ")),
        "{said}"
    );
    assert!(said.contains(" 0 files written, "), "{said}");
    assert!(said.contains(", 0 removed "), "{said}");
}
