//! All third-party data exists, so that no test passes without it.

use lexgen_tests::{corpus, interop, json_files};

#[test]
fn the_corpus_is_complete() {
    for (name, documents) in [("official", 402), ("official-2025-02", 228)] {
        let Some(folder) = corpus(name) else { return };
        assert_eq!(json_files(&folder).len(), documents, "{name}");
    }
}

#[test]
fn the_vectors_are_complete() {
    for (name, file) in [
        ("syntax", "nsid_syntax_valid.txt"),
        ("lexicon", "lexicon-invalid.json"),
        ("data-model", "data-model-fixtures.json"),
    ] {
        let Some(folder) = interop(name) else { return };
        assert!(folder.join(file).is_file(), "{name}/{file}");
    }
}
