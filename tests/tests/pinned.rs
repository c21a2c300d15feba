//! `assert_lexicons!` in a test of a user.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

#[test]
fn borrow_book() {
    lexgen::assert_lexicons!("../lexicons", "com.example.shelf.borrowBook");
}

/// The environment variable with the lexicons of [`pins_the_given_folder`].
const FOLDER: &str = "LEXGEN_PINNED";

#[test]
#[ignore = "run by the other tests, in processes of their own"]
fn pins_the_given_folder() {
    let folder = std::env::var(FOLDER).expect("a folder");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(&folder).join("snapshots"));
    settings.bind(|| lexgen::assert_lexicons!(folder, "com.example.*"));
}

/// Runs the test above in a separate process, with this `INSTA_UPDATE`.
fn run(folder: &Path, update: &str) -> Output {
    let mut command = Command::new(std::env::current_exe().expect("a test has a binary"));
    command
        .args(["--ignored", "--exact", "pins_the_given_folder"])
        .env(FOLDER, folder)
        .env("INSTA_UPDATE", update)
        .env("RUST_BACKTRACE", "0")
        .env_remove("INSTA_FORCE_PASS")
        .env_remove("INSTA_OUTPUT");
    command.output().expect("a test can be run")
}

/// The part of the failure message that is not from insta.
fn message(output: &Output) -> String {
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stdout);
    let start = text
        .find("the lexicons `com.example.*` in")
        .unwrap_or_else(|| panic!("{text}"));
    let end = text[start..]
        .find("INSTA_UPDATE=always.")
        .expect("how to accept");
    text[start..start + end].to_owned()
}

fn lexicon(folder: &Path, defs: &str) {
    let text = format!(r#"{{"lexicon": 1, "id": "com.example.lend", "defs": {{{defs}}}}}"#);
    fs::write(folder.join("lend.json"), text).expect("a file can be written");
}

const BEFORE: &str = r#""main": {"type": "procedure",
    "input": {"encoding": "application/json", "schema": {"type": "object",
        "required": ["book"], "properties": {
            "book": {"type": "string", "format": "at-uri"},
            "days": {"type": "integer", "maximum": 60, "description": "Deprecated."}}}},
    "errors": [{"name": "OnLoan"}]}"#;

const AFTER: &str = r#""main": {"type": "procedure",
    "input": {"encoding": "application/json", "schema": {"type": "object",
        "required": ["book", "card"], "properties": {
            "book": {"type": "string", "format": "at-uri"},
            "card": {"type": "string"},
            "days": {"type": "integer", "maximum": 30, "description": "Deprecated."}}}},
    "errors": [{"name": "OnLoan"}, {"name": "Overdue"}]}"#;

#[test]
fn a_change_fails_with_its_verdicts_until_it_is_accepted() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let folder = folder.path();
    lexicon(folder, BEFORE);
    assert!(run(folder, "always").status.success());
    assert!(run(folder, "no").status.success());

    lexicon(
        folder,
        &BEFORE.replacen("{", r#"{"description": "Lends.", "#, 1),
    );
    assert!(
        run(folder, "no").status.success(),
        "a text for people has changed"
    );

    lexicon(folder, AFTER);
    let failed = run(folder, "new");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    let text = message(&failed).replace(&folder.display().to_string(), "lexicons");
    settings.bind(|| insta::assert_snapshot!("pinned_message", text));
    let snapshots = fs::read_dir(folder.join("snapshots")).expect("insta's folder");
    let names: Vec<_> = snapshots
        .map(|it| it.expect("readable").file_name())
        .collect();
    assert!(
        names
            .iter()
            .any(|it| it.to_string_lossy().ends_with(".snap.new")),
        "`cargo insta review` finds nothing in {names:?}"
    );

    assert!(run(folder, "always").status.success(), "accepted");
    assert!(run(folder, "no").status.success());
}

#[test]
fn there_is_no_test_without_lexicons() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    lexicon(folder.path(), BEFORE);
    fs::rename(
        folder.path().join("lend.json"),
        folder.path().join("lend.txt"),
    )
    .expect("renamed");
    let failed = run(folder.path(), "always");
    let text = String::from_utf8_lossy(&failed.stdout).into_owned();
    assert!(
        text.contains("there are no lexicons `com.example.*` in"),
        "{text}"
    );

    lexicon(folder.path(), r#""main": {"type": "strin"}"#);
    let failed = run(folder.path(), "always");
    let text = String::from_utf8_lossy(&failed.stdout).into_owned();
    assert!(
        text.contains("have errors") && text.contains("strin"),
        "{text}"
    );
}
