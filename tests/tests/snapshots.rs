//! Generated code for review: createSession, and a few documents that together
//! have every kind of item.
//!
//! `INSTA_UPDATE=always cargo test -p lexgen-tests --test snapshots` accepts the
//! current output; read the diff before committing.

use std::{fs, path::Path, sync::LazyLock};

use lexgen_tests::{generate, lexicons};
use tempfile::TempDir;

/// The path below the output, and the kind of document.
const SHOWN: [(&str, &str); 11] = [
    (
        "com/atproto/server/create_session.rs",
        "procedure with a body, known values, errors",
    ),
    (
        "com/example/shelf/review.rs",
        "record, open, empty and closed union, inline object, default",
    ),
    (
        "com/example/shelf/search_books.rs",
        "query, params with lists, closed values, nested inline objects, errors",
    ),
    (
        "com/example/shelf/import_catalogue.rs",
        "procedure whose body is not JSON",
    ),
    (
        "com/example/shelf/subscribe_desk.rs",
        "subscription, messages, bytes, links, null",
    ),
    (
        "com/example/shelf/watch_returns.rs",
        "subscription with a subprotocol",
    ),
    ("com/example/shelf/auth_patron.rs", "permission set"),
    (
        "com/example/shelf/defs.rs",
        "tokens, one definition of each scalar type, deprecation",
    ),
    (
        "com/example/shelf/section.rs",
        "recursion, direct and through another document",
    ),
    (
        "com/example/awkward/field_names.rs",
        "properties that are keywords, clash or are no identifiers",
    ),
    ("mod.rs", "the root of a tree, with its header"),
];

static TREE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder can be made");
    generate(&lexicons(), folder.path(), &["-q"]);
    folder
});

fn generated(path: &str) -> String {
    let path = TREE.path().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn generated_files_read_well() {
    for (path, what) in SHOWN {
        let name = Path::new(path)
            .file_stem()
            .expect("a file")
            .to_string_lossy();
        insta::with_settings!({ description => what, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(&*name, generated(path));
        });
    }
}

/// The types are near the top of the file.
#[test]
fn what_people_read_of_create_session_is_short() {
    let text = generated("com/atproto/server/create_session.rs");
    let (read, wire) = text
        .split_once("// Serialization.")
        .expect("the file has two parts");
    assert!(read.lines().count() < 120, "{}", read.lines().count());
    for item in ["CreateSession", "Input", "Output", "OutputStatus", "Error"] {
        let is_there = |text: &str| {
            ["struct", "enum"].iter().any(|kind| {
                text.contains(&format!("pub {kind} {item} "))
                    || text.contains(&format!("pub {kind} {item};"))
            })
        };
        assert!(is_there(read), "{item}");
        assert!(!is_there(wire), "{item}");
    }
}

/// A single file contains the same items as the tree, indented.
#[test]
fn one_file_is_the_tree_in_one() {
    let file = TREE.path().join("one/lexicons.rs");
    fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
    generate(&lexicons(), &file, &["-q", "--single-file"]);
    let text = fs::read_to_string(file).expect("readable");
    let of_file: Vec<&str> = text.lines().map(str::trim).collect();
    let of_tree = generated("com/atproto/server/create_session.rs");
    let wanted: Vec<&str> = of_tree
        .lines()
        .skip_while(|line| !line.starts_with("//!"))
        .map(str::trim)
        .collect();
    assert!(of_file.windows(wanted.len()).any(|lines| lines == wanted));
}
