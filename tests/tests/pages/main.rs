//! The pages of `lexgen docs`: of real lexicons and of hostile ones.

#[cfg(unix)]
mod curl;
mod large;
mod links;
mod markdown;
mod markup;
mod output;
mod shown;
mod users;

use std::{fs, path::Path, process::Output};

use lexgen_tests::{lexgen, random::Stranger};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Runs `lexgen docs`.
fn docs(inputs: &[&Path], output: &Path, flags: &[&str]) -> Output {
    let mut command = lexgen();
    command.arg("docs").args(inputs).arg("-o").arg(output);
    command
        .args(["--allow-missing", "--allow-unknown"])
        .args(flags);
    command.output().expect("it runs")
}

/// The same, which succeeds.
fn pages(inputs: &[&Path], flags: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let out = docs(inputs, folder.path(), flags);
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{errors}");
    folder
}

/// A set of the random author.
fn hostile(seed: u64) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (number, document) in Stranger::new(seed).lexicons().iter().enumerate() {
        let file = folder.path().join(format!("{number}.json"));
        fs::write(file, document.to_string()).expect("it can be written");
    }
    folder
}

/// A folder with these documents.
fn documents(documents: &[(&str, Value)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (nsid, defs) in documents {
        let text = json!({ "lexicon": 1, "id": nsid, "defs": defs }).to_string();
        let file = folder.path().join(format!("{nsid}.json"));
        fs::write(file, text).expect("it can be written");
    }
    folder
}
