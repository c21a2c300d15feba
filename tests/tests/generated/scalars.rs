//! Strings, numbers, bytes, links, blobs, and data of any shape.

use lexgen::{Bytes, Data};

use super::{
    lexicons::com::example::shelf::{
        book::Book,
        defs::{self, Condition, Genre, ShelfKind},
        loan::{LoanReceipt, LoanState},
        profile::Profile,
        review::{PhotosImagesItem, Review},
        search_books,
    },
    read, refused, round_trip, written,
};

const LINK: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

#[test]
fn known_values_are_open() {
    assert_eq!(
        round_trip::<Genre>(r#""graphic-novel""#),
        Genre::GraphicNovel
    );
    assert_eq!(
        round_trip::<Genre>(r#""opera""#),
        Genre::Other("opera".into())
    );
    assert_eq!(Genre::from("zine"), Genre::Zine);
    assert_eq!(Genre::NonFiction.to_string(), "non-fiction");
    refused::<Genre>("1", "a string");
}

#[test]
fn enums_are_closed() {
    assert_eq!(round_trip::<LoanState>(r#""renewed""#), LoanState::Renewed);
    refused::<LoanState>(r#""burnt""#, r#"unknown value "burnt", expected `out` or"#);
    assert_eq!(Condition::try_from("worn"), Ok(Condition::Worn));
    assert!(Condition::try_from("lost").is_err());
}

#[test]
fn tokens_compare_by_their_full_name() {
    let kind: ShelfKind = round_trip(r#""com.example.shelf.defs#stacks""#);
    assert_eq!(kind, ShelfKind::Stacks);
    assert_eq!(kind.as_str(), defs::STACKS);
    assert_eq!(
        round_trip::<ShelfKind>(r#""stacks""#),
        ShelfKind::Other("stacks".into())
    );
}

#[test]
fn defaults_are_known_and_not_invented() {
    let json = r#"{"$type":"com.example.shelf.profile","name":"East","kind":"library"}"#;
    let profile: Profile = round_trip(json);
    assert_eq!(profile.loan_days, None);
    assert_eq!(profile.loan_days.unwrap_or(Profile::DEFAULT_LOAN_DAYS), 28);
    assert_eq!(Profile::DEFAULT_GREETING, "Come in, we are open.");
    assert_eq!(search_books::Params::DEFAULT_LIMIT, 50);
}

#[test]
fn bytes_links_and_lists_of_lists() {
    let json = format!(
        r#"{{"number":"3jzfcijpj2z2a","digest":{{"$bytes":"AQID/w"}},"ledger":{{"$link":"{LINK}"}},"stamps":[[1,2],[]]}}"#
    );
    let receipt: LoanReceipt = round_trip(&json);
    assert_eq!(receipt.digest, Some(Bytes::from(vec![1, 2, 3, 255])));
    assert_eq!(
        receipt.ledger.map(|it| it.as_str().to_owned()).as_deref(),
        Some(LINK)
    );
    assert_eq!(receipt.stamps, Some(vec![vec![1, 2], vec![]]));
    refused::<LoanReceipt>(r#"{"number":"3jzfcijpj2z2a","digest":"AQID"}"#, "");
    refused::<LoanReceipt>(r#"{"number":"3jzfcijpj2z2a","ledger":{"$link":"x"}}"#, "");
}

#[test]
fn blobs_of_today_and_of_old() {
    let json = format!(
        r#"{{"image":{{"$type":"blob","ref":{{"$link":"{LINK}"}},"mimeType":"image/png","size":12}},"alt":"a"}}"#
    );
    let item: PhotosImagesItem = round_trip(&json);
    assert_eq!(item.image.mime_type(), "image/png");
    assert_eq!(item.image.size(), Some(12));
    let legacy = format!(r#"{{"image":{{"cid":"{LINK}","mimeType":"image/png"}},"alt":"a"}}"#);
    let item: PhotosImagesItem = round_trip(&legacy);
    assert!(item.image.is_legacy());
    assert_eq!(item.image.cid().as_str(), LINK);
}

#[test]
fn integers_have_64_bits_and_no_fraction() {
    for (number, expected) in [
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("2.0", 2),
    ] {
        let json = format!(
            r#"{{"$type":"com.example.shelf.book","title":"t","authors":[],"createdAt":"x","pages":{number}}}"#
        );
        assert_eq!(read::<Book>(&json).pages, Some(expected));
    }
    let json = r#"{"$type":"com.example.shelf.book","title":"t","authors":[],"createdAt":"x","pages":1.5}"#;
    refused::<Book>(json, "");
}

#[test]
fn malformed_text_is_kept_and_can_be_found() {
    let json = r#"{"$type":"com.example.shelf.book","title":"t","authors":[],"createdAt":"yesterday","language":"??"}"#;
    let book: Book = round_trip(json);
    assert_eq!(book.created_at, "yesterday");
    assert!(!book.created_at.is_valid());
    assert!(book.created_at.check().is_err());
    assert!(book.language.is_some_and(|it| !it.is_valid()));
    refused::<Book>(
        r#"{"$type":"com.example.shelf.book","title":"t","authors":[],"createdAt":1}"#,
        "",
    );
}

#[test]
fn data_of_any_shape_is_kept() {
    let json = format!(
        r#"{{"$type":"com.example.shelf.review","subject":{{"uri":"at://a.test","cid":"{LINK}"}},"text":"t","createdAt":"2024-01-02T03:04:05Z","clientData":{{"a":[1,{{"$link":"{LINK}"}}],"b":{{"$bytes":"AQ"}}}}}}"#
    );
    let review: Review = round_trip(&json);
    let data = review.client_data.expect("it is there");
    assert_eq!(data.get("b").and_then(Data::as_bytes), Some(&[1][..]));
    assert_eq!(
        written(&data),
        format!(r#"{{"a":[1,{{"$link":"{LINK}"}}],"b":{{"$bytes":"AQ"}}}}"#)
    );
}
