//! The protocol's public conformance vectors. They are not part of this
//! repository; tests that need them are skipped if they are absent.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{Format, check};

/// The folder of the official lexicons, beside which the vectors are in
/// `interop`. Prints the reason and returns `None` if it is absent.
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

/// The text of a file of vectors. Prints the reason and returns `None` if it is absent.
#[cfg(feature = "car")]
pub(crate) fn vectors(file: &str) -> Option<String> {
    match fs::read_to_string(corpus()?.join("../interop").join(file)) {
        Ok(text) => Some(text),
        Err(error) => {
            println!("skipped: {file}: {error}");
            None
        }
    }
}

/// The lines of a file without comments, untrimmed.
fn values(file: &Path) -> Vec<String> {
    fs::read_to_string(file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        .split('\n')
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// Checks a format against every vector of the files `<format>_*_<verdict>.txt`.
fn agrees(format: Format, folder: &Path) {
    let stem = format.name().replace('-', "");
    let mut wrong = Vec::new();

    let accepted = values(&folder.join(format!("{stem}_syntax_valid.txt")));
    for text in &accepted {
        if let Err(error) = check(format, text) {
            wrong.push(error.to_string());
        }
    }
    let mut refused = values(&folder.join(format!("{stem}_syntax_invalid.txt")));
    let parse_invalid = folder.join(format!("{stem}_parse_invalid.txt"));
    if parse_invalid.exists() {
        refused.extend(values(&parse_invalid));
    }
    for text in &refused {
        if check(format, text).is_ok() {
            wrong.push(format!("{text:?} must not be a valid {format}"));
        }
    }
    println!(
        "{format}: {} valid, {} invalid",
        accepted.len(),
        refused.len()
    );
    assert!(
        !accepted.is_empty() && !refused.is_empty(),
        "{format}: no vectors"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_format_agrees_with_its_vectors() {
    let Some(corpus) = corpus() else { return };
    // There are no vectors of a proposal's format.
    let of_specification = |format: &Format| *format != Format::SpaceRef;
    for format in Format::ALL.into_iter().filter(of_specification) {
        agrees(format, &corpus.join("../interop/syntax"));
    }
}
