//! Examples for the rules of types, properties and fields.

use super::{Case, P, defs, main, property};

pub(super) fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let mut case = |text: String, code, pointer: &str| all.push((text, code, pointer.to_owned()));

    // Types and their places.
    case(defs(r#"{"a":{}}"#), "missing-field", "/defs/a");
    case(defs(r#"{"a":{"type":null}}"#), "missing-field", "/defs/a");
    case(
        defs(r#"{"a":{"type":1}}"#),
        "wrong-json-type",
        "/defs/a/type",
    );
    case(
        defs(r#"{"a":{"type":"strin"}}"#),
        "unknown-type",
        "/defs/a/type",
    );
    case(
        property(r#"{"type":"float"}"#),
        "unknown-type",
        &format!("{P}/type"),
    );
    for kind in ["ref", "union", "unknown", "params", "permission"] {
        let text = defs(&format!(r#"{{"a":{{"type":"{kind}"}}}}"#));
        case(text, "type-not-allowed", "/defs/a/type");
    }
    for kind in [
        "record",
        "query",
        "procedure",
        "subscription",
        "permission-set",
        "space",
    ] {
        let text = defs(&format!(r#"{{"a":{{"type":"{kind}"}}}}"#));
        case(text, "primary-not-main", "/defs/a");
        case(
            property(&format!(r#"{{"type":"{kind}"}}"#)),
            "type-not-allowed",
            &format!("{P}/type"),
        );
    }
    case(
        property(r#"{"type":"token"}"#),
        "type-not-allowed",
        &format!("{P}/type"),
    );
    case(
        property(r#"{"type":"params"}"#),
        "type-not-allowed",
        &format!("{P}/type"),
    );
    case(
        property(r#"{"type":"array","items":{"type":"token"}}"#),
        "type-not-allowed",
        &format!("{P}/items/type"),
    );
    case(property(r#"{"type":"array"}"#), "missing-field", P);
    case(property("true"), "wrong-json-type", P);

    // Objects.
    case(
        defs(r#"{"a":{"type":"object"}}"#),
        "missing-field",
        "/defs/a",
    );
    for list in ["required", "nullable"] {
        let object = |names: &str| {
            defs(&format!(
                r#"{{"a":{{"type":"object","{list}":{names},"properties":{{"p":{{"type":"boolean"}}}}}}}}"#
            ))
        };
        case(
            object(r#"["p","q"]"#),
            "undefined-property",
            &format!("/defs/a/{list}/1"),
        );
        case(
            object(r#"["p","p"]"#),
            "duplicate-entry",
            &format!("/defs/a/{list}/1"),
        );
        case(
            object(r#""p""#),
            "wrong-json-type",
            &format!("/defs/a/{list}"),
        );
        case(
            object(r#"["p",1]"#),
            "wrong-json-type",
            &format!("/defs/a/{list}/1"),
        );
    }
    case(
        defs(r#"{"a":{"type":"object","properties":{"$type":{"type":"string"}}}}"#),
        "reserved-name",
        "/defs/a/properties/$type",
    );
    case(
        defs(r#"{"a":{"type":"object","properties":{"$x":{"type":"string"}}}}"#),
        "unusual-name",
        "/defs/a/properties/$x",
    );
    case(
        defs(r#"{"a":{"type":"object","properties":{"":{"type":"string"}}}}"#),
        "unusual-name",
        "/defs/a/properties/",
    );

    // Fields.
    case(
        property(r#"{"type":"string","maxLenght":1}"#),
        "unknown-field",
        &format!("{P}/maxLenght"),
    );
    case(
        property(r#"{"type":"string","x-y":1}"#),
        "unknown-field",
        &format!("{P}/x-y"),
    );
    case(
        property(r#"{"type":"bytes","maxGraphemes":1}"#),
        "misplaced-field",
        &format!("{P}/maxGraphemes"),
    );
    case(
        main(r#"{"type":"query","input":{"encoding":"*/*"}}"#),
        "misplaced-field",
        "/defs/main/input",
    );
    case(
        property(r#"{"type":"string","description":1}"#),
        "wrong-json-type",
        &format!("{P}/description"),
    );
    case(
        property(r#"{"type":"string","maxLength":"9"}"#),
        "wrong-json-type",
        &format!("{P}/maxLength"),
    );
    case(
        property(r#"{"type":"string","maxLength":1.5}"#),
        "wrong-json-type",
        &format!("{P}/maxLength"),
    );
    case(
        property(r#"{"type":"integer","maximum":1e400}"#),
        "invalid-json",
        &format!("{P}/maximum"),
    );
    case(
        property(r#"{"type":"integer","maximum":99999999999999999999}"#),
        "wrong-json-type",
        &format!("{P}/maximum"),
    );
    case(
        property(r#"{"type":"integer","maximum":9223372036854775807}"#),
        "unsafe-integer",
        &format!("{P}/maximum"),
    );

    all
}
