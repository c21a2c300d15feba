//! Several documents, and what is left when something is wrong.

use super::{check, check_text, found};
use crate::compiler::source::Sources;

const THING: &str = r#"{"lexicon":1,"id":"com.example.thing","defs":{"a":{"type":"token"}}}"#;

fn sources(texts: &[&str]) -> Sources {
    let mut sources = Sources::default();
    for (index, text) in texts.iter().enumerate() {
        sources.add(format!("{index}.json"), None, *text);
    }
    sources
}

#[test]
fn equal_documents_count_as_one() {
    let other = r#"{ "$type": "com.atproto.lexicon.schema", "id": "com.example.thing",
        "defs": { "a": { "type": "token" } }, "lexicon": 1 }"#;
    let sources = sources(&[THING, other]);
    let checked = check(&sources);
    assert_eq!(found(&sources, &checked), []);
    assert_eq!(checked.documents.len(), 1);
    assert_eq!(sources[checked.documents[0].source].name, "0.json");
}

#[test]
fn different_documents_of_one_id_are_refused_both() {
    let other = THING.replace("token", "blob");
    let sources = sources(&[THING, &other]);
    let checked = check(&sources);
    assert_eq!(
        found(&sources, &checked),
        [("error", "duplicate-id", "/id".into())]
    );
    assert!(checked.documents.is_empty());
    assert!(
        checked
            .refused
            .documents
            .iter()
            .any(|id| id.as_str() == "com.example.thing")
    );
    let related = &checked.diagnostics[0].related;
    assert_eq!(sources[related[0].0.source].name, "0.json");
}

#[test]
fn sound_definitions_outlive_refused_ones() {
    let (_, checked) = check_text(
        r#"{"lexicon":1,"id":"com.example.thing","defs":{
            "bad":{"type":"array","items":{"type":"nope"}},
            "worse":7,
            "good":{"type":"token"}}}"#,
    );
    assert!(checked.has_errors());
    let document = &checked.documents[0];
    assert_eq!(document.defs.keys().collect::<Vec<_>>(), ["good"]);
    assert!(checked.refused.contains(&document.id, "bad"));
    assert!(checked.refused.contains(&document.id, "worse"));
    assert!(!checked.refused.contains(&document.id, "good"));
    assert!(!checked.refused.contains(&document.id, "absent"));
}

#[test]
fn a_document_without_a_version_is_refused_by_name() {
    let (_, checked) = check_text(&THING.replace("\"lexicon\":1", "\"lexicon\":3"));
    assert!(checked.documents.is_empty());
    assert_eq!(checked.refused.documents.len(), 1);
}

#[test]
fn a_record_in_its_envelope_is_read() {
    let text = format!(
        r#"{{"uri":"at://x","cid":"y","value":{}}}"#,
        THING.replace("token", "tokn")
    );
    let (sources, checked) = check_text(&text);
    assert_eq!(
        found(&sources, &checked),
        [("error", "unknown-type", "/defs/a/type".into())]
    );
    let report = crate::compiler::diagnostic::Report::new(&sources, checked.diagnostics);
    let json: serde_json::Value = serde_json::from_str(&report.to_json_lines()).unwrap();
    assert_eq!(json["pointer"], "/value/defs/a/type");
    assert_eq!(json["line"], 1);
    assert_eq!(json["column"], text.find("\"tokn\"").unwrap() + 1);
}

#[test]
fn every_problem_is_reported_in_one_run() {
    let sources = sources(&[
        r#"{"lexicon":2,"id":"x","defs":{"a":{"type":"t"},"b":{"type":"string","maxLength":-1}}}"#,
        "nonsense",
    ]);
    let codes: Vec<_> = found(&sources, &check(&sources))
        .into_iter()
        .map(|(_, code, _)| code)
        .collect();
    assert_eq!(
        codes,
        [
            "lexicon-version",
            "invalid-nsid",
            "unknown-type",
            "negative-bound",
            "invalid-json"
        ]
    );
}
