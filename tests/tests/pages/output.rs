//! What is written, and what is left alone.

use std::{fs, time::SystemTime};

use lexgen_tests::lexicons;

use crate::{docs, hostile, links, pages};

#[test]
fn a_second_run_writes_nothing() {
    let lexicons = lexicons();
    let folder = pages(&[&lexicons], &[]);
    let modified = |name: &str| -> SystemTime {
        let metadata = fs::metadata(folder.path().join(name)).expect("a file");
        metadata.modified().expect("a time")
    };
    let before = modified("index.html");
    let out = docs(&[&lexicons], folder.path(), &[]);
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(said.contains(" 0 files written, "), "{said}");
    assert_eq!(modified("index.html"), before);
    assert!(
        docs(&[&lexicons], folder.path(), &["--check"])
            .status
            .success()
    );
}

#[test]
fn pages_are_replaced_and_files_of_others_stay() {
    let (one, other) = (hostile(1), hostile(2));
    let folder = pages(&[one.path()], &[]);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("CNAME"), "lexicons.example").expect("it can be written");
    fs::write(path("about.html"), "<p>mine").expect("it can be written");
    fs::create_dir(path("more")).expect("a folder");
    fs::write(path("more/notes.md"), "mine").expect("it can be written");
    let out = docs(&[other.path()], folder.path(), &["--check"]);
    assert_eq!(out.status.code(), Some(1));
    let out = docs(&[other.path()], folder.path(), &["--as", "markdown"]);
    assert!(out.status.success());
    let names = fs::read_dir(folder.path()).expect("a folder");
    let names: Vec<_> = names.map(|it| it.expect("an entry").file_name()).collect();
    let html = names
        .iter()
        .filter(|it| it.to_string_lossy().ends_with(".html"));
    assert_eq!(html.count(), 1, "{names:?}");
    assert!(path("README.md").is_file());
    assert_eq!(fs::read(path("about.html")).expect("a file"), b"<p>mine");
    assert_eq!(fs::read(path("more/notes.md")).expect("a file"), b"mine");
    assert!(path("CNAME").is_file());
}

#[test]
fn a_page_of_another_is_not_overwritten() {
    let folder = pages(&[hostile(1).path()], &[]);
    fs::write(folder.path().join("index.html"), "<p>mine").expect("it can be written");
    let out = docs(&[hostile(2).path()], folder.path(), &[]);
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{said}");
    assert!(
        said.contains("refusing to replace files that lexgen did not write"),
        "{said}"
    );
    assert_eq!(
        fs::read(folder.path().join("index.html")).expect("a file"),
        b"<p>mine"
    );
}

#[test]
fn no_description_becomes_markup() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "<script>alert(1)</script> [x](javascript:alert(1)) `</code><img src=x onerror=a>` \
                \\\"onload=b \\u202e https://example.com/<b>";
    let lexicon = format!(
        r#"{{"lexicon": 1, "id": "com.example.evil", "description": "{text}", "defs": {{"main":
        {{"type": "object", "description": "{text}", "properties": {{
            "{text}": {{"type": "string", "knownValues": ["{text}"], "default": "{text}"}}
        }}}}}}}}"#
    );
    fs::write(folder.path().join("evil.json"), lexicon).expect("it can be written");
    for form in ["html", "markdown"] {
        let site = pages(&[folder.path()], &["--as", form]);
        links::check(site.path());
        for entry in fs::read_dir(site.path()).expect("a folder") {
            let path = entry.expect("an entry").path();
            let page = fs::read_to_string(&path).expect("a text");
            assert!(!page.contains('\u{202e}'), "{}", path.display());
            if path.extension().is_some_and(|it| it == "html") {
                for markup in ["<script>", "<img", "\"onload", "\"javascript:"] {
                    assert!(!page.contains(markup), "{}: {markup}", path.display());
                }
            }
        }
    }
}
