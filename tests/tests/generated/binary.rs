//! The same types in DAG-CBOR, the format of repositories.

use lexgen::data::{cid_of, from_dag_cbor, to_dag_cbor};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    lexicons::com::example::shelf::{
        book::BookContents,
        loan::LoanReceipt,
        note::Note,
        return_book::Slip,
        review::{PhotosImagesItem, Review},
    },
    read, written,
};

const LINK: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/// From JSON to DAG-CBOR and back; the bytes as hexadecimal.
#[track_caller]
fn through_cbor<T: Serialize + DeserializeOwned>(json: &str) -> String {
    let value: T = read(json);
    let bytes = to_dag_cbor(&value).expect("it can be encoded");
    let back: T = from_dag_cbor(&bytes).expect("it can be decoded");
    assert_eq!(written(&back), json);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn bytes_are_bytes_and_links_are_links() {
    let json = format!(
        r#"{{"number":"3jzfcijpj2z2a","digest":{{"$bytes":"AQID"}},"ledger":{{"$link":"{LINK}"}}}}"#
    );
    let hex = through_cbor::<LoanReceipt>(&json);
    // "digest" and three bytes; "ledger" and tag 42 with a zero and the CID.
    assert!(hex.contains("6664696765737443010203"), "{hex}");
    assert!(hex.contains("666c6564676572d82a58250001711220"), "{hex}");
}

#[test]
fn keys_come_shortest_first() {
    let json = r#"{"loan":"at://a.test","condition":"mint","fine":null}"#;
    assert_eq!(
        through_cbor::<Slip>(json),
        concat!(
            "a3",
            "6466696e65",
            "f6",
            "646c6f616e",
            "6b61743a2f2f612e74657374",
            "69636f6e646974696f6e",
            "646d696e74"
        )
    );
}

#[test]
fn records_blobs_unions_and_data_survive() {
    through_cbor::<PhotosImagesItem>(&format!(
        r#"{{"image":{{"$type":"blob","ref":{{"$link":"{LINK}"}},"mimeType":"image/png","size":12}},"alt":"a"}}"#
    ));
    through_cbor::<PhotosImagesItem>(&format!(
        r#"{{"image":{{"cid":"{LINK}","mimeType":"image/png"}},"alt":"a"}}"#
    ));
    // Shorter keys come before `$type`.
    through_cbor::<BookContents>(r#"{"$type":"com.example.shelf.book#plates","count":3,"a":1}"#);
    through_cbor::<BookContents>(r#"{"$type":"com.example.new","a":1}"#);
    through_cbor::<Review>(&format!(
        r#"{{"$type":"com.example.shelf.review","subject":{{"uri":"at://a.test","cid":"{LINK}"}},"text":"t","createdAt":"2024-01-02T03:04:05Z","clientData":{{"a":[1,{{"$link":"{LINK}"}}],"b":{{"$bytes":"AQ"}}}},"embed":{{"$type":"com.example.shelf.review#quotation","text":"x"}}}}"#
    ));
}

#[test]
fn a_record_has_the_identifier_of_its_data() {
    let json =
        r#"{"$type":"com.example.shelf.note","text":"hm","createdAt":"2024-01-02T03:04:05Z"}"#;
    let typed = cid_of(&read::<Note>(json)).expect("it can be encoded");
    let untyped = cid_of(&read::<lexgen::Data>(json)).expect("it can be encoded");
    assert_eq!(typed, untyped);
}
