//! What authors read about their mistakes.

#![cfg(feature = "cli")]

mod causes;

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with these files.
fn folder<'f>(files: impl IntoIterator<Item = (&'f str, Vec<u8>)>) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    folder
}

/// What `lexgen check` prints about a folder, with these flags.
fn checked(folder: &TempDir, flags: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lexgen"));
    command.arg("check").args(flags).arg(".");
    command.current_dir(folder.path()).env("NO_COLOR", "1");
    let output = command.output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (text(output.stdout), text(output.stderr))
}

/// The errors in a folder, as JSON.
fn errors(folder: &TempDir) -> Vec<Value> {
    let (found, _) = checked(folder, &["--format", "json"]);
    let found = found
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"));
    found
        .filter(|found: &Value| found["severity"] == "error")
        .collect()
}

/// Asserts what is shown about a file, notes included.
#[track_caller]
fn assert_shown(name: &str, bytes: Vec<u8>) {
    let text = String::from_utf8_lossy(&bytes).replace('\0', "");
    let folder = folder([("card.json", bytes)]);
    let (_, shown) = checked(&folder, &["-v"]);
    let (found, _) = shown.rsplit_once("     Checked").unwrap_or((&shown, ""));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, format!("{text}\n{found}"));
    });
}

/// Each document in `documents` has a mistake that authors make, and its snapshot says
/// what to write instead.
#[test]
fn what_to_write_instead() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes/documents");
    let mut count = 0;
    for file in fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let bytes = fs::read(&path).expect("a file");
        assert_shown(name.expect("a name"), bytes);
        count += 1;
    }
    assert!(count >= 40, "{count}");
}

#[test]
fn how_to_save_a_file() {
    let text = r#"{ "lexicon": 1 }"#;
    let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    assert_shown("utf16", [0xff, 0xfe].into_iter().chain(utf16).collect());
    let utf16 = text.encode_utf16().flat_map(u16::to_le_bytes);
    assert_shown("utf16_without_a_mark", utf16.collect());
    // A byte order mark of UTF-8 is not a mistake.
    assert_shown("utf8_with_a_mark", format!("\u{feff}{text}").into_bytes());
}
