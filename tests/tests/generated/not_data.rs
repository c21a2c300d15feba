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
        (json!({ "$link": { "$link": CID } }), ""),
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
        let path = format!("/a{inside}: ");
        assert!(error.to_string().contains(&path), "{path}{error}");
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

/// What DAG-CBOR has and the data model does not: a float, also one without a
/// fraction, and an object that looks like a link or bytes in JSON.
fn kinds_of_dag_cbor() -> [Vec<u8>; 4] {
    let float = |number: f64| [&[0xfb][..], &number.to_be_bytes()].concat();
    let text = |text: &str| to_dag_cbor(text).expect("text is data");
    let object = |key: &str, value: &str| [vec![0xa1], text(key), text(value)].concat();
    [
        float(1.5),
        float(2.0),
        object("$link", CID),
        object("$bytes", "QUJD"),
    ]
}

/// Reads DAG-CBOR in which `value` stands for the text `MARK`.
fn check_dag_cbor<T>(json: &Value, value: &[u8], path: &str)
where
    T: DeserializeOwned + Serialize + Validate,
{
    let data: Data = read(&json.to_string());
    let mut bytes = to_dag_cbor(&data).expect("it is data");
    let mark = bytes
        .windows(5)
        .position(|part| part == b"dMARK")
        .expect("it is there");
    bytes.splice(mark..mark + 5, value.iter().copied());

    let read: T = from_dag_cbor(&bytes).expect("it is kept");
    let violations = read.validate().expect_err(path);
    let found: Vec<_> = violations.iter().collect();
    assert_eq!(found.len(), 1, "{violations}");
    assert_eq!(
        (found[0].path.as_str(), found[0].code.as_str()),
        (path, "not-data")
    );
    assert_eq!(
        to_dag_cbor(&read).expect_err(path).to_string(),
        violations.to_string()
    );

    let data: Data = from_dag_cbor(&bytes).expect("it is kept");
    assert_eq!(data.check().expect_err(path), violations);
    assert!(to_dag_cbor(&data).is_err());
    assert_eq!(data.decode::<Data>().as_ref(), Ok(&data));
    assert_eq!(data.clone().into_decoded::<Data>().as_ref(), Ok(&data));
    assert_eq!(Data::encode(&data).as_ref(), Ok(&data));
    assert_eq!(Data::encode(&read).as_ref(), Ok(&data));
    let decoded: T = data.decode().expect("it has the type");
    assert_eq!(decoded.validate().expect_err(path), violations);
}

#[test]
fn in_dag_cbor() {
    let value = json!("MARK");
    for kind in kinds_of_dag_cbor() {
        for (book, place) in places(&value) {
            check_dag_cbor::<Book>(&book, &kind, place);
        }
        // A name that comes before `$type` in DAG-CBOR.
        let early = json!({ "$type": "com.example.audio", "a": [value] });
        let (mut book, _) = places(&value).swap_remove(0);
        book["mood"] = json!("calm");
        book["contents"] = early;
        check_dag_cbor::<Book>(&book, &kind, "/contents/a/0");
        let record = record(json!({ "a": value }));
        check_dag_cbor::<Record>(&record, &kind, "/value/a");
    }
}

/// A typed field is no float, wherever the `$type` stands.
#[test]
fn a_float_is_no_integer_before_a_type() {
    for fields in [
        json!({ "$type": "com.example.shelf.book#plates", "count": "MARK" }),
        json!({ "$type": "com.example.shelf.book#plates", "count": "MARK", "a": 1 }),
    ] {
        let (mut book, _) = places(&json!(1)).swap_remove(0);
        book["contents"] = fields;
        let data: Data = read(&book.to_string());
        let mut bytes = to_dag_cbor(&data).expect("it is data");
        let mark = bytes
            .windows(5)
            .position(|part| part == b"dMARK")
            .expect("it is there");
        bytes.splice(
            mark..mark + 5,
            [&[0xfb][..], &2.0_f64.to_be_bytes()].concat(),
        );
        assert!(from_dag_cbor::<Book>(&bytes).is_err());
        let data: Data = from_dag_cbor(&bytes).expect("it is kept");
        assert!(data.decode::<Book>().is_err());
    }
}
