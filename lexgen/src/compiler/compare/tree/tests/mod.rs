//! The tree, as a user reads it.

use super::{Stat, TextRole, Tree};
use crate::compiler::{
    check::check,
    compare::{ChangeOptions, changes},
    ir::{self, Ir},
    source::Sources,
};

fn world(documents: &[(&str, &str)]) -> Ir {
    let mut sources = Sources::default();
    for (nsid, defs) in documents {
        let text = format!(r#"{{"lexicon":1,"id":"{nsid}","defs":{{{defs}}}}}"#);
        sources.add(*nsid, None, text);
    }
    let checked = check(&sources);
    let options = ir::Options {
        allow_missing: true,
        ..ir::Options::default()
    };
    ir::resolve(&checked.documents, &checked.refused, &options).0
}

fn plain(_: TextRole, text: &str) -> String {
    text.to_owned()
}

/// The tree between two sets, in so many columns.
fn tree(old: &[(&str, &str)], new: &[(&str, &str)], width: usize) -> String {
    let (old, new) = (world(old), world(new));
    let options = ChangeOptions {
        descriptions: true,
        ..ChangeOptions::default()
    };
    let text = Tree::of(&changes(&old, &new, options), &old, &new).to_text(width, plain);
    let longest = text.lines().map(|line| line.chars().count()).max();
    assert!(longest.unwrap_or(0) <= width, "{text}");
    text
}

const OLD: &[(&str, &str)] = &[
    (
        "com.example.book.defs",
        r##""view": {"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string"},
            "name": {"type": "string", "maxLength": 640},
            "by": {"type": "union", "refs": ["#author"]},
            "rating": {"type": "integer", "enum": [1, 2, 3]}}},
        "author": {"type": "object", "properties": {"did": {"type": "string", "format": "did"}}},
        "shelf": {"type": "object", "properties": {
            "books": {"type": "array", "items": {"type": "ref", "ref": "#view"}},
            "cover": {"type": "blob", "accept": ["image/png"]}}}"##,
    ),
    (
        "com.example.book.get",
        r##""main": {"type": "query", "description": "Gets a book by its identifier, or none.",
        "parameters": {"type": "params", "properties": {"limit": {"type": "integer", "maximum": 50}}},
        "output": {"encoding": "application/json",
            "schema": {"type": "ref", "ref": "com.example.book.defs#view"}},
        "errors": [{"name": "NotFound"}]}"##,
    ),
    (
        "com.example.book.old",
        r#""main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {}}}"#,
    ),
];

const NEW: &[(&str, &str)] = &[
    (
        "com.example.book.defs",
        r##""view": {"type": "object", "required": ["id", "name"], "properties": {
            "id": {"type": "string"},
            "name": {"type": "string", "maxLength": 64},
            "by": {"type": "union", "refs": ["#author", "#group", "#robot"]},
            "isbn": {"type": "string", "maxLength": 13},
            "rating": {"type": "integer", "enum": [1, 2, 3, 4, 5]}}},
        "author": {"type": "object", "properties": {"did": {"type": "string"}}},
        "group": {"type": "object", "properties": {}},
        "robot": {"type": "object", "properties": {}},
        "bookcase": {"type": "object", "properties": {
            "books": {"type": "array", "items": {"type": "ref", "ref": "#view"}},
            "cover": {"type": "blob", "accept": ["image/png"]}}}"##,
    ),
    (
        "com.example.book.get",
        r##""main": {"type": "query", "description": "Gets a book by its identifier, or a NotFound.",
        "parameters": {"type": "params", "required": ["id"], "properties": {
            "id": {"type": "string", "format": "tid"},
            "limit": {"type": "integer", "maximum": 100, "default": 20}}},
        "output": {"encoding": "application/json", "schema": {"type": "object", "properties": {
            "book": {"type": "ref", "ref": "com.example.book.defs#view"}}}},
        "errors": [{"name": "NotFound"}, {"name": "Gone"}, {"name": "Burnt"}]}"##,
    ),
    (
        "com.example.book.list",
        r#""main": {"type": "query", "output": {"encoding": "application/json"}}"#,
    ),
];

#[test]
fn a_tree_by_document_definition_and_path() {
    insta::assert_snapshot!(tree(OLD, NEW, 100));
}

#[test]
fn a_narrow_terminal_gets_shorter_values() {
    insta::assert_snapshot!(tree(OLD, NEW, 50));
}

/// What was different is what is left of a long text.
#[test]
fn long_texts_are_shown_from_where_they_differ() {
    let set = |end: &str| {
        let text = "A long description which goes on. ".repeat(9);
        format!(r#""main": {{"type": "token", "description": "{text}{end}"}}"#)
    };
    let (old, new) = (set("It ends here."), set("It ends there."));
    let text = tree(
        &[("com.example.thing", &old)],
        &[("com.example.thing", &new)],
        80,
    );
    insta::assert_snapshot!(text);
}

#[test]
fn lists_that_are_too_long_stand_below_each_other() {
    let set = |words: &[&str]| {
        let words: Vec<_> = words.iter().map(|it| format!("\"{it}\"")).collect();
        let words = words.join(",");
        format!(r#""main": {{"type": "string", "knownValues": [{words}]}}"#)
    };
    let old = set(&["kept", "apple", "pear"]);
    let new = set(&[
        "kept",
        "strawberry",
        "raspberry",
        "blackberry",
        "gooseberry",
    ]);
    let text = tree(
        &[("com.example.thing", &old)],
        &[("com.example.thing", &new)],
        60,
    );
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_in_a_lexicon_cannot_write_to_the_terminal() {
    let set = |text: &str| {
        let text = serde_json::to_string(text).expect("a text");
        format!(r#""main": {{"type": "string", "const": {text}}}"#)
    };
    let (old, new) = (set("a"), set("\u{1b}[31m\u{202e}red"));
    let text = tree(
        &[("com.example.thing", &old)],
        &[("com.example.thing", &new)],
        80,
    );
    assert!(text.contains("red"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}

#[test]
fn the_statistics_are_bars() {
    let (old, new) = (world(OLD), world(NEW));
    let changes = changes(&old, &new, ChangeOptions::default());
    insta::assert_snapshot!(Tree::of(&changes, &old, &new).to_stat(plain));
    let expected = Stat {
        added: 1,
        removed: 1,
        changed: 2,
        differences: changes.len() - 2,
    };
    assert_eq!(Stat::of(&changes), expected);
}

#[test]
fn programs_get_stable_fields() {
    let (old, new) = (world(OLD), world(NEW));
    let changes = changes(&old, &new, ChangeOptions::default());
    let of = |kind: &str| {
        let mut all = changes.iter().map(|it| it.to_json());
        all.find(|it| it["change"] == kind)
    };
    insta::assert_json_snapshot!([
        of("limit-changed"),
        of("document-added"),
        of("field-added"),
        of("definition-renamed"),
        of("reference-changed")
    ]);
}

#[test]
fn colours_are_the_callers() {
    let (old, new) = (world(OLD), world(NEW));
    let changes = changes(&old, &new, ChangeOptions::default());
    let tree = Tree::of(&changes, &old, &new);
    let painted = tree.to_text(100, |role, text| format!("<{role:?} {text}>"));
    for expected in [
        "<Heading com.example.book.defs>",
        "<Added +> <Added isbn>",
        "<Removed 640><Dim  → ><Added 64>",
    ] {
        assert!(painted.contains(expected), "no {expected} in {painted}");
    }
}
