//! Objects: absent, `null`, present and unknown fields.

use lexgen::{Data, Nullable};

use super::{
    lexicons::com::example::{
        awkward::empty,
        shelf::{
            borrow_book,
            profile::{Hours, HoursRequired},
            return_book::Slip,
            section::Section,
        },
    },
    read, refused, round_trip, written,
};

#[test]
fn absent_null_and_present_are_three_things() {
    let absent: Slip = round_trip(r#"{"loan":"at://a.test"}"#);
    assert_eq!(absent.fine, Nullable::Absent);
    let null: Slip = round_trip(r#"{"loan":"at://a.test","fine":null}"#);
    assert_eq!(null.fine, Nullable::Null);
    let present: Slip = round_trip(r#"{"loan":"at://a.test","fine":5}"#);
    assert_eq!(present.fine, Nullable::Value(5));
}

#[test]
fn required_and_nullable_is_always_written() {
    let hours = Hours::new(HoursRequired {
        day: 1,
        opens: "09:30".to_owned(),
        closes: "17:00".to_owned(),
        note: None,
    });
    let json = r#"{"day":1,"opens":"09:30","closes":"17:00","note":null}"#;
    assert_eq!(written(&hours), json);
    assert_eq!(round_trip::<Hours>(json), hours);
    refused::<Hours>(
        r#"{"day":1,"opens":"09:30","closes":"17:00"}"#,
        "missing field `note`",
    );
}

#[test]
fn what_an_object_cannot_be() {
    refused::<Section>(r#"{"name":null}"#, "null");
    refused::<Section>(r#"{"name":"a","parent":null}"#, "null");
    refused::<Section>(r#"{}"#, "missing field `name`");
    refused::<Section>(r#"{"name":"a","name":"b"}"#, "duplicate field `name`");
    refused::<Section>("[]", "an object");
}

#[test]
fn unknown_fields_survive_in_the_order_of_their_names() {
    let json = r#"{"name":"Maps","a":{"deep":[1,null]},"z":"last"}"#;
    let section: Section = round_trip(json);
    assert_eq!(section.extra.len(), 2);
    assert_eq!(section.extra.get("z"), Some(&Data::from("last")));
    let moved: Section = read(r#"{"z":"last","a":{"deep":[1,null]},"name":"Maps"}"#);
    assert_eq!(moved, section);
    assert_eq!(written(&moved), json);
}

#[test]
fn what_has_no_properties_keeps_everything() {
    round_trip::<empty::Nothing>("{}");
    round_trip::<empty::List>(r#"[{},{"a":1}]"#);
}

#[test]
fn objects_in_objects_and_values_set_by_name() {
    let mut input = borrow_book::Input::new("at://a.test".parse().expect("a URI"));
    assert_eq!(written(&input), r#"{"book":"at://a.test"}"#);
    input.days = Some(borrow_book::Input::DEFAULT_DAYS);
    input.deliver_to = Some(borrow_book::InputDeliverTo::new("East", None));
    assert_eq!(
        written(&input),
        r#"{"book":"at://a.test","days":28,"deliverTo":{"branch":"East","phone":null}}"#
    );
}

#[test]
fn what_refers_to_itself_nests() {
    let json = r#"{"name":"a","curators":[{"note":{"$type":"com.example.shelf.note","text":"t","createdAt":"2024-01-02T03:04:05Z"},"replies":[{"$type":"com.example.shelf.reply#reply","author":{"did":"did:plc:a","handle":"a.test"},"text":"r","thread":{"note":{"$type":"com.example.shelf.note","text":"u","createdAt":"2024-01-02T03:04:05Z"}}}]}],"parent":{"name":"b","parent":{"name":"c"}},"sections":[{"name":"d","sections":[]}]}"#;
    let section: Section = round_trip(json);
    let grandparent = section.parent.and_then(|parent| parent.parent);
    assert_eq!(grandparent.map(|it| it.name).as_deref(), Some("c"));
}
