//! Values that JSON has and the data model does not are kept, written back and
//! reported.

use lexgen::{
    Data, Validate,
    data::{from_dag_cbor, to_dag_cbor},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    lexicons::com::{
        atproto::repo::list_records::{Output, Record},
        example::shelf::book::Book,
    },
    read,
    strict::lexicons as strict,
    written,
};

const CID: &str = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";

/// A value of each kind, and where in it the fault is.
fn kinds() -> Vec<(Value, &'static str)> {
    vec![
        (json!(1.5), ""),
        (json!(-1e300), ""),
        (json!(u64::MAX), ""),
        (json!({ "$link": "nope" }), ""),
        (json!({ "$link": 1 }), ""),
        (json!({ "$link": CID, "more": 1 }), ""),
        (json!({ "$bytes": "?" }), ""),
        (json!({ "$bytes": "AA==", "more": 1 }), ""),
        (json!({ "$bytes": null }), ""),
        (json!({ "$type": 1 }), ""),
        (json!({ "$type": "" }), ""),
        (json!({ "$type": "blob" }), ""),
        (
            json!({ "$type": "blob", "ref": { "$link": CID }, "mimeType": "a/b", "size": -1 }),
            "",
        ),
        (
            json!({ "$type": "blob", "ref": CID, "mimeType": "a/b", "size": 1, "alt": "x" }),
            "",
        ),
        (json!([1, { "a": [2, 2.5] }]), "/1/a/1"),
    ]
}

/// A value in each kind of place, and the path of the place.
fn places(value: &Value) -> Vec<(Value, &'static str)> {
    let book = |fields: Value| {
        let mut book = json!({
            "$type": "com.example.shelf.book",
            "title": "Walden",
            "authors": ["A. Author"],
            "createdAt": "2024-01-02T03:04:05Z",
        });
        if let (Some(book), Value::Object(fields)) = (book.as_object_mut(), fields) {
            book.extend(fields);
        }
        book
    };
    vec![
        (book(json!({ "mood": value })), "/mood"),
        (book(json!({ "mood": { "deep": [value] } })), "/mood/deep/0"),
        (
            book(json!({ "contents": { "$type": "com.example.audio", "voice": value } })),
            "/contents/voice",
        ),
        (
            book(json!({ "contents": { "voice": value, "$type": "com.example.audio" } })),
            "/contents/voice",
        ),
    ]
}

/// Reads JSON, and checks that the same is written, that the fault is reported at
/// its path, and that DAG-CBOR refuses it there.
fn check<T: DeserializeOwned + Serialize + Validate>(json: &Value, path: &str) {
    let value: T = read(&json.to_string());
    assert_eq!(read::<Value>(&written(&value)), *json);

    let violations = value.validate().expect_err(path);
    let found: Vec<_> = violations.iter().collect();
    assert_eq!(found.len(), 1, "{violations}");
    assert_eq!(
        (found[0].path.as_str(), found[0].code.as_str()),
        (path, "not-data")
    );

    let error = to_dag_cbor(&value).expect_err(path).to_string();
    assert_eq!(error, violations.to_string());

    // The same as data of any kind.
    let data: Data = read(&json.to_string());
    assert_eq!(read::<Value>(&written(&data)), *json);
    assert_eq!(data.check().expect_err(path), violations);
    assert_eq!(Data::encode(&value).expect("it has a form"), data);
    assert_eq!(written(&data.decode::<T>().expect(path)), written(&value));
}

fn record(value: Value) -> Value {
    json!({
        "uri": "at://did:plc:z72i7hdynmk6r22z27h6tvur/com.example.shelf.book/1",
        "cid": CID,
        "value": value,
    })
}

#[test]
fn in_fields_and_members_that_the_lexicon_does_not_name() {
    for (value, inside) in kinds() {
        for (book, place) in places(&value) {
            check::<Book>(&book, &format!("{place}{inside}"));
        }
    }
}

#[test]
fn in_unknown() {
    for (value, inside) in kinds() {
        let path = format!("/value/a{inside}");
        check::<Record>(&record(json!({ "a": value })), &path);
    }
}

/// A `null` is kept, and is no object.
#[test]
fn null_in_unknown() {
    let json = record(Value::Null);
    let record: Record = read(&json.to_string());
    assert!(record.value.is_null());
    assert_eq!(read::<Value>(&written(&record)), json);
    assert_eq!(
        record.validate().expect_err("null").to_string(),
        "/value: is null, which the lexicon does not allow here"
    );
}

#[test]
fn a_page_is_read_whatever_is_on_it() {
    let kinds = kinds();
    let records: Vec<Value> = (0..100)
        .map(|place| {
            let bad = &kinds[place / 2 % kinds.len()].0;
            let value = if place % 2 == 0 {
                json!(place)
            } else {
                bad.clone()
            };
            record(json!({ "$type": "com.example.shelf.note", "text": value }))
        })
        .collect();
    let page = json!({ "records": records, "cursor": "1" });
    let output: Output = read(&page.to_string());
    assert_eq!(read::<Value>(&written(&output)), page);
    let violations = output.validate().expect_err("fifty values are not data");
    let paths: Vec<&str> = violations.iter().map(|it| it.path.as_str()).collect();
    let expected: Vec<String> = (0..50)
        .map(|bad| {
            let inside = kinds[bad % kinds.len()].1;
            format!("/records/{}/value/text{inside}", bad * 2 + 1)
        })
        .collect();
    assert_eq!(paths, expected);
}

#[test]
fn strict_decoding_refuses_it() {
    use strict::com::{
        atproto::repo::list_records::Record as StrictRecord,
        example::shelf::book::Book as StrictBook,
    };
    for (value, inside) in kinds() {
        let json = record(json!({ "a": value })).to_string();
        let error = serde_json::from_str::<StrictRecord>(&json).expect_err(&json);
        assert!(
            error.to_string().contains(&format!("/a{inside}")) || inside.is_empty(),
            "{error}"
        );
        for (book, _) in places(&value) {
            let json = book.to_string();
            assert!(serde_json::from_str::<StrictBook>(&json).is_err(), "{json}");
        }
    }
    // What is in the data model is read.
    let good = json!({ "a": { "$link": CID }, "b": [1.0, { "$type": "x" }] });
    read::<StrictRecord>(&record(good.clone()).to_string());
    for (book, _) in places(&good) {
        read::<StrictBook>(&book.to_string());
    }
}

/// A float of DAG-CBOR is read and goes out as JSON.
#[test]
fn in_dag_cbor() {
    let (book, _) = places(&json!(7)).swap_remove(0);
    let bytes = to_dag_cbor(&read::<Book>(&book.to_string())).expect("data");
    // `mood` is the only 7.
    let place = bytes
        .windows(6)
        .position(|part| part == b"dmood\x07")
        .expect("it is there")
        + 5;
    for (number, json) in [(1.5_f64, "1.5"), (2.0, "2.0")] {
        let mut bytes = bytes.clone();
        bytes.splice(place..=place, [&[0xfb][..], &number.to_be_bytes()].concat());
        let book: Book = from_dag_cbor(&bytes).expect("it is kept");
        assert!(written(&book).contains(&format!(r#""mood":{json}"#)));
        let violations = book.validate().expect_err("a float");
        assert!(
            violations.to_string().starts_with("/mood: "),
            "{violations}"
        );
        let error = to_dag_cbor(&book).expect_err("a float").to_string();
        assert_eq!(error, violations.to_string());
    }
}
