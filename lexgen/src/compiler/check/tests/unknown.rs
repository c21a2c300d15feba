//! Words that the language does not have.

use super::{
    super::{Unknown, check_with},
    Checked, check_text, found,
};
use crate::compiler::{
    diagnostic::Report,
    schema::{Definition, Permission, TypeKind},
    source::Sources,
};

fn document(defs: &str) -> String {
    format!(r#"{{"lexicon":1,"id":"com.example.thing","defs":{{{defs}}}}}"#)
}

/// Checks definitions with unknown words allowed.
fn allowed(defs: &str) -> (Sources, Checked) {
    let mut sources = Sources::default();
    sources.add("lexicon.json", None, document(defs));
    let checked = check_with(&sources, Unknown::Allowed);
    (sources, checked)
}

const UNKNOWN: [(&str, &str, &str); 7] = [
    (
        r#""main":{"type":"capsule","name":"x"}"#,
        "unknown-type",
        "/defs/main/type",
    ),
    (
        r#""a":{"type":"object","properties":{"b":{"type":"fraction"}}}"#,
        "unknown-type",
        "/defs/a/properties/b/type",
    ),
    (
        r#""a":{"type":"array","items":{"type":"fraction"}}"#,
        "unknown-type",
        "/defs/a/items/type",
    ),
    (
        r#""main":{"type":"query","output":{"encoding":"a/b","schema":{"type":"pair"}}}"#,
        "unknown-type",
        "/defs/main/output/schema/type",
    ),
    (
        r#""main":{"type":"query","parameters":{"type":"params","properties":{"b":{"type":"fraction"}}}}"#,
        "unknown-type",
        "/defs/main/parameters/properties/b/type",
    ),
    (
        r#""a":{"type":"string","format":"fingerprint"}"#,
        "unknown-format",
        "/defs/a/format",
    ),
    (
        r#""main":{"type":"permission-set","permissions":[{"type":"permission","resource":"inbox","to":"x"}]}"#,
        "unknown-resource",
        "/defs/main/permissions/0/resource",
    ),
];

#[test]
fn an_unknown_word_is_an_error_that_names_the_flag() {
    for (defs, code, pointer) in UNKNOWN {
        let (sources, checked) = check_text(&document(defs));
        assert_eq!(
            found(&sources, &checked),
            [("error", code, pointer.to_owned())],
            "{defs}"
        );
        let text = Report::new(&sources, checked.diagnostics).to_text(false);
        assert!(
            text.contains("is newer than this version of lexgen, pass `--allow-unknown`"),
            "{text}"
        );
    }
}

#[test]
fn an_unknown_word_that_is_allowed_is_a_warning_and_refuses_nothing() {
    for (defs, code, pointer) in UNKNOWN {
        let (sources, checked) = allowed(defs);
        assert_eq!(
            found(&sources, &checked),
            [("warning", code, pointer.to_owned())],
            "{defs}"
        );
        assert_eq!(checked.documents.len(), 1, "{defs}");
        assert!(checked.refused.definitions.is_empty(), "{defs}");
    }
}

#[test]
fn only_what_is_unknown_is_opaque() {
    let opaque = |defs: &str| {
        let (_, checked) = allowed(defs);
        let document = checked.documents.into_iter().next().expect("a document");
        document.defs.into_values().next().expect("a definition")
    };
    let Definition::Opaque(whole) = opaque(UNKNOWN[0].0) else {
        panic!("a definition of an unknown type is opaque");
    };
    assert_eq!(whole.r#type, "capsule");
    assert_eq!(whole.text["name"], "x");

    let Definition::Type(object) = opaque(UNKNOWN[1].0) else {
        panic!("an object is an object");
    };
    let TypeKind::Object(object) = object.kind else {
        panic!("an object is an object");
    };
    assert!(matches!(object.properties["b"].kind, TypeKind::Opaque(_)));

    let endpoint = opaque(UNKNOWN[3].0);
    assert!(matches!(endpoint, Definition::Endpoint(_)));
    // A query string cannot hold any data.
    assert!(matches!(opaque(UNKNOWN[4].0), Definition::Opaque(_)));

    let Definition::PermissionSet(set) = opaque(UNKNOWN[6].0) else {
        panic!("a permission set is one");
    };
    let [
        Permission::Other {
            resource,
            parameters,
        },
    ] = &set.permissions[..]
    else {
        panic!("{set:?}");
    };
    assert_eq!(resource, "inbox");
    assert_eq!(parameters["to"], "x");
}

#[test]
fn a_misspelling_is_an_error_in_any_case() {
    for (defs, code, pointer, meant) in [
        (
            r#""main":{"type":"recrod"}"#,
            "unknown-type",
            "/defs/main/type",
            "record",
        ),
        (
            r#""a":{"type":"strng"}"#,
            "unknown-type",
            "/defs/a/type",
            "string",
        ),
        (
            r#""a":{"type":"string","format":"aturi"}"#,
            "unknown-format",
            "/defs/a/format",
            "at-uri",
        ),
        (
            r#""main":{"type":"permission-set","permissions":[{"type":"permission","resource":"rep"}]}"#,
            "unknown-resource",
            "/defs/main/permissions/0/resource",
            "repo",
        ),
    ] {
        let (sources, checked) = allowed(defs);
        assert_eq!(
            found(&sources, &checked),
            [("error", code, pointer.to_owned())],
            "{defs}"
        );
        let text = Report::new(&sources, checked.diagnostics).to_text(false);
        for said in [
            format!("taken for a misspelling of `{meant}`"),
            format!("did you mean `{meant}`?"),
        ] {
            assert!(text.contains(&said), "{said}: {text}");
        }
    }
}

/// The word of another language is no misspelling: the language may gain it.
#[test]
fn a_habit_is_helped_and_can_be_allowed() {
    for (part, help) in [
        (r#""type":"map""#, "use `object`, or `unknown`"),
        (r#""type":"float""#, "use `integer`, or `string`"),
        (r#""type":"string","format":"uuid""#, "remove it, and say"),
    ] {
        let defs = format!(r#""a":{{"type":"object","properties":{{"b":{{{part}}}}}}}"#);
        let (sources, checked) = check_text(&document(&defs));
        let text = Report::new(&sources, checked.diagnostics).to_text(false);
        assert!(text.contains(help), "{text}");
        assert!(!text.contains("--allow-unknown"), "{text}");
        let (sources, checked) = allowed(&defs);
        assert_eq!(found(&sources, &checked)[0].0, "warning");
    }
}

#[test]
fn another_word_for_what_the_language_has_is_an_error_in_any_case() {
    for (word, meant) in [
        ("String", "string"),
        ("Boolean", "boolean"),
        ("bool", "boolean"),
        ("datetime", "datetime"),
        ("date-time", "datetime"),
        ("oneOf", "union"),
        ("null", "nullable"),
        ("enum", "string"),
        ("mutation", "procedure"),
    ] {
        for defs in [
            format!(r#""a":{{"type":"{word}"}}"#),
            format!(r#""a":{{"type":"object","properties":{{"b":{{"type":"{word}"}}}}}}"#),
        ] {
            let (sources, checked) = check_text(&document(&defs));
            let text = Report::new(&sources, checked.diagnostics).to_text(false);
            assert!(!text.contains("--allow-unknown"), "{text}");
            let (sources, checked) = allowed(&defs);
            assert_eq!(found(&sources, &checked)[0].0, "error", "{defs}");
            let text = Report::new(&sources, checked.diagnostics).to_text(false);
            assert!(text.contains(&format!("taken for `{meant}`")), "{text}");
        }
    }
}

#[test]
fn an_array_in_short_or_a_reference_is_no_newer_type() {
    for word in [
        "string[]",
        "[integer]",
        "array<a>",
        "#a",
        "com.example.it#a",
    ] {
        let defs = format!(r#""a":{{"type":"object","properties":{{"b":{{"type":"{word}"}}}}}}"#);
        let (sources, checked) = allowed(&defs);
        assert_eq!(found(&sources, &checked)[0].0, "error", "{word}");
        let text = Report::new(&sources, checked.diagnostics).to_text(false);
        assert!(text.contains("help: write `{"), "{text}");
    }
}

#[test]
fn another_name_of_a_format_is_an_error_in_any_case() {
    for (word, meant) in [
        ("url", "uri"),
        ("timestamp", "datetime"),
        ("rkey", "record-key"),
    ] {
        let (sources, checked) = allowed(&format!(r#""a":{{"type":"string","format":"{word}"}}"#));
        assert_eq!(found(&sources, &checked)[0].0, "error", "{word}");
        let text = Report::new(&sources, checked.diagnostics).to_text(false);
        assert!(text.contains(&format!("taken for `{meant}`")), "{text}");
    }
}

#[test]
fn a_new_word_that_resembles_a_known_one_can_be_allowed() {
    for (defs, similar) in [
        (
            r#""a":{"type":"string","format":"record-ref"}"#,
            "record-key",
        ),
        (r#""main":{"type":"records"}"#, "record"),
        (r#""main":{"type":"newobject"}"#, "object"),
    ] {
        let (sources, checked) = check_text(&document(defs));
        let text = Report::new(&sources, checked.diagnostics).to_text(false);
        let help = format!("did you mean `{similar}`? If");
        assert!(text.contains(&help), "{text}");
        assert!(text.contains("pass `--allow-unknown`"), "{text}");
        let (sources, checked) = allowed(defs);
        assert_eq!(found(&sources, &checked)[0].0, "warning", "{defs}");
    }
}
