//! The layout of single documents.

use insta::assert_snapshot;

use super::layout;

/// The text without white space outside of strings.
fn minified(text: &str) -> String {
    let (mut is_string, mut is_escaped) = (false, false);
    let stays = |character: &char| {
        let stays = is_string || !character.is_ascii_whitespace();
        is_string ^= *character == '"' && !is_escaped;
        is_escaped = *character == '\\' && !is_escaped;
        stays
    };
    text.chars().filter(stays).collect()
}

const DOCUMENT: &str = r##"{"defs": {"main": {"record": {"properties": {
    "zebra": {"maxLength": 64, "type": "string"},
    "apple": {"description": "An apple.", "type": "ref", "ref": "#apple"},
    "wide": {"type": "string", "knownValues": ["com.example.one#first", "com.example.one#second"], "x-tool": {"b": 1, "a": []}},
    "record": {"type": "object", "properties": {}},
    "list": {"items": {"type": "union", "refs": ["#apple", "#token"]}, "type": "array"}
  }, "required": ["zebra"], "type": "object"}, "key": "tid", "type": "record"},
  "token": {"type": "token", "description": "A \u00e9 \u202e \ud83d\ude00 \/ \"quoted\"."},
  "apple": {"type": "object", "properties": {"when": {"format": "datetime", "type": "string"}}}
}, "id": "com.example.one", "unknown": 1.0, "lexicon": 1}"##;

#[test]
fn keywords_are_in_order_and_names_stay_where_they_are() {
    assert_snapshot!(layout(DOCUMENT).expect("a layout"));
}

#[test]
fn endpoints_and_permission_sets_are_in_order() {
    let endpoint = r#"{"lexicon":1,"id":"com.example.do","defs":{"main":{
        "errors":[{"name":"Zero"},{"description":"One.","name":"One"}],
        "output":{"schema":{"ref":"com.example.defs#view","type":"ref"},"encoding":"application/json"},
        "input":{"encoding":"*/*"},
        "parameters":{"properties":{"q":{"type":"string"}},"required":["q"],"type":"params"},
        "description":"Does it.","type":"procedure"}}}"#;
    assert_snapshot!(layout(endpoint).expect("a layout"));
    let set = r#"{"$type":"com.atproto.lexicon.schema","lexicon":1,"id":"com.example.set","defs":{"main":{
        "permissions":[{"lxm":["com.example.do"],"inheritAud":true,"resource":"rpc","type":"permission"}],
        "title:lang":{"pt":"Tudo","de":"Alles"},"title":"All","type":"permission-set"}}}"#;
    assert_snapshot!(layout(set).expect("a layout"));
}

#[test]
fn the_layout_does_not_depend_on_white_space() {
    let formatted = layout(DOCUMENT).expect("a layout");
    assert_eq!(layout(&formatted).as_deref(), Some(formatted.as_str()));
    let minified = minified(DOCUMENT);
    assert!(!minified.contains('\n') && minified.contains("An apple."));
    assert_eq!(layout(&minified), Some(formatted));
}

#[test]
fn line_ends_stay_and_the_last_line_has_one() {
    let text = "{\r\n\"lexicon\": 1,\r\n \"id\": \"com.example.a\"}";
    let windows = "{\r\n  \"lexicon\": 1,\r\n  \"id\": \"com.example.a\"\r\n}\r\n";
    assert_eq!(layout(text).as_deref(), Some(windows));
    assert_eq!(layout(windows).as_deref(), Some(windows));
    let unix = windows.replace('\r', "");
    assert_eq!(layout(&text.replace('\r', "")), Some(unix));
}

#[test]
fn lines_have_at_most_80_columns_if_they_can_be_broken() {
    let of = |name: &str| {
        let text =
            format!(r#"{{"lexicon":1,"defs":{{"{name}":{{"type":"string","format":"did"}}}}}}"#);
        layout(&text).expect("a layout")
    };
    let fits = of(&"x".repeat(35));
    let line = fits.lines().max_by_key(|line| line.len()).expect("a line");
    assert_eq!(line.len(), 80, "{fits}");
    let wide = of(&"x".repeat(36));
    assert_eq!(wide.lines().count(), fits.lines().count() + 3, "{wide}");
    // The column of a character can be two.
    assert!(of(&"木".repeat(17)).lines().count() < of(&"木".repeat(18)).lines().count());
}

#[test]
fn numbers_are_not_touched() {
    let text = r#"{"lexicon":1.0,"a":9223372036854775808,"b":1e3,"c":-0,"d":1.50}"#;
    let formatted = layout(text).expect("a layout");
    assert_eq!(minified(&formatted), text);
}

#[test]
fn what_is_ambiguous_or_no_object_has_no_layout() {
    for text in [
        "",
        "[]",
        "{",
        r#"{"a":1,"a":2}"#,
        r#"{"a":1,}"#,
        "{} {}",
        "// x\n{}",
    ] {
        assert_eq!(layout(text), None, "{text}");
    }
}
