//! What a person reads after a typical mistake.

use super::check_text;
use crate::compiler::diagnostic::Report;

fn shown(text: &str) -> String {
    let (sources, checked) = check_text(text);
    Report::new(&sources, checked.diagnostics).to_text(false)
}

const DOCUMENT: &str = r##"{
  "lexicon": 1,
  "id": "com.example.feed.post",
  "defs": {
    "main": {
      "type": "record",
      "key": "tid",
      "record": {
        "type": "object",
        "required": ["text", "createdAt"],
        "properties": {
          "text": { "type": "string", "maxLength": 3000, "maxGraphemes": 300 },
          "createdAt": { "type": "string", "format": "datetime" },
          "embed": { "type": "union", "refs": ["#image", "com.example.embed"] }
        }
      }
    },
    "image": { "type": "blob", "accept": ["image/*"], "maxSize": 1000000 }
  }
}
"##;

fn mistake(right: &str, wrong: &str) -> String {
    assert!(DOCUMENT.contains(right));
    shown(&DOCUMENT.replacen(right, wrong, 1))
}

#[test]
fn a_sound_document_says_nothing() {
    assert_eq!(shown(DOCUMENT), "");
}

#[test]
fn typical_mistakes() {
    let all = [
        mistake(
            "\"type\": \"string\", \"maxLength\"",
            "\"type\": \"strnig\", \"maxLength\"",
        ),
        mistake("\"datetime\"", "\"date-time\""),
        mistake("[\"text\",", "[\"txt\","),
        mistake("\"maxLength\": 3000", "\"maxLenght\": 3000"),
        mistake("\"key\": \"tid\",", ""),
        mistake("\"type\": \"object\",", ""),
        mistake("\"maxLength\": 3000", "\"maxLength\": \"3000\""),
        mistake("\"#image\"", "\"image\""),
        mistake("\"main\"", "\"post\""),
        mistake(
            "\"com.example.feed.post\"",
            "\"com.example.feed.post#main\"",
        ),
        mistake("\"maxSize\": 1000000 }", "\"maxSize\": 1000000, }"),
        mistake(
            "\"maxSize\": 1000000 }",
            "\"maxSize\": 1000000, \"maxSize\": 1 }",
        ),
        mistake(
            "{ \"type\": \"blob\", \"accept\": [\"image/*\"], \"maxSize\": 1000000 }",
            "{ \"type\": \"ref\", \"ref\": \"com.example.defs#image\" }",
        ),
        mistake("\"lexicon\": 1", "// the version\n  \"lexicon\": 1"),
        mistake(
            "\"maxGraphemes\": 300",
            "\"maxGraphemes\": 300, \"default\": 1, \"minLength\": 4000",
        ),
    ];
    insta::assert_snapshot!(all.join(""));
}

#[test]
fn minified_text_is_cut_around_the_place() {
    let long = "x".repeat(100_000);
    let text = DOCUMENT
        .replace(
            "\"type\": \"record\"",
            &format!("\"description\":\"{long}\",\"type\":\"record\""),
        )
        .replace("\"tid\"", &format!("\"tod\",\"description2\":\"{long}\""))
        .replace(['\n'], "")
        .replace("  ", "");
    insta::assert_snapshot!(shown(&text));
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let text = DOCUMENT.replace("datetime", "date\u{9b}31m\u{202e}");
    insta::assert_snapshot!(shown(&text));
}

#[test]
fn programs_get_the_same_as_data() {
    let (sources, checked) = check_text(&DOCUMENT.replace("\"datetime\"", "\"date\\u0074ime2\""));
    let report = Report::new(&sources, checked.diagnostics);
    insta::assert_snapshot!(report.to_json_lines());
}

#[test]
fn a_subprotocol_is_suggested() {
    let subscription = |name: &str| {
        format!(
            r#"{{
  "lexicon": 1,
  "id": "com.example.feed.watch",
  "defs": {{
    "main": {{
      "type": "subscription",
      "subprotocol": "{name}",
      "message": {{ "schema": {{ "type": "union", "refs": [] }} }}
    }}
  }}
}}
"#
        )
    };
    for right in ["xrpc.v0.cbor", "xrpc.v1.json", "xrpc.v1.cbor"] {
        assert_eq!(shown(&subscription(right)), "");
    }
    let mistakes = ["xrpc.v1.jsn", "json", "xrpc-v1-json", "com.example.other"];
    let all = mistakes.map(|name| shown(&subscription(name)));
    insta::assert_snapshot!(all.join(""));
}
