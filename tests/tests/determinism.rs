//! The output does not depend on file names and JSON formatting, and files that
//! are up to date are not touched.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use lexgen_tests::{corpus, generate, json_files, lexicons};
use serde_json::Value;
use walkdir::WalkDir;

/// The lexicons of this repository, and those of the corpus if it exists.
fn inputs() -> Vec<PathBuf> {
    [Some(lexicons()), corpus("official")]
        .into_iter()
        .flatten()
        .collect()
}

/// Every file of a tree.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    entries(folder)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("a path inside");
            (path.to_owned(), fs::read(entry.path()).expect("readable"))
        })
        .collect()
}

fn entries(folder: &Path) -> impl Iterator<Item = walkdir::DirEntry> {
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("readable"))
}

#[track_caller]
fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (contents(one), contents(other));
    assert!(!one.is_empty());
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        other.keys().collect::<Vec<_>>()
    );
    for (path, text) in &one {
        assert!(other[path] == *text, "{} differs", path.display());
    }
}

#[test]
fn two_runs_give_the_same_tree() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (number, input) in inputs().iter().enumerate() {
        let one = folder.path().join(format!("{number}-one"));
        let other = folder.path().join(format!("{number}-other"));
        generate(input, &one, &["-q"]);
        generate(input, &other, &["-q"]);
        assert_same(&one, &other);
    }
}

#[test]
fn names_of_files_and_layout_of_json_do_not_matter() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (number, input) in inputs().iter().enumerate() {
        let copy = folder.path().join(format!("{number}-copy"));
        for (place, path) in json_files(input).iter().enumerate() {
            rewrite(path, &copy, place);
        }
        assert_eq!(json_files(&copy).len(), json_files(input).len());
        let one = folder.path().join(format!("{number}-one"));
        let other = folder.path().join(format!("{number}-other"));
        generate(input, &one, &["-q"]);
        generate(&copy, &other, &["-q"]);
        assert_same(&one, &other);
    }
}

/// Copies a lexicon to `folder`, with a name that changes its position in every
/// order, and with different formatting.
fn rewrite(path: &Path, folder: &Path, place: usize) {
    let text = fs::read_to_string(path).expect("readable");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let id = document["id"].as_str().expect("an id");
    let backwards = 10_000 - place;
    let target = match place % 3 {
        0 => format!("{}.json", id.replace('.', "_")),
        1 => format!("z/{backwards}/{id}.json"),
        _ => format!("a/b/c/{backwards}.json"),
    };
    let target = folder.join(target);
    fs::create_dir_all(target.parent().expect("a folder")).expect("writable");
    let mut text = "\u{feff}".to_owned();
    print_backwards(&document, 0, &mut text);
    fs::write(target, text).expect("writable");
}

/// JSON with the members of objects in reverse order, tabs, Windows line ends,
/// and spaces in unusual places.
fn print_backwards(value: &Value, depth: usize, text: &mut String) {
    let line = format!("\r\n{}", "\t".repeat(depth));
    match value {
        Value::Object(members) => {
            *text += "{ ";
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|one, other| other.0.cmp(one.0));
            for (place, (name, value)) in members.into_iter().enumerate() {
                *text += if place == 0 { "" } else { " ," };
                *text += &format!("{line}{} : ", Value::from(name.as_str()));
                print_backwards(value, depth + 1, text);
            }
            *text += &format!("{line}}}");
        }
        Value::Array(items) => {
            *text += "[";
            for (place, item) in items.iter().enumerate() {
                *text += if place == 0 { "" } else { "," };
                *text += &line;
                print_backwards(item, depth + 1, text);
            }
            *text += "]";
        }
        scalar => *text += &scalar.to_string(),
    }
}

#[test]
fn a_second_run_touches_nothing() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (number, input) in inputs().iter().enumerate() {
        let output = folder.path().join(number.to_string());
        generate(input, &output, &["-q"]);
        // Times that no run sets by chance.
        let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        for entry in entries(&output) {
            let file = fs::File::open(entry.path()).expect("readable");
            file.set_modified(long_ago).expect("ours to change");
        }

        let said = generate(input, &output, &[] as &[&str]);
        assert!(said.contains(": 0 files written, "), "{said}");
        for entry in entries(&output) {
            let modified = entry.metadata().expect("readable").modified();
            assert_eq!(modified.expect("known"), long_ago, "{:?}", entry.path());
        }

        // The test detects changes: without one lexicon, files are written.
        let said = generate(input, &output, &["--exclude", "com.example.shelf.ringBell"]);
        let excluded = input == &lexicons();
        assert_eq!(said.contains(", 1 removed "), excluded, "{said}");
    }
}

#[test]
fn one_file_is_as_deterministic_as_a_tree() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (one, other) = (folder.path().join("one.rs"), folder.path().join("other.rs"));
    generate(&lexicons(), &one, &["--single-file", "-q"]);
    let copy = folder.path().join("copy");
    for (place, path) in json_files(&lexicons()).iter().enumerate() {
        rewrite(path, &copy, place);
    }
    generate(&copy, &other, &["--single-file", "-q"]);
    assert!(fs::read(one).expect("readable") == fs::read(other).expect("readable"));
}
