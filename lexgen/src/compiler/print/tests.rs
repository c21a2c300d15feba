//! What documentation says of a lexicon.

use super::single_file;
use crate::compiler::{ir::tests::sound, items::Options};

/// The documentation of a document, line by line.
fn docs(defs: &str) -> Vec<String> {
    let ir = sound(&[("com.example.thing", defs)]);
    let text = single_file(&ir, &Options::default()).expect("laid out");
    let lines = text.lines().map(str::trim);
    let docs = lines.filter_map(|line| line.strip_prefix("///"));
    docs.map(|line| line.trim_start_matches(' ').to_owned())
        .collect()
}

#[track_caller]
fn assert_has(docs: &[String], expected: &[&str]) {
    let found = docs.windows(expected.len()).any(|lines| lines == expected);
    assert!(found, "{expected:#?} is not in {docs:#?}");
}

#[test]
fn items_of_arrays_are_described() {
    let docs = docs(
        r##""main": {"type": "record", "key": "tid", "record": {"type": "object", "properties": {
            "tags": {"type": "array", "maxLength": 8, "items": {"type": "string", "maxLength": 640, "maxGraphemes": 64, "description": "Combined with OR."}},
            "stars": {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 5}},
            "blobs": {"type": "array", "items": {"type": "cid-link", "description": "DEPRECATED -- always empty."}},
            "kinds": {"type": "array", "items": {"type": "string", "enum": ["x", "y"], "description": "Some kind."}},
            "parts": {"type": "array", "items": {"type": "union", "refs": ["#o"], "description": "- one\n- two"}},
            "rows": {"type": "array", "items": {"type": "array", "maxLength": 3, "items": {"type": "boolean", "description": "A cell."}}}}}},
        "o": {"type": "object", "properties": {}},
        "names": {"type": "array", "items": {"type": "string", "maxLength": 9, "description": "A name."}}"##,
    );
    let facts = "At most 640 bytes. At most 64 graphemes.";
    assert_has(
        &docs,
        &[
            "At most 8 items.",
            "",
            "Each item: Combined with OR.",
            "",
            facts,
        ],
    );
    assert_has(&docs, &["Each item: From 1 to 5."]);
    assert_has(&docs, &["Each item: DEPRECATED -- always empty."]);
    assert_has(&docs, &["Each item: Some kind."]);
    assert_has(&docs, &["Each item:", "", "- one", "- two"]);
    let rows = [
        "Each item: At most 3 items.",
        "",
        "Each item of an item: A cell.",
    ];
    assert_has(&docs, &rows);
    assert_has(&docs, &["Each item: A name.", "", "At most 9 bytes."]);
}

#[test]
fn bodies_are_described() {
    let docs = docs(
        r#""main": {"type": "procedure", "description": "Main.",
            "input": {"encoding": "application/json", "description": "What is sent.",
                "schema": {"type": "object", "description": "Of this type.", "properties": {}}},
            "output": {"encoding": "application/pdf", "description": "A leaflet."}}"#,
    );
    assert_has(
        &docs,
        &[
            "Main.",
            "",
            "Procedure `com.example.thing`.",
            "",
            "Response body: A leaflet.",
        ],
    );
    assert_has(&docs, &["What is sent.", "", "Of this type."]);
}

#[test]
fn messages_are_described() {
    let docs = docs(
        r##""main": {"type": "subscription", "message": {"description": "News.",
            "schema": {"type": "union", "refs": ["#o"]}}},
        "o": {"type": "object", "properties": {}}"##,
    );
    assert_has(&docs, &["News."]);
}

#[test]
fn lists_and_paragraphs_stay() {
    let docs = docs(
        r#""main": {"type": "object", "description": "One of:\n\n* a,\n  or more\n* b\n\nAnd\nso on.", "properties": {}}"#,
    );
    let expected = ["One of:", "", "- a, or more", "- b", "", "And so on."];
    assert_has(&docs, &expected);
}

#[test]
fn the_default_of_a_required_field_is_never_in_effect() {
    let docs = docs(
        r#""main": {"type": "object", "required": ["a"], "properties": {
            "a": {"type": "integer", "default": 1}, "b": {"type": "integer", "default": 2}}}"#,
    );
    assert_has(
        &docs,
        &["The default `1` is never in effect, because the field is required."],
    );
    assert_has(&docs, &["Default: `2`."]);
}
