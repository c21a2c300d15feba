//! Every official lexicon becomes Rust that rustc, Clippy and rustdoc accept
//! without warnings, as a tree and as one file.

use std::{fs, path::Path};

use lexgen_tests::{Throwaway, corpus, generate, json_files, lexgen, lexicons};
use serde_json::Value;

/// Asserts that nothing was skipped: the summary counts every file.
fn assert_complete(said: &str, input: &Path) {
    let documents = json_files(input).len();
    assert!(
        said.contains(&format!("Generated {documents} documents (")),
        "{input:?} has {documents} documents: {said}"
    );
}

#[test]
fn everything_compiles_without_a_warning() {
    let mut all = Throwaway::new(env!("CARGO_TARGET_TMPDIR"), "corpus");

    let own = lexicons();
    assert_complete(&all.tree("own", &own, &[]), &own);
    all.tree("strict", &own, &["--strictness", "strict"]);
    // Compiles only if the trait can be derived for every type.
    all.tree("hashed", &own, &["--derive", "Hash"]);
    all.tree("recorded", &own, &["--record-enum", "AnyRecord"]);
    assert_complete(&all.single_file("own_file", "", &own, &[]), &own);

    // The same text was already documented as a tree. Links in a single file
    // are tested with the lexicons of this repository.
    let undocumented = "#[cfg(not(doc))]";
    if let Some(official) = corpus("official") {
        // With the lexicons that are proposed, where they are there.
        match corpus("next") {
            Some(next) => {
                let said = all.tree(
                    "official",
                    &official,
                    &[next.to_str().expect("a plain path")],
                );
                let documents = json_files(&official).len() + json_files(&next).len();
                let expected = format!("Generated {documents} documents (");
                assert!(said.contains(&expected), "{said}");
            }
            None => assert_complete(&all.tree("official", &official, &[]), &official),
        }
        let said = all.single_file("official_file", undocumented, &official, &[]);
        assert_complete(&said, &official);
    }
    if let Some(older) = corpus("official-2025-02") {
        assert_complete(&all.tree("older", &older, &[]), &older);
        let mut flags = vec!["--derive", "Hash", "--strictness", "strict"];
        flags.extend(["--record-enum", "AnyRecord"]);
        let said = all.single_file("older_file", undocumented, &older, &flags);
        assert_complete(&said, &older);
    }

    all.lint();
    all.document();
}

/// What is proposed only adds to what there is.
#[test]
fn what_is_proposed_breaks_nothing() {
    let (Some(official), Some(next)) = (corpus("official"), corpus("next")) else {
        return;
    };
    let output = lexgen()
        .args(["breaking", "--all", "--color=never", "--against"])
        .args([&official, &official, &next])
        .output()
        .expect("the binary was built");
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for path in json_files(&next) {
        let text = fs::read_to_string(path).expect("read");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let id = document["id"].as_str().expect("an id");
        assert!(
            said.contains(&format!("lexicon `{id}` added")),
            "{id}: {said}"
        );
    }
    assert!(!said.contains("removed"), "{said}");
}

/// The words of everything that a lexicon describes are in the documentation.
#[test]
fn no_description_is_lost() {
    let folders = [
        Some(lexicons()),
        corpus("official"),
        corpus("official-2025-02"),
        corpus("next"),
    ];
    for folder in folders.into_iter().flatten() {
        let output = tempfile::tempdir().expect("a folder can be made");
        generate(&folder, output.path(), &["-q", "--allow-missing"]);
        let generated: String = walkdir::WalkDir::new(output.path())
            .into_iter()
            .map(|entry| entry.expect("a file").into_path())
            .filter(|path| path.is_file())
            .map(|path| letters(&fs::read_to_string(path).expect("read")))
            .collect();
        let mut descriptions = Vec::new();
        for file in json_files(&folder) {
            let text = fs::read_to_string(&file).expect("read");
            let document: Value = serde_json::from_str(&text).expect("JSON");
            describe(&document, &mut descriptions);
        }
        assert!(descriptions.len() > 100);
        let lost: Vec<&String> = descriptions
            .iter()
            // What is not visible is spelt out.
            .filter(|text| !text.chars().any(|c| ('\u{200B}'..='\u{206F}').contains(&c)))
            .filter(|text| !generated.contains(&letters(text)))
            .collect();
        assert!(lost.is_empty(), "{lost:#?}");
    }
}

/// All texts about what is in a lexicon.
fn describe(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(text)) = fields.get("description") {
                found.push(text.clone());
            }
            fields.values().for_each(|it| describe(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| describe(it, found)),
        _ => {}
    }
}

/// What neither escaping nor layout changes.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).collect()
}
