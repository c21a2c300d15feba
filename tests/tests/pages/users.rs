//! Who uses a definition, and how.

use std::{fmt::Write as _, fs};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{documents, pages};

/// The page of a document in Markdown.
fn markdown(input: &TempDir, page: &str) -> String {
    let folder = pages(&[input.path()], &["--as", "markdown"]);
    fs::read_to_string(folder.path().join(format!("{page}.md"))).expect("a page")
}

/// A record with one field, which refers to this definition.
fn record(to: &str) -> Value {
    json!({"main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {
        "to": {"type": "ref", "ref": to}
    }}}})
}

#[test]
fn what_only_names_a_definition_is_told_apart() {
    let input = documents(&[
        (
            "com.example.get",
            json!({"main": {"type": "query", "output": {"encoding": "application/json", "schema":
                {"type": "object", "properties": {"kind":
                    {"type": "string", "knownValues": ["com.example.defs#red", "blue"]}}}}}}),
        ),
        (
            "com.example.post",
            json!({"main": {"type": "record", "key": "tid",
                "record": {"type": "object", "properties": {}}}}),
        ),
        ("com.example.defs", json!({"red": {"type": "token"}})),
        (
            "com.example.authAll",
            json!({"main": {"type": "permission-set", "title": "All", "detail": "All.",
            "permissions": [
                {"type": "permission", "resource": "rpc", "lxm": ["com.example.get"], "aud": "*"},
                {"type": "permission", "resource": "repo", "collection": ["com.example.post"]}
            ]}}),
        ),
        (
            "com.example.room",
            json!({"main": {"type": "space", "key": "any", "name": "Room",
                "collections": ["com.example.post"]}}),
        ),
    ]);
    let set = "[com.example.authAll](com.example.authAll.md#main) *permission set*";
    let space = "[com.example.room](com.example.room.md#main) *space*";
    let value = "[com.example.get](com.example.get.md#main) *as a value*: \
                 [output.kind](com.example.get.md#main.output.kind)";
    let get = markdown(&input, "com.example.get");
    assert!(get.contains(set) && !get.contains(space), "{get}");
    let post = markdown(&input, "com.example.post");
    assert!(post.contains(set) && post.contains(space), "{post}");
    let token = markdown(&input, "com.example.defs");
    assert!(token.contains(value), "{token}");
    // Nothing but names leads there: no data does.
    assert!(!(get + &post + &token).contains("Reached from"));

    let site = pages(&[input.path()], &[]);
    let html = fs::read_to_string(site.path().join("com.example.post.html")).expect("a page");
    for label in ["permission set", "space"] {
        let label = format!("<span class=\"places\">{label}</span>");
        assert!(html.contains(&label), "{html}");
    }
}

#[test]
fn what_leads_to_a_cycle_leads_to_all_of_it() {
    let object =
        |to: &str| json!({"type": "object", "properties": {"to": {"type": "ref", "ref": to}}});
    let input = documents(&[
        ("com.example.post", record("com.example.defs#one")),
        (
            "com.example.defs",
            json!({"one": object("#two"), "two": object("#three"), "three": object("#one"),
                "end": {"type": "object", "properties": {}}}),
        ),
        (
            "com.example.get",
            json!({"main": {"type": "query", "output": {"encoding": "application/json", "schema":
                {"type": "ref", "ref": "com.example.defs#three"}}}}),
        ),
    ]);
    let page = markdown(&input, "com.example.defs");
    let record = "[com.example.post](com.example.post.md#main) *record*, stored";
    let query = "[com.example.get](com.example.get.md#main) *query*, sent to clients";
    // Once for each of the three, and for the document.
    assert_eq!(page.matches(record).count(), 4, "{page}");
    assert_eq!(page.matches(query).count(), 4, "{page}");
}

#[test]
fn what_leads_to_a_definition_leads_to_what_it_refers_to() {
    let object =
        |to: &str| json!({"type": "object", "properties": {"to": {"type": "ref", "ref": to}}});
    // In neither order of their names do all users come before what they refer to.
    let input = documents(&[
        ("com.example.post", record("com.example.defs#middle")),
        (
            "com.example.defs",
            json!({"middle": object("#first"), "first": object("#second"),
                "second": object("#end"), "end": {"type": "object", "properties": {}}}),
        ),
    ]);
    let page = markdown(&input, "com.example.defs");
    let record = "[com.example.post](com.example.post.md#main) *record*, stored";
    // For each of the four, and for the document.
    assert_eq!(page.matches(record).count(), 5, "{page}");
}

#[test]
fn of_very_many_users_all_are_listed_and_the_first_lead_there() {
    let mut set = vec![(
        "com.example.centre".to_owned(),
        json!({"main":
        {"type": "object", "properties": {}}}),
    )];
    set.extend((1000..1400).map(|number| {
        (
            format!("com.example.user{number}"),
            record("com.example.centre"),
        )
    }));
    let set: Vec<(&str, Value)> = set
        .iter()
        .map(|(nsid, defs)| (&**nsid, defs.clone()))
        .collect();
    let input = documents(&set);
    let page = markdown(&input, "com.example.centre-users");
    let mut expected = String::new();
    for number in 1000..1400 {
        let user = format!("com.example.user{number}");
        let _ = writeln!(
            expected,
            "- [{user}]({user}.md#main): [to]({user}.md#main.to)"
        );
    }
    assert!(page.contains(&expected), "{page}");
    assert!(
        page.contains("Reached from at least 300 endpoints and records"),
        "{page}"
    );
    let site = pages(&[input.path()], &[]);
    let html = fs::read_to_string(site.path().join("com.example.centre.html")).expect("a page");
    assert!(
        html.contains("Reached from at least 300 endpoints and records"),
        "{html}"
    );
}
