//! The enum of all records: by collection and by `$type`, and nothing is lost.

use std::error::Error;

use lexgen::{
    Data, Datetime, Validate,
    data::{from_dag_cbor, to_dag_cbor},
    wire::{RecordError, RecordErrorKind},
};

use super::{
    lexicons::{AnyRecord, com::example::shelf::note::Note},
    read, refused, round_trip, written,
};

const NOTE: &str = "com.example.shelf.note";
const JSON: &str =
    r#"{"$type":"com.example.shelf.note","text":"hm","createdAt":"2024-01-02T03:04:05Z"}"#;

fn note() -> Note {
    Note::new("hm", Datetime::new("2024-01-02T03:04:05Z").expect("sound"))
}

/// Reads data by its collection, and the DAG-CBOR of it, with one result.
fn of_collection(collection: &str, json: &str) -> Result<AnyRecord, RecordError> {
    let data: Data = read(json);
    let bytes = to_dag_cbor(&data).expect("atproto data");
    let record = AnyRecord::from_data(collection, data);
    assert_eq!(
        record.is_ok(),
        AnyRecord::from_dag_cbor(collection, &bytes).is_ok()
    );
    if let (Err(error), Err(other)) = (&record, AnyRecord::from_dag_cbor(collection, &bytes)) {
        assert_eq!(error.to_string(), other.to_string());
        assert_eq!(error.data(), other.data());
    }
    record
}

#[test]
fn a_record_is_told_by_its_type() {
    let record: AnyRecord = round_trip(JSON);
    assert_eq!(record, note().into());
    assert_eq!(record.type_name(), NOTE);
    assert_eq!(Note::try_from(record), Ok(note()));

    let bytes = to_dag_cbor(&note()).expect("atproto data");
    let record: AnyRecord = from_dag_cbor(&bytes).expect("a record");
    assert_eq!(to_dag_cbor(&record).expect("atproto data"), bytes);
    assert_eq!(Data::encode(&record), Data::encode(&note()));
    refused::<AnyRecord>(r#"{"text":"hm"}"#, "missing `$type`");
}

#[test]
fn a_record_is_told_by_its_collection() {
    assert_eq!(of_collection(NOTE, JSON), Ok(note().into()));
    assert!(AnyRecord::COLLECTIONS.contains(&NOTE));
}

#[test]
fn a_record_of_an_unknown_collection_is_kept() {
    let json = r#"{"$type":"com.example.new","a":{"$bytes":"AQI"}}"#;
    let record = of_collection("com.example.new", json).expect("any record");
    assert!(matches!(record, AnyRecord::Other(_)));
    assert_eq!(record.type_name(), "com.example.new");
    assert_eq!(written(&record), json);
    assert!(!AnyRecord::COLLECTIONS.contains(&"com.example.new"));
}

#[test]
fn where_collection_and_type_disagree_the_caller_learns_it() {
    for (collection, json, said) in [
        (
            "com.example.shelf.book",
            JSON,
            "has the `$type` `com.example.shelf.note`",
        ),
        (
            "com.example.new",
            JSON,
            "has the `$type` `com.example.shelf.note`",
        ),
        (
            NOTE,
            r#"{"text":"hm","createdAt":"2024-01-02T03:04:05Z"}"#,
            "has no `$type`",
        ),
        (NOTE, "[]", "is not an object"),
        (
            NOTE,
            r#"{"$type":"com.example.new"}"#,
            "has the `$type` `com.example.new`",
        ),
        // Neither what it says nor what its collection says.
        (
            "com.example.shelf.book",
            r#"{"$type":"com.example.shelf.note"}"#,
            "has the `$type`",
        ),
    ] {
        let error = of_collection(collection, json).expect_err(json);
        assert_eq!(error.kind(), &RecordErrorKind::OtherType, "{json}");
        assert!(error.to_string().contains(said), "{error}");
        assert_eq!(error.collection(), collection);
        assert_eq!(error.into_data(), Some(read(json)));
    }
}

#[test]
fn a_type_that_is_no_text_is_named() {
    let error = AnyRecord::from_data(NOTE, read(r#"{"$type":7}"#)).expect_err("a number");
    assert_eq!(error.kind(), &RecordErrorKind::OtherType);
    assert!(
        error
            .to_string()
            .ends_with("has a `$type` that is not a string"),
        "{error}"
    );
}

#[test]
fn a_known_record_that_cannot_be_read_is_not_lost() {
    let json = r#"{"$type":"com.example.shelf.note","text":3,"createdAt":"2024-01-02T03:04:05Z"}"#;
    let error = of_collection(NOTE, json).expect_err("no text");
    assert!(
        matches!(error.kind(), RecordErrorKind::Invalid(_)),
        "{error:?}"
    );
    let said = error.to_string();
    let place = "cannot read a record in the collection `com.example.shelf.note`: /text: ";
    assert!(said.starts_with(place), "{said}");
    assert!(
        said.contains("expected a string (in `note::Note`"),
        "{said}"
    );
    assert!(error.source().is_none());
    assert_eq!(error.data(), Some(&read(json)));

    let error = AnyRecord::from_dag_cbor(NOTE, b"\xff").expect_err("no DAG-CBOR");
    assert!(
        matches!(error.kind(), RecordErrorKind::Invalid(_)),
        "{error:?}"
    );
    assert_eq!(error.data(), None);
}

#[test]
fn any_record_can_be_validated() {
    let record = AnyRecord::from(Note::new("x".repeat(20_000), note().created_at));
    let violations = record.validate().expect_err("too long").to_string();
    assert!(violations.contains("text"), "{violations}");
    assert_eq!(AnyRecord::from(note()).validate(), Ok(()));
}
