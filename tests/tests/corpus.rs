//! Every official lexicon becomes Rust that rustc, Clippy and rustdoc accept
//! without warnings, as a tree and as one file.

use std::path::Path;

use lexgen_tests::{Throwaway, corpus, json_files, lexicons};

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
        assert_complete(&all.tree("official", &official, &[]), &official);
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
