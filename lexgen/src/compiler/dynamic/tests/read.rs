//! Texts that are no data.

use crate::compiler::{
    diagnostic::{Part, Place},
    dynamic::read_json,
    source::Sources,
};

/// Code, pointer and text of everything that is wrong.
fn faults(text: &str) -> Vec<(&'static str, String, String)> {
    let mut sources = Sources::default();
    let id = sources.add("data.json", None, text);
    read_json(&sources, id)
        .err()
        .into_iter()
        .flatten()
        .map(|diagnostic| {
            let Some(Place {
                pointer,
                part: Part::Text(range),
                ..
            }) = diagnostic.place
            else {
                panic!("{diagnostic:?}");
            };
            (diagnostic.code, pointer.to_string(), text[range].to_owned())
        })
        .collect()
}

#[test]
fn every_innermost_value_that_is_no_data_is_named() {
    for (text, expected) in [
        (r#"{"a": [1, 1.5]}"#, vec![("not-data", "/a/1", "1.5")]),
        (
            r#"{"a": 0.5, "b": {"$bytes": "?"}, "c": {"$link": "x"}, "d": {}}"#,
            vec![
                ("not-data", "/a", "0.5"),
                ("not-data", "/b", r#"{"$bytes": "?"}"#),
                ("not-data", "/c", r#"{"$link": "x"}"#),
            ],
        ),
        (
            r#"{"a": {"$type": "blob", "size": 1}}"#,
            vec![("not-data", "/a", r#"{"$type": "blob", "size": 1}"#)],
        ),
        (
            r#"{"a": {"$type": ""}}"#,
            vec![("not-data", "/a", r#"{"$type": ""}"#)],
        ),
        (
            r#"[99999999999999999999]"#,
            vec![("not-data", "/0", "99999999999999999999")],
        ),
        (r#"["\ud800"]"#, vec![("invalid-json", "", "")]),
        (
            r#"{"x": {"b": 1, "b": 2}, "x": 0}"#,
            vec![
                ("repeated-key", "/x/b", r#""b""#),
                ("repeated-key", "/x", r#""x""#),
            ],
        ),
        (r#"{"a": }"#, vec![("invalid-json", "", "")]),
        ("", vec![("invalid-json", "", "")]),
        ("{} {}", vec![("invalid-json", "", "")]),
    ] {
        let found = faults(text);
        let found: Vec<_> = found
            .iter()
            .map(|(code, pointer, text)| (*code, pointer.as_str(), text.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn hostile_texts_are_refused_in_reasonable_time() {
    for text in [
        "[".repeat(1_000_000),
        "[".repeat(500) + &"]".repeat(500),
        format!("[{}1.5]", "1.5,".repeat(20_000)),
        format!("{}0.5{}", r#"{"a":"#.repeat(120), "}".repeat(120)),
    ] {
        assert!(!faults(&text).is_empty());
    }
}
