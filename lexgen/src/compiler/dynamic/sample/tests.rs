use super::{
    Sampler,
    string::{formatted, free},
};
use crate::{
    compiler::{
        dynamic::{
            Options, Schema, Subject,
            tests::{data, world},
        },
        ir::{DefinitionId, Ir},
    },
    syntax::Format,
    validate::graphemes,
};

/// The sample of `com.example.it`, which has these `defs` beside `main`.
fn sample(main: &str, defs: &str) -> Option<crate::Data> {
    let lexicon =
        format!(r#"{{"lexicon": 1, "id": "com.example.it", "defs": {{"main": {main}{defs}}}}}"#);
    let ir: Ir = world([lexicon.as_str()]);
    let id = DefinitionId {
        module: 0,
        definition: 0,
    };
    let sample = Sampler::new(&ir).definition(id)?;
    let schema = Schema::find(&ir, "com.example.it", Subject::Value).unwrap();
    let schema = schema.with_options(Options {
        allow_unresolved: true,
    });
    assert_eq!(schema.validate(&sample), Ok(()), "{sample:?}");
    Some(sample)
}

fn json(sample: Option<crate::Data>) -> String {
    sample.map_or("none".to_owned(), |it| serde_json::to_string(&it).unwrap())
}

#[test]
fn as_little_as_is_demanded() {
    let main = r##"{"type": "object", "required": ["a", "b", "c", "d", "e", "f"], "properties": {
        "a": {"type": "string", "minLength": 3},
        "b": {"type": "array", "minLength": 2, "items": {"type": "integer", "minimum": 4}},
        "c": {"type": "union", "closed": true, "refs": ["#empty"]},
        "d": {"type": "ref", "ref": "com.example.missing"},
        "e": {"type": "blob", "accept": ["image/*"], "maxSize": 1},
        "f": {"type": "ref", "ref": "#token"},
        "g": {"type": "boolean"}
    }}"##;
    let defs = r#", "empty": {"type": "object", "properties": {}}, "token": {"type": "token"}"#;
    let expected = r#"{"a": "aaa", "b": [4, 4], "c": {"$type": "com.example.it#empty"}, "d": {},
        "e": {"$type": "blob", "mimeType": "image/x-any", "size": 1, "ref": {"$link":
            "bafkreiccldh766hwcnuxnf2wh6jgzepf2nlu2lvcllt63eww5p6chi4ity"}},
        "f": "com.example.it#token"}"#;
    assert_eq!(sample(main, defs), Some(data(expected)));
    // No blob is empty.
    assert_eq!(
        sample(&main.replace("\"maxSize\": 1", "\"maxSize\": 0"), defs),
        None
    );
}

#[test]
fn recursion_ends_where_it_may() {
    let node = |more: &str| {
        format!(
            r##"{{"type": "object", "required": ["next"], "properties": {{
                "next": {{"type": "union", "closed": true, "refs": ["#main"{more}]}}}}}}"##
        )
    };
    let leaf = r#", "leaf": {"type": "object", "properties": {}}"#;
    assert_eq!(sample(&node(""), ""), None);
    assert_eq!(
        json(sample(&node(r##", "#leaf""##), leaf)),
        r##"{"next":{"$type":"com.example.it#leaf"}}"##
    );
}

#[test]
fn what_contradicts_itself_has_none() {
    for main in [
        r#"{"type": "string", "format": "handle", "maxLength": 2}"#,
        r#"{"type": "string", "minGraphemes": 4, "maxLength": 3}"#,
        r#"{"type": "string", "minLength": 1, "maxGraphemes": 0}"#,
        r#"{"type": "integer", "minimum": 4, "enum": [5, 6], "const": 6, "maximum": 9}"#,
    ] {
        let expected = if main.contains("const") { "6" } else { "none" };
        assert_eq!(json(sample(main, "")), expected, "{main}");
    }
}

#[test]
fn what_is_too_large_to_show_is_not_made() {
    let array =
        |items: &str| format!(r#"{{"type": "array", "minLength": 70000, "items": {items}}}"#);
    let one = array(r#"{"type": "boolean"}"#);
    assert!(sample(&one, "").is_some());
    assert_eq!(sample(&array(&one), ""), None);
    let text = r#"{"type": "string", "minLength": 9000000000000}"#;
    assert_eq!(sample(text, ""), None);
}

#[test]
fn texts_have_the_length_that_is_wanted() {
    for (bytes, count) in [(0, 0), (1, 1), (7, 7), (2, 1), (3, 1), (9, 4), (10, 4)] {
        let text = free(bytes, count).unwrap();
        assert_eq!(
            (text.len() as u64, graphemes(&text)),
            (bytes, count),
            "{text}"
        );
    }
    assert_eq!(free(1, 2), None);
    assert_eq!(free(1, 0), None);
}

#[test]
fn formats_are_padded_as_far_as_they_allow() {
    let lengths = |format| {
        let all: Vec<_> = (0..600)
            .chain([2048, 2053, 8192, 8193])
            .filter(|&it| formatted(format, it).is_some())
            .collect();
        let gaps = all
            .windows(2)
            .filter(|it| it[1] - it[0] > 1 && it[1] < 600)
            .count();
        format!("{format}: {:?}–{:?}, {gaps} gaps", all.first(), all.last())
    };
    insta::assert_snapshot!(Format::ALL.map(lengths).join("\n"), @r"
    at-identifier: Some(3)–Some(2048), 0 gaps
    at-uri: Some(8)–Some(2053), 0 gaps
    cid: Some(8)–Some(256), 0 gaps
    datetime: Some(20)–Some(64), 1 gaps
    did: Some(7)–Some(2048), 0 gaps
    handle: Some(3)–Some(253), 0 gaps
    language: Some(2)–Some(8193), 1 gaps
    nsid: Some(5)–Some(317), 0 gaps
    record-key: Some(1)–Some(512), 0 gaps
    space-ref: Some(26)–Some(2053), 0 gaps
    tid: Some(13)–Some(13), 0 gaps
    uri: Some(3)–Some(8192), 0 gaps
    ");
}
