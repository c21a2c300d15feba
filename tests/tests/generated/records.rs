//! Records always contain their `$type`.

use lexgen::Record;

use super::{
    lexicons::com::example::{
        awkward::empty::Empty,
        shelf::{note::Note, profile::Profile, retention::Retention},
    },
    read, refused, round_trip, written,
};

#[test]
fn the_type_is_written_first_and_read_anywhere() {
    let note = Note::new("hm", "2024-01-02T03:04:05Z".parse().expect("a datetime"));
    let json =
        r#"{"$type":"com.example.shelf.note","text":"hm","createdAt":"2024-01-02T03:04:05Z"}"#;
    assert_eq!(written(&note), json);
    assert_eq!(round_trip::<Note>(json), note);
    let last: Note = read(
        r#"{"text":"hm","createdAt":"2024-01-02T03:04:05Z","$type":"com.example.shelf.note"}"#,
    );
    assert_eq!(last, note);
}

#[test]
fn what_is_something_else_is_refused() {
    refused::<Empty>("{}", "missing `$type`");
    refused::<Empty>(
        r#"{"$type":"com.example.shelf.note"}"#,
        "expected the record type `com.example.awkward.empty`",
    );
    refused::<Empty>(r#"{"$type":1}"#, "a string");
    refused::<Empty>(
        r#"{"$type":"com.example.awkward.empty","$type":"com.example.awkward.empty"}"#,
        "duplicate field `$type`",
    );
}

#[test]
fn the_collection_and_the_kind_of_key_are_known() {
    assert_eq!(Note::NSID, "com.example.shelf.note");
    assert_eq!(Note::KEY, "tid");
    assert_eq!(Profile::KEY, "literal:self");
    assert_eq!(Retention::KEY, "nsid");
    assert_eq!(Empty::KEY, "any");
}

#[test]
fn unknown_fields_of_a_record_survive() {
    round_trip::<Empty>(r#"{"$type":"com.example.awkward.empty","more":[true]}"#);
}
