//! Unions: `$type` first, last or not at all; open, closed and empty.

use lexgen::{Data, TypedObject};

use super::{
    lexicons::com::example::{
        awkward::unions::{UnionsOthers, UnionsRecords, UnionsSameSegments},
        shelf::{
            book::{BookContents, Plates},
            note::Note,
            review::{Quotation, ReviewEmbed, ReviewExtension, ReviewPassagesItem},
            subscribe_desk::Message,
        },
    },
    read, refused, round_trip, written,
};

#[test]
fn a_member_says_what_it_is() {
    let contents = BookContents::Plates(Box::new(Plates::new(3)));
    let json = r#"{"$type":"com.example.shelf.book#plates","count":3}"#;
    assert_eq!(written(&contents), json);
    assert_eq!(round_trip::<BookContents>(json), contents);
}

#[test]
fn the_type_may_stand_anywhere() {
    let last: BookContents =
        read(r#"{"new":null,"count":3,"$type":"com.example.shelf.book#plates"}"#);
    assert_eq!(
        written(&last),
        r#"{"$type":"com.example.shelf.book#plates","count":3,"new":null}"#
    );
}

#[test]
fn members_that_are_not_known_survive() {
    for json in [
        r#"{"$type":"com.example.new"}"#,
        r#"{"$type":"com.example.new#thing","a":[{"$link":"bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"}],"b":null}"#,
    ] {
        let BookContents::Other(object) = round_trip(json) else {
            panic!("{json}");
        };
        assert!(object.type_name.starts_with("com.example.new"));
        round_trip::<ReviewExtension>(json);
        round_trip::<Message>(json);
    }
    let last: BookContents = read(r#"{"a":1,"$type":"com.example.new"}"#);
    assert_eq!(written(&last), r#"{"$type":"com.example.new","a":1}"#);
}

#[test]
fn an_unknown_member_can_be_read_as_what_it_is() {
    let json =
        r#"{"$type":"com.example.shelf.note","text":"hm","createdAt":"2024-01-02T03:04:05Z"}"#;
    let ReviewExtension::Other(object) = read(json);
    let TypedObject { type_name, .. } = &*object;
    assert_eq!(type_name, "com.example.shelf.note");
    assert_eq!(object.decode::<Note>().expect("a note").text, "hm");
}

#[test]
fn a_member_converts_into_its_union_and_back() {
    let plates = Plates::new(3);
    let contents: BookContents = plates.clone().into();
    assert_eq!(contents.type_name(), "com.example.shelf.book#plates");
    assert_eq!(Plates::try_from(contents), Ok(plates));

    let other: BookContents = read(r#"{"$type":"com.example.new","a":1}"#);
    assert_eq!(other.type_name(), "com.example.new");
    // What cannot be converted is not lost.
    assert_eq!(Plates::try_from(other.clone()), Err(other));
    let only: ReviewPassagesItem = Quotation::new("x").into();
    assert!(matches!(only, ReviewPassagesItem::Quotation(_)));
}

#[test]
fn a_member_converts_into_another_union_that_has_it() {
    let mut quotation = Quotation::new("x");
    quotation.extra.insert("new", Data::null());
    let embed = ReviewEmbed::from(quotation.clone());
    let passage: ReviewPassagesItem = embed.convert().expect("a member of both");
    assert_eq!(passage, quotation.into());
    assert_eq!(passage.convert(), Ok(embed));

    // An open union takes what it does not know, and a closed one refuses it.
    let plates = BookContents::from(Plates::new(3));
    let ReviewExtension::Other(object) = plates.convert().expect("an open union");
    assert_eq!(object.type_name, "com.example.shelf.book#plates");
    let error = plates
        .convert::<ReviewPassagesItem>()
        .expect_err("no member");
    assert!(
        error.to_string().contains("com.example.shelf.book#plates"),
        "{error}"
    );
}

#[test]
fn a_closed_union_refuses_what_it_does_not_list() {
    let quotation = r#"{"$type":"com.example.shelf.review#quotation","text":"x"}"#;
    assert_eq!(
        round_trip::<ReviewPassagesItem>(quotation),
        ReviewPassagesItem::Quotation(Box::new(Quotation::new("x")))
    );
    for json in [
        r#"{"$type":"com.example.new","text":"x"}"#,
        r#"{"text":"x","$type":"com.example.new"}"#,
    ] {
        refused::<ReviewPassagesItem>(json, "`com.example.new` is not a member");
    }
}

#[test]
fn without_a_type_nothing_is_guessed() {
    refused::<BookContents>("{}", "missing `$type`");
    refused::<BookContents>(r#"{"count":3}"#, "missing `$type`");
    refused::<BookContents>(r#"{"$type":3}"#, "a string as `$type`");
    refused::<BookContents>(r#"{"count":3,"$type":3}"#, "a string as `$type`");
    refused::<BookContents>("null", "an object");
    let twice = r#"{"$type":"com.example.shelf.book#plates","count":3,"$type":"com.example.new"}"#;
    refused::<BookContents>(twice, "duplicate field");
}

#[test]
fn a_member_that_breaks_its_own_type_is_refused() {
    refused::<BookContents>(
        r#"{"$type":"com.example.shelf.book#plates"}"#,
        "missing field `count`",
    );
    refused::<BookContents>(
        r#"{"count":"3","$type":"com.example.shelf.book#plates"}"#,
        "",
    );
}

#[test]
fn a_record_in_a_union_says_its_type_once() {
    let json = r#"{"$type":"com.example.shelf.book","title":"t","authors":["a"],"createdAt":"2024-01-02T03:04:05Z"}"#;
    assert!(matches!(round_trip(json), ReviewEmbed::Book(_)));
    let last = r#"{"title":"t","authors":["a"],"createdAt":"2024-01-02T03:04:05Z","$type":"com.example.shelf.book"}"#;
    assert_eq!(written(&read::<ReviewEmbed>(last)), json);
    // And so does the `$type` of an object.
    let mut quotation = Quotation::new("x");
    quotation
        .extra
        .insert("$type", Data::from("something.else"));
    assert_eq!(
        written(&ReviewEmbed::Quotation(Box::new(quotation))),
        r#"{"$type":"com.example.shelf.review#quotation","text":"x"}"#
    );
}

/// The protocol omits `#main` in a `$type`. If it is present, it is kept.
#[test]
fn a_main_written_in_full_survives() {
    round_trip::<UnionsSameSegments>(r#"{"$type":"com.example.awkward.images#main","images":[]}"#);
}

#[test]
fn members_with_names_that_clash_keep_their_types() {
    for json in [
        r#"{"$type":"com.example.awkward.images","images":[]}"#,
        r#"{"$type":"com.example.awkward.unions#images"}"#,
        r#"{"$type":"com.example.awkward.nest.images"}"#,
    ] {
        let union: UnionsSameSegments = round_trip(json);
        assert!(!matches!(union, UnionsSameSegments::Other(_)), "{json}");
    }
    let other: UnionsOthers = round_trip(r#"{"$type":"com.example.awkward.unions#other"}"#);
    assert!(matches!(other, UnionsOthers::Other_(_)));
    let named: UnionsRecords = round_trip(r#"{"$type":"com.example.awkward.sameName#sameName"}"#);
    assert!(matches!(named, UnionsRecords::SameNameSameName(_)));
}
