//! `validate` finds every violation, at any depth.

use lexgen::validate::Validate;

use super::{
    lexicons::com::example::shelf::{
        loan::LoanReceipt,
        profile::Profile,
        review::{Photos, Review, ReviewPassagesItem},
        section::Section,
    },
    read,
};

const LINK: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/// The violations of a value, as text.
fn violations(value: &impl Validate) -> Vec<String> {
    match value.validate() {
        Ok(()) => Vec::new(),
        Err(violations) => violations.iter().map(ToString::to_string).collect(),
    }
}

/// Asserts the path and a part of the text of each violation, in order.
#[track_caller]
fn assert_found(value: &impl Validate, expected: &[&[&str]]) {
    let found = violations(value);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, pieces) in found.iter().zip(expected) {
        for piece in *pieces {
            assert!(found.contains(piece), "{piece} in {found}");
        }
    }
}

#[test]
fn what_keeps_the_rules_is_valid() {
    let json = r#"{"$type":"com.example.shelf.profile","name":"East","kind":"library","loanDays":28,"openingHours":[{"day":7,"opens":"09:30","closes":"17:00","note":null}]}"#;
    assert_found(&read::<Profile>(json), &[]);
}

#[test]
fn every_violation_is_reported() {
    let json = r#"{"$type":"com.example.shelf.profile","name":"","kind":"shop","contact":"??","isPublic":false,"loanDays":0,"openingHours":[{"day":7,"opens":"09:30","closes":"17:00","note":null},{"day":8,"opens":"9","closes":"17:00","note":null}],"schemaVersion":3}"#;
    assert_found(
        &read::<Profile>(json),
        &[
            &["name"],
            &["kind", "library"],
            &["contact"],
            &["isPublic"],
            &["loanDays"],
            &["openingHours", "1", "day"],
            &["openingHours", "1", "opens"],
            &["schemaVersion"],
        ],
    );
}

#[test]
fn items_are_checked_where_the_list_has_rules_of_its_own() {
    let image = format!(
        r#"{{"image":{{"$type":"blob","ref":{{"$link":"{LINK}"}},"mimeType":"text/plain","size":9000000}},"alt":"a"}}"#
    );
    let json = format!(r#"{{"images":[{}]}}"#, [image.as_str(); 5].join(","));
    let photos: Photos = read(&json);
    let found = violations(&photos);
    // One list that is too long, and two lists with five invalid blobs each.
    assert_eq!(found.len(), 11, "{found:#?}");
}

#[test]
fn lists_in_lists_and_formats_in_lists_are_checked() {
    let receipt: LoanReceipt = read(r#"{"number":"no tid","stamps":[[1],[2,-1]]}"#);
    assert_found(&receipt, &[&["number"], &["stamps", "1"]]);
}

#[test]
fn unions_and_recursion_are_followed() {
    let section: Section = read(
        r#"{"name":"a","parent":{"name":"b","sections":[{"name":"c","curators":[{"note":{"$type":"com.example.shelf.note","text":"t","createdAt":"never"}}]}]}}"#,
    );
    assert_found(
        &section,
        &[&["parent", "sections", "curators", "note", "createdAt"]],
    );
    let passage: ReviewPassagesItem =
        read(r#"{"$type":"com.example.shelf.review#pageRange","from":0,"to":1}"#);
    assert_found(&passage, &[&["from"]]);
    let json = format!(
        r#"{{"$type":"com.example.shelf.review","subject":{{"uri":"?","cid":"{LINK}"}},"text":"","createdAt":"2024-01-02T03:04:05Z","embed":{{"$type":"com.example.new","anything":-1}},"rating":6}}"#
    );
    assert_found(
        &read::<Review>(&json),
        &[&["subject", "uri"], &["text"], &["rating"]],
    );
}
