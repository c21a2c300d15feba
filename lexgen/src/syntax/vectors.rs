//! The protocol's public conformance vectors, which are not part of this
//! repository: tests that need them are skipped where they are absent.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{Format, check};

/// The folder with the official lexicons; the vectors are its neighbour
/// `interop`. `None`, with the reason printed, where there is none.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = match env::var_os("LEXGEN_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus"),
    };
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "skipped: no test data in {}; LEXGEN_CORPUS can name another folder",
        folder.display()
    );
    None
}

/// The values in one file: a line each, untrimmed, without comments.
fn values(file: &Path) -> Vec<String> {
    fs::read_to_string(file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        .split('\n')
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// Checks the format against every vector of the files `<stem>_<suffix>.txt`.
fn agrees(format: Format, stem: &str, invalid: &[&str]) {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("../interop/syntax");
    let mut wrong = Vec::new();

    let accepted = values(&folder.join(format!("{stem}_syntax_valid.txt")));
    for text in &accepted {
        if let Err(error) = check(format, text) {
            wrong.push(error.to_string());
        }
    }
    let mut refused = 0;
    for suffix in invalid {
        for text in values(&folder.join(format!("{stem}_{suffix}.txt"))) {
            refused += 1;
            if check(format, &text).is_ok() {
                wrong.push(format!("{text:?} must not be a valid {format}"));
            }
        }
    }
    println!("{format}: {} valid, {refused} invalid", accepted.len());
    assert!(!accepted.is_empty() && refused > 0, "{format}: no vectors");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

macro_rules! vectors {
    ($($test:ident: $format:ident, $stem:literal, $invalid:expr;)*) => {
        $(#[test]
        fn $test() {
            agrees(Format::$format, $stem, &$invalid);
        })*
    };
}

vectors! {
    at_identifier: AtIdentifier, "atidentifier", ["syntax_invalid"];
    at_uri: AtUri, "aturi", ["syntax_invalid"];
    cid: Cid, "cid", ["syntax_invalid"];
    datetime: Datetime, "datetime", ["syntax_invalid", "parse_invalid"];
    did: Did, "did", ["syntax_invalid"];
    handle: Handle, "handle", ["syntax_invalid"];
    language: Language, "language", ["syntax_invalid", "parse_invalid"];
    nsid: Nsid, "nsid", ["syntax_invalid"];
    record_key: RecordKey, "recordkey", ["syntax_invalid"];
    tid: Tid, "tid", ["syntax_invalid"];
    uri: Uri, "uri", ["syntax_invalid"];
}
