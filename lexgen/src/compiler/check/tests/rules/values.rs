//! Examples for the rules of bounds, values and references.

use super::{Case, P, property};

pub(super) fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let mut case = |text: String, code, pointer: &str| all.push((text, code, pointer.to_owned()));

    // Bounds and values.
    for (kind, lower, upper) in [
        ("string", "minLength", "maxLength"),
        ("string", "minGraphemes", "maxGraphemes"),
        ("bytes", "minLength", "maxLength"),
        ("integer", "minimum", "maximum"),
    ] {
        case(
            property(&format!(r#"{{"type":"{kind}","{lower}":2,"{upper}":1}}"#)),
            "bounds-out-of-order",
            &format!("{P}/{lower}"),
        );
        if kind != "integer" {
            for bound in [lower, upper] {
                let text = property(&format!(r#"{{"type":"{kind}","{bound}":-1}}"#));
                case(text, "negative-bound", &format!("{P}/{bound}"));
            }
        }
    }
    case(
        property(r#"{"type":"array","items":{"type":"boolean"},"minLength":3,"maxLength":2}"#),
        "bounds-out-of-order",
        &format!("{P}/minLength"),
    );
    case(
        property(r#"{"type":"blob","maxSize":-1}"#),
        "negative-bound",
        &format!("{P}/maxSize"),
    );
    for (kind, value) in [("boolean", "true"), ("integer", "1"), ("string", "\"a\"")] {
        case(
            property(&format!(
                r#"{{"type":"{kind}","default":{value},"const":{value}}}"#
            )),
            "default-and-const",
            &format!("{P}/default"),
        );
        case(
            property(&format!(r#"{{"type":"{kind}","const":null}}"#)),
            "null-const",
            &format!("{P}/const"),
        );
    }
    for (kind, value) in [("boolean", "1"), ("integer", "true"), ("string", "1")] {
        for field in ["default", "const"] {
            let text = property(&format!(r#"{{"type":"{kind}","{field}":{value}}}"#));
            case(text, "wrong-json-type", &format!("{P}/{field}"));
        }
    }
    for kind in ["string", "integer"] {
        let text = property(&format!(r#"{{"type":"{kind}","enum":[]}}"#));
        case(text, "empty-enum", &format!("{P}/enum"));
        let text = property(&format!(r#"{{"type":"{kind}","enum":[true]}}"#));
        case(text, "wrong-json-type", &format!("{P}/enum/0"));
    }
    case(
        property(r#"{"type":"string","enum":["a","a"]}"#),
        "duplicate-entry",
        &format!("{P}/enum/1"),
    );
    case(
        property(r#"{"type":"integer","enum":[1,1]}"#),
        "duplicate-entry",
        &format!("{P}/enum/1"),
    );
    for (rest, at) in [
        (r#""maximum":1,"default":2"#, "default"),
        (r#""minimum":3,"const":2"#, "const"),
        (r#""enum":[1],"default":2"#, "default"),
        (r#""enum":[1],"const":2"#, "const"),
        (r#""maximum":1,"enum":[1,2]"#, "enum/1"),
    ] {
        let text = property(&format!(r#"{{"type":"integer",{rest}}}"#));
        case(text, "value-not-allowed", &format!("{P}/{at}"));
    }
    for (rest, at) in [
        (r#""maxLength":1,"default":"ab""#, "default"),
        (r#""minLength":3,"const":"ab""#, "const"),
        (r#""maxGraphemes":1,"default":"ab""#, "default"),
        (r#""maxGraphemes":1,"const":"ééx""#, "const"),
        (r#""minGraphemes":3,"const":"ab""#, "const"),
        (r#""enum":["a"],"default":"b""#, "default"),
        (r#""enum":["a"],"const":"b""#, "const"),
        (r#""format":"nsid","default":"b""#, "default"),
        (r#""format":"nsid","enum":["com.example.a","b"]"#, "enum/1"),
    ] {
        let text = property(&format!(r#"{{"type":"string",{rest}}}"#));
        case(text, "value-not-allowed", &format!("{P}/{at}"));
    }
    case(
        property(r#"{"type":"string","format":"did","knownValues":["did:web:example.com","b"]}"#),
        "known-value-not-allowed",
        &format!("{P}/knownValues/1"),
    );
    case(
        property(r#"{"type":"string","format":"date-time"}"#),
        "unknown-format",
        &format!("{P}/format"),
    );
    case(
        property(r#"{"type":"blob","accept":["image/*","*"]}"#),
        "invalid-mime-type",
        &format!("{P}/accept/1"),
    );

    // References.
    for reference in ["", "#", "com.example.a#", "a", "com.example.a#b#c"] {
        let text = property(&format!(r#"{{"type":"ref","ref":"{reference}"}}"#));
        case(text, "invalid-reference", &format!("{P}/ref"));
    }
    case(property(r#"{"type":"ref"}"#), "missing-field", P);
    case(property(r#"{"type":"union"}"#), "missing-field", P);
    case(
        property(r#"{"type":"union","refs":["x"]}"#),
        "invalid-reference",
        &format!("{P}/refs/0"),
    );
    case(
        property(r#"{"type":"union","refs":[],"closed":true}"#),
        "empty-closed-union",
        &format!("{P}/refs"),
    );
    case(
        property(r#"{"type":"union","refs":[],"closed":1}"#),
        "wrong-json-type",
        &format!("{P}/closed"),
    );
    case(
        property(r#"{"type":"union","refs":["com.example.a","com.example.a#main"]}"#),
        "duplicate-entry",
        &format!("{P}/refs/1"),
    );

    all
}
