//! What pages say, in the form that is easy to read.

use std::fs;

use lexgen_tests::lexicons;

use crate::pages;

#[test]
fn of_some_documents() {
    let folder = pages(&[&lexicons()], &["--as", "markdown"]);
    for nsid in [
        "com.atproto.server.createSession",
        "com.example.shelf.book",
        "com.example.shelf.searchBooks",
        "com.example.shelf.subscribeDesk",
        "com.example.shelf.authPatron",
        "com.example.shelf.readingRoom",
    ] {
        let page = fs::read_to_string(folder.path().join(format!("{nsid}.md"))).expect("a page");
        insta::assert_snapshot!(nsid, page);
    }
}

#[test]
fn the_list_of_documents_has_the_titles_that_people_see() {
    let folder = pages(&[&lexicons()], &["--as", "markdown"]);
    let list = fs::read_to_string(folder.path().join("README.md")).expect("a page");
    let entry = list.lines().find(|line| line.starts_with("- [authPatron]"));
    let entry = entry.expect("an entry");
    assert!(
        entry.contains("*permission set*, **Library card**"),
        "{entry}"
    );
}
