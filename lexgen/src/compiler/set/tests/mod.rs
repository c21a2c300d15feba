//! Sets from folders, git repositories and snapshots.

mod damage;
mod git;
#[cfg(feature = "cli")]
mod installed;
mod lock;

use std::{fs, path::Path};

use tempfile::TempDir;

use super::{Context, Error, Loaded, load};
use crate::compiler::{diagnostic::Report, read::Version};

/// A lexicon with an object that has one field.
fn lexicon(nsid: &str, r#type: &str) -> String {
    format!(
        r#"{{"lexicon":1,"id":"{nsid}","defs":{{"main":{{"type":"object","properties":{{"field":{{"type":"{type}"}}}}}}}}}}"#
    )
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Loads a set with `folder` as the current folder and these inputs of the
/// project.
fn load_in(folder: &Path, origin: &str, inputs: &[&str]) -> Result<Loaded, Error> {
    let context = Context {
        folder: folder.to_owned(),
        inputs: inputs.iter().map(Into::into).collect(),
        ..Context::default()
    };
    load(&origin.parse::<Version>().unwrap(), &context)
}

fn ids(set: &Loaded) -> Vec<&str> {
    set.documents.iter().map(|it| it.id.as_str()).collect()
}

fn names(set: &Loaded) -> Vec<&str> {
    set.sources.iter().map(|(_, it)| it.name.as_str()).collect()
}

fn report(set: &Loaded) -> String {
    Report::new(&set.sources, set.diagnostics.clone()).to_text(false)
}

fn temporary() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn places_in_two_sets_go_into_one_report() {
    let folder = temporary();
    put(
        folder.path(),
        "old/a.json",
        &lexicon("com.example.a", "strng"),
    );
    put(
        folder.path(),
        "new/a.json",
        &lexicon("com.example.a", "intger"),
    );
    let mut old = load_in(folder.path(), "old", &[]).unwrap();
    let mut new = load_in(folder.path(), "new", &[]).unwrap();
    let mut all = Default::default();
    old.move_sources_to(&mut all);
    new.move_sources_to(&mut all);
    let both = old.diagnostics.into_iter().chain(new.diagnostics);
    let text = Report::new(&all, both).to_text(false);
    for part in ["old/a.json", "`strng`", "new/a.json", "`intger`"] {
        assert!(text.contains(part), "no {part} in {text}");
    }
}
