//! The library's front door as a build script uses it.

#![cfg(feature = "codegen")]

use std::{
    error::Error,
    fs,
    path::Path,
    process::{Command, Output},
};

use lexgen::{Builder, DeriveFor};

#[cfg(unix)]
#[path = "builder/hostile.rs"]
mod hostile;

const LEXICON: &str = r#"{"lexicon": 1, "id": "com.example.thing", "defs": {"main": {
    "type": "object", "properties": {"field": {"type": "string"}}}}}"#;

fn project() -> tempfile::TempDir {
    let project = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir_all(project.path().join("lexicons/deep")).expect("a folder");
    fs::write(project.path().join("lexicons/deep/thing.json"), LEXICON).expect("a file");
    project
}

#[test]
fn it_generates_a_file_or_a_folder() -> Result<(), Box<dyn Error>> {
    let project = project();
    let builder = || Builder::new().input(project.path().join("lexicons"));
    let file = project.path().join("one.rs");
    assert_eq!(builder().single_file(&file)?.written.len(), 1);
    assert_eq!(builder().single_file(&file)?.unchanged, 1);
    assert!(
        builder()
            .output_dir(project.path().join("tree"))?
            .written
            .len()
            > 1
    );
    assert!(project.path().join("tree/mod.rs").is_file());
    Ok(())
}

#[test]
fn errors_read_well_where_a_build_script_shows_them() {
    let project = project();
    let broken = LEXICON.replace("string", "strng");
    fs::write(project.path().join("lexicons/deep/thing.json"), broken).expect("a file");
    let builder = Builder::new().input(project.path().join("lexicons"));
    let error = builder
        .output_dir(project.path().join("tree"))
        .expect_err("is broken");
    let debug = format!("{error:?}");
    assert_eq!(debug, error.to_string());
    for part in ["strng", "thing.json", "\n"] {
        assert!(debug.contains(part), "no {part:?} in {debug}");
    }
    assert!(!project.path().join("tree").exists());
}

#[test]
fn settings_that_cannot_be_used_are_all_reported_in_the_end() {
    let builder = Builder::new()
        .include("com.example")
        .extern_path("com..a", "::a")
        .derive("1")
        .derive_for(
            DeriveFor::new("com")
                .derive("2")
                .attribute("#[a]")
                .field("b", "c d"),
        );
    let error = builder
        .output_dir("never")
        .expect_err("is unsound")
        .to_string();
    assert_eq!(error.lines().count(), 7, "{error}");
    assert!(!Path::new("never").exists());
}

/// Prints to standard output what cargo reads from a build script.
#[test]
#[ignore = "run by the test below, in a process of its own"]
fn build_script() -> Result<(), Box<dyn Error>> {
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR")?);
    let input = std::env::var_os("LEXICONS").unwrap_or("lexicons".into());
    Builder::new()
        .input(input)
        .single_file(out.join("lexicons.rs"))?;
    Ok(())
}

fn run_build_script(project: &Path) -> Output {
    run_build_script_with(project, Path::new("lexicons"))
}

fn run_build_script_with(project: &Path, input: &Path) -> Output {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "build_script", "--ignored", "--nocapture"])
        .env("LEXICONS", input)
        .current_dir(project)
        .env("OUT_DIR", project.join("out"))
        .env("CARGO", "cargo")
        .output()
        .expect("runs")
}

#[test]
fn cargo_is_told_every_file_and_folder() {
    let project = project();
    let output = run_build_script(project.path());
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    for path in ["lexicons", "lexicons/deep", "lexicons/deep/thing.json"] {
        let line = format!("cargo::rerun-if-changed={path}\n");
        assert!(text.contains(&line), "no {line} in {text}");
    }
    assert!(project.path().join("out/lexicons.rs").is_file());
}
