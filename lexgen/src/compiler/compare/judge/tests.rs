//! Verdicts that a rule's page has no room for: the same edit in another place,
//! and edits that look alike.

use crate::compiler::{
    compare::{Audience, Comparison, Options, compare},
    ir::{self, Ir},
};

fn world(defs: &str) -> Ir {
    ir::tests::sound(&[("com.example.it", defs)])
}

/// The rule of each verdict, and the effects of those that have any:
/// `type-changed: protocol break, wire risk for new clients`.
fn told(comparison: &Comparison) -> String {
    let lines = comparison.verdicts.iter().map(|verdict| {
        let effects = verdict.effects.iter().map(|it| {
            let (audience, level) = (it.audience.name(), it.level.name());
            match it.audience {
                Audience::Protocol => format!("{audience} {level} ({})", it.party.name()),
                _ => format!("{audience} {level} for {}", it.party.name()),
            }
        });
        let effects: Vec<_> = effects.collect();
        format!("{}: {}", verdict.rule.code, effects.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn verdicts(old: &str, new: &str) -> String {
    told(&compare(&world(old), &world(new), &Options::default()))
}

fn parameter(r#type: &str) -> String {
    format!(
        r#""main": {{"type": "query", "parameters": {{"type": "params",
            "properties": {{"q": {type}}}}}}}"#
    )
}

fn input(r#type: &str) -> String {
    format!(
        r#""main": {{"type": "procedure", "input": {{"encoding": "application/json", "schema":
            {{"type": "object", "properties": {{"q": {type}}}}}}}}}"#
    )
}

const INTEGER: &str = r#"{"type": "integer"}"#;
const STRING: &str = r#"{"type": "string"}"#;
const STRINGS: &str = r#"{"type": "array", "items": {"type": "string"}}"#;
const PAIR: &str = r#"{"type": "array", "minLength": 2, "items": {"type": "string"}}"#;
const ONE: &str = r#"{"type": "array", "minLength": 1, "items": {"type": "string"}}"#;

#[test]
fn parameters_are_text() {
    let wider = "type-changed: protocol break (new clients), wire risk for new clients";
    let narrower = "type-changed: protocol break (old clients), wire break for old clients";
    for (before, after) in [(INTEGER, STRING), (STRING, STRINGS), (INTEGER, STRINGS)] {
        let (before, after) = (parameter(before), parameter(after));
        assert_eq!(verdicts(&before, &after), wider, "{before} {after}");
        assert_eq!(verdicts(&after, &before), narrower, "{after} {before}");
    }
    // One is not two, and two are not one.
    let both = verdicts(&parameter(STRING), &parameter(PAIR));
    assert!(
        both.contains("wire break for old clients") && both.contains("wire risk"),
        "{both}"
    );
    // Nobody can send a list of nothing.
    assert_eq!(
        verdicts(&parameter(STRINGS), &parameter(ONE)),
        "limit-tightened: "
    );
    // In JSON an integer is no text, and a list of nothing is one.
    let json = verdicts(&input(INTEGER), &input(STRING));
    assert!(json.contains("wire break for old clients"), "{json}");
    let json = verdicts(&input(STRINGS), &input(ONE));
    assert!(json.contains("wire break for old clients"), "{json}");
    // The same texts stand for both, but no type may change.
    let one = r#"{"type": "string", "enum": ["1"]}"#;
    let number = r#"{"type": "integer", "const": 1}"#;
    assert_eq!(
        verdicts(&parameter(one), &parameter(number)),
        "type-changed: protocol break (old clients)"
    );
}

#[test]
fn a_token_is_one_of_all_strings() {
    let with = |kind: &str| {
        format!(
            r##""kind": {{"type": "{kind}"}}, "main": {{"type": "query", "output": {{
                "encoding": "application/json", "schema": {{"type": "object",
                    "properties": {{"kind": {{"type": "ref", "ref": "#kind"}}}}}}}}}}"##
        )
    };
    let (token, string) = (with("token"), with("string"));
    assert_eq!(
        verdicts(&string, &token),
        "kind-changed: protocol break (new clients), wire risk for new clients"
    );
    assert_eq!(
        verdicts(&token, &string),
        "kind-changed: protocol break (old clients), wire break for old clients"
    );
}

/// What protects records protects them before everybody else.
#[test]
fn the_rule_of_the_protocol_protects_whoever_has_the_data() {
    let object = |required: &str| {
        format!(
            r#"{{"type": "object", "required": [{required}], "properties": {{"a": {STRING}}}}}"#
        )
    };
    let input = |required: &str| {
        let schema = object(required);
        format!(
            r#""main": {{"type": "procedure", "input": {{"encoding": "application/json",
                "schema": {schema}}}}}"#
        )
    };
    let output = |required: &str| input(required).replace("input", "output");
    let record = |required: &str| {
        let schema = object(required);
        format!(r#""main": {{"type": "record", "key": "tid", "record": {schema}}}"#)
    };
    let protocol = |text: String| text.split(", ").next().unwrap_or_default().to_owned();
    for (make, narrowed, widened) in [
        (
            &input as &dyn Fn(&str) -> String,
            "old clients",
            "new clients",
        ),
        (&output, "new clients", "old clients"),
        (&record, "stored records", "old readers"),
    ] {
        let (optional, required) = (make(""), make(r#""a""#));
        assert_eq!(
            protocol(verdicts(&optional, &required)),
            format!("field-became-required: protocol break ({narrowed})")
        );
        assert_eq!(
            protocol(verdicts(&required, &optional)),
            format!("field-became-optional: protocol break ({widened})")
        );
    }
}
