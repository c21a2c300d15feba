//! What findings are about, and how who writes the data decides their severity.

use crate::compiler::{
    check::check, diagnostic::Severity, ir::resolve_all, lint::lint, source::Sources,
};

/// How bad it is that `#text` of `com.example.defs` has no limit when these
/// definitions of another document lead to it.
fn severity(defs: &str) -> Severity {
    let mut sources = Sources::default();
    let shared = r##"{ "lexicon": 1, "id": "com.example.defs", "defs": {
        "outer": { "type": "object", "properties": {
            "inner": { "type": "array", "maxLength": 1, "items": { "type": "ref", "ref": "#text" } } } },
        "text": { "type": "object", "properties": { "text": { "type": "string" } } } } }"##;
    sources.add("defs.json", None, shared);
    let other = format!(r#"{{ "lexicon": 1, "id": "com.example.thing", "defs": {defs} }}"#);
    sources.add("thing.json", None, other);
    let checked = check(&sources);
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    let findings = lint(
        &sources,
        &checked.documents,
        &resolve_all(&checked.documents),
    );
    let finding = findings
        .iter()
        .find(|it| it.code == "unlimited-string")
        .expect("no limit");
    finding.severity
}

const OUTPUT: &str = r#"{ "main": { "type": "query", "output": { "encoding": "application/json",
    "schema": { "type": "ref", "ref": "com.example.defs#outer" } } } }"#;

const RECORD: &str = r#"{ "main": { "type": "record", "key": "tid", "record": { "type": "object",
    "properties": { "it": { "type": "union", "refs": ["com.example.defs#outer"] } } } } }"#;

#[test]
fn what_only_a_service_writes_is_a_note() {
    assert_eq!(severity(OUTPUT), Severity::Note);
}

#[test]
fn what_is_in_records_is_a_warning_whatever_else_it_is() {
    assert_eq!(severity(RECORD), Severity::Warning);
    let both = RECORD.replace(
        r#"{ "main""#,
        r#"{ "view": { "type": "object", "properties": {
            "it": { "type": "ref", "ref": "com.example.defs#outer" } } }, "main""#,
    );
    assert_eq!(severity(&both), Severity::Warning);
}

#[test]
fn what_nothing_uses_yet_is_a_warning() {
    let unrelated = r#"{ "main": { "type": "object", "properties": {} } }"#;
    assert_eq!(severity(unrelated), Severity::Warning);
}

#[test]
fn a_field_called_items_is_not_taken_for_the_items_of_an_array() {
    let mut sources = Sources::default();
    let text = r#"{ "lexicon": 1, "id": "com.example.thing", "defs": { "main": { "type": "object",
        "properties": { "items": { "type": "array", "items": { "type": "bytes" } } } } } }"#;
    sources.add("thing.json", None, text);
    let documents = check(&sources).documents;
    let findings = lint(&sources, &documents, &resolve_all(&documents));
    let messages: Vec<_> = findings
        .iter()
        .map(|it| it.message.split_once(" has no").expect("a subject").0)
        .collect();
    assert_eq!(messages, ["`items`", "the items of `items`"]);
}
