//! Examples for the rules of texts and documents as a whole.

use super::{Case, defs};

pub(super) fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let mut case = |text: String, code, pointer: &str| all.push((text, code, pointer.to_owned()));

    // Text.
    case("{".into(), "invalid-json", "");
    case(String::new(), "invalid-json", "");
    case(r#"{"lexicon":1,}"#.into(), "invalid-json", "");
    case("[".repeat(101) + &"]".repeat(101), "too-deep", "");
    case("[".repeat(100_000), "too-deep", "");
    case(r#"{"name":"package"}"#.into(), "not-a-lexicon", "");
    case("[]".into(), "not-a-lexicon", "");
    case(
        r#"{"lexicon":1,"id":"com.example.a","defs":{"a":{"type":"token","type":"token"}}}"#.into(),
        "repeated-key",
        "/defs/a/type",
    );

    // Document.
    let token = r#"{"a":{"type":"token"}}"#;
    case(
        format!(r#"{{"lexicon":2,"id":"com.example.a","defs":{token}}}"#),
        "lexicon-version",
        "/lexicon",
    );
    case(
        format!(r#"{{"lexicon":"1","id":"com.example.a","defs":{token}}}"#),
        "lexicon-version",
        "/lexicon",
    );
    case(
        format!(r#"{{"id":"com.example.a","defs":{token}}}"#),
        "missing-field",
        "",
    );
    case(
        format!(r#"{{"lexicon":1,"defs":{token}}}"#),
        "missing-field",
        "",
    );
    case(
        r#"{"lexicon":1,"id":"com.example.a"}"#.into(),
        "missing-field",
        "",
    );
    case(
        format!(r#"{{"$type":"com.example.x","lexicon":1,"id":"com.example.a","defs":{token}}}"#),
        "document-type",
        "/$type",
    );
    case(
        format!(r#"{{"lexicon":1,"id":"example","defs":{token}}}"#),
        "invalid-nsid",
        "/id",
    );
    case(
        format!(r#"{{"lexicon":1,"id":"com.example.a#b","defs":{token}}}"#),
        "invalid-nsid",
        "/id",
    );
    case(defs("{}"), "no-definitions", "/defs");
    case(defs("[]"), "wrong-json-type", "/defs");
    case(defs(r#"{"a":1}"#), "wrong-json-type", "/defs/a");
    case(
        defs(r##"{"#a":{"type":"token"}}"##),
        "definition-name",
        "/defs/#a",
    );
    case(
        defs(r#"{"":{"type":"token"}}"#),
        "definition-name",
        "/defs/",
    );
    case(
        defs(r#"{"1st":{"type":"token"}}"#),
        "unusual-name",
        "/defs/1st",
    );
    case(
        defs(r#"{"a/b~":{"type":"token"}}"#),
        "unusual-name",
        "/defs/a~1b~0",
    );

    all
}
