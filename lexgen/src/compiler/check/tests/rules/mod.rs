//! For each rule, documents that break it and nothing else.

mod document;
mod endpoints;
mod types;
mod values;

use super::{check_text, found};
use crate::compiler::diagnostic::rules::ALL;

/// A document whose `defs` are these.
fn defs(defs: &str) -> String {
    format!(r#"{{"lexicon":1,"id":"com.example.thing","defs":{defs}}}"#)
}

/// A document with one property.
fn property(property: &str) -> String {
    defs(&format!(
        r#"{{"a":{{"type":"object","properties":{{"p":{property}}}}}}}"#
    ))
}

const P: &str = "/defs/a/properties/p";

/// A document with one endpoint.
fn main(definition: &str) -> String {
    defs(&format!(r#"{{"main":{definition}}}"#))
}

fn set(permission: &str) -> String {
    main(&format!(
        r#"{{"type":"permission-set","permissions":[{permission}]}}"#
    ))
}

/// A text, and the code and pointer of the one thing that is wrong in it.
type Case = (String, &'static str, String);

fn cases() -> Vec<Case> {
    [
        document::cases(),
        types::cases(),
        values::cases(),
        endpoints::cases(),
    ]
    .concat()
}

#[test]
fn each_document_breaks_one_rule() {
    for (text, code, pointer) in cases() {
        let (sources, checked) = check_text(&text);
        let found: Vec<_> = found(&sources, &checked)
            .into_iter()
            .map(|(_, code, pointer)| (code, pointer))
            .collect();
        assert_eq!(found, [(code, pointer)], "{}", &text[..text.len().min(300)]);
    }
}

#[test]
fn every_rule_is_broken_by_some_document() {
    let mut codes: Vec<_> = cases().into_iter().map(|(_, code, _)| code).collect();
    codes.extend(crate::compiler::read::tests::CODES);
    codes.push("duplicate-id");
    codes.extend(crate::compiler::ir::tests::CODES);
    codes.extend(crate::compiler::dynamic::tests::CODES);
    // `set::tests` breaks these, where the feature for it is there.
    codes.extend(["snapshot-conflict", "snapshot-version"]);
    codes.extend(["snapshot-form", "snapshot-edited"]);
    // These are about the settings, whose own tests break them.
    codes.extend(["unused-exception", "expired-exception"]);
    // The tests of the command break these.
    codes.extend(["unformatted", "shadowed-document"]);
    codes.extend(["ineffective-exclude", "excluded-errors"]);
    codes.push("snapshot-stale");
    for rule in ALL {
        assert!(codes.contains(&rule.code), "nothing breaks {}", rule.code);
    }
}

/// What one of the references refuses and the other accepts, where the
/// specification is silent.
#[test]
fn what_any_reference_accepts_is_accepted() {
    for text in [
        property(r#"{"type":"object","properties":{"q":{"type":"object","properties":{}}}}"#),
        property(r#"{"type":"array","items":{"type":"object","properties":{}}}"#),
        property(r#"{"type":"array","items":{"type":"array","items":{"type":"integer"}}}"#),
        property(r#"{"type":"string","maxLength":1.0,"description":null}"#),
        property(r#"{"type":"union","refs":[]}"#),
        property(r#"{"type":"string","knownValues":[]}"#),
        main(
            r#"{"type":"query","parameters":null,"output":null,"errors":[{"name":"A","description":null}]}"#,
        ),
        main(r#"{"type":"object","properties":{}}"#),
    ] {
        let (sources, checked) = check_text(&text);
        assert_eq!(found(&sources, &checked), [], "{text}");
        assert_eq!(checked.documents.len(), 1);
    }
}
