//! What authors of lexicons use, over every lexicon there is.

use std::{fs, path::Path, process::Output};

use lexgen_tests::{corpus, json_files, lexgen, lexicons, random::Stranger};

/// Runs the command in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = lexgen();
    command.args(arguments).current_dir(folder);
    command.output().expect("the binary was built")
}

/// The CIDs of every document in a folder.
fn cids(folder: &Path) -> String {
    let files = json_files(folder);
    let names = files.iter().map(|path| path.to_str().expect("plain names"));
    let arguments: Vec<&str> = ["cid"].into_iter().chain(names).collect();
    String::from_utf8(run(folder, &arguments).stdout).expect("text")
}

/// Formats every document in a folder, and returns the summary.
fn assert_formatting_keeps_the_data(folder: &Path) -> String {
    let before = cids(folder);
    let output = run(folder, &["fmt", "."]);
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(output.status.success(), "{said}");
    assert_eq!(cids(folder), before);
    assert!(before.contains("bafyrei"), "{before}");
    let again = run(folder, &["fmt", ".", "--check"]);
    assert!(again.status.success(), "{again:?}");
    said
}

/// A folder with copies of all documents of another one.
fn copy(from: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (number, path) in json_files(from).iter().enumerate() {
        let to = folder.path().join(format!("{number}.json"));
        fs::copy(path, to).expect("a file can be copied");
    }
    folder
}

#[test]
fn formatting_keeps_the_data_of_every_lexicon() {
    let official = corpus("official");
    if let Some(official) = &official {
        let said = assert_formatting_keeps_the_data(copy(official).path());
        // The guide says so.
        assert!(said.contains("402 documents: 228 changed"), "{said}");
    }
    for folder in [Some(lexicons()), corpus("official-2025-02")] {
        if let Some(folder) = folder {
            assert_formatting_keeps_the_data(copy(&folder).path());
        }
    }
}

#[test]
fn formatting_keeps_the_data_of_random_lexicons() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for seed in 0..100 {
        let set = folder.path().join(seed.to_string());
        fs::create_dir(&set).expect("a folder can be made");
        for (number, document) in Stranger::new(seed).lexicons().iter().enumerate() {
            fs::write(set.join(format!("{number}.json")), document.to_string()).expect("written");
        }
    }
    assert_formatting_keeps_the_data(folder.path());
}
