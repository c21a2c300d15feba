//! What an error of reading says: where, what was expected, in which type, and what was
//! found. The same mistakes in JSON, data, DAG-CBOR and frames.

#![cfg(all(feature = "xrpc", feature = "dag-cbor"))]

use lexgen::{
    Bytes, CidLink, Data, Extra,
    data::{from_dag_cbor, to_dag_cbor},
    wire::TypedObject,
    xrpc::{Body, Endpoint, Frame, Method, XrpcError},
};
use serde_json::{Value, json};

#[derive(Clone, PartialEq)]
#[allow(dead_code)]
struct Shelf {
    label: String,
    rows: Vec<Vec<i64>>,
    books: Vec<Book>,
    extra: Extra,
}

lexgen::object! {
    Shelf {
        required label = "label";
        required rows = "rows";
        required books = "books";
    }
}

#[derive(Clone, PartialEq)]
#[allow(dead_code)]
struct Book {
    title: String,
    cover: Option<Bytes>,
    source: Option<CidLink>,
    state: Option<State>,
    extra: Extra,
}

lexgen::object! {
    Book {
        required title = "title";
        optional cover = "cover";
        optional source = "source";
        optional state = "state";
    }
}

#[derive(Clone, PartialEq)]
enum State {
    Lent(Box<Lent>),
}

lexgen::union! { closed State { Lent = "com.example.shelf#lent"; } }

#[derive(Clone, PartialEq)]
#[allow(dead_code)]
struct Lent {
    days: Vec<i64>,
    extra: Extra,
}

lexgen::object! { Lent { required days = "days"; } }

#[derive(Clone, PartialEq)]
enum Message {
    Shelf(Box<Shelf>),
    Other(Box<TypedObject>),
}

lexgen::union! { open Message { Shelf = "com.example.watch#shelf"; } }

struct Watch;

impl Endpoint for Watch {
    const NSID: &'static str = "com.example.watch";
    const METHOD: Method = Method::Subscription;
    type Params = ();
    type Input = ();
    type Output = Message;
    type Error = XrpcError;
}

/// A shelf of two books, of which the second is changed.
fn shelf(change: impl FnOnce(&mut Value)) -> Value {
    let mut shelf = json!({
        "label": "A",
        "rows": [[1, 2], [3]],
        "books": [
            {"title": "Emma"},
            {
                "title": "Persuasion",
                "cover": {"$bytes": "AAAA"},
                "source": {"$link": "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a"},
                "state": {"$type": "com.example.shelf#lent", "days": [1, 2]},
            },
        ],
    });
    change(&mut shelf);
    shelf
}

/// The errors in JSON, in data, in DAG-CBOR and in a frame. JSON also has the line.
#[track_caller]
fn errors(change: impl FnOnce(&mut Value)) -> [String; 4] {
    let json = shelf(change);
    let data: Data = serde_json::from_value(json.clone()).expect("data");
    let text = <Shelf as Body>::decode("application/json", json.to_string().as_bytes());
    let text = text.expect_err("wrong").to_string();
    let (start, rest) = text.split_once(" at line 1 column ").expect("a line");
    let rest = rest.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let cbor = to_dag_cbor(&data).expect("data");
    let header: Data = serde_json::from_value(json!({"op": 1, "t": "#shelf"})).expect("data");
    let header = to_dag_cbor(&header);
    let frame = [header.expect("a header"), cbor.clone()].concat();
    let frame = Frame::parse(&frame).expect("a frame").expect("known");
    [
        format!("{start}{rest}"),
        data.decode::<Shelf>().expect_err("wrong").to_string(),
        from_dag_cbor::<Shelf>(&cbor)
            .expect_err("wrong")
            .to_string(),
        frame.message::<Watch>().expect_err("wrong").to_string(),
    ]
}

/// The same error in every source, if a frame only adds its message.
#[track_caller]
fn assert_all(expected: &str, change: impl FnOnce(&mut Value)) {
    let frame = format!("the message `com.example.watch#shelf`: {expected}");
    let expected = [expected, expected, expected, &frame];
    assert_eq!(errors(change), expected);
}

/// What cannot be written has its place too.
#[test]
fn of_writing() {
    let value = |number: f64| std::collections::BTreeMap::from([("a/b", vec![1.0, number])]);
    let error = Data::encode(&value(f64::NAN)).expect_err("not a number");
    assert_eq!(error.to_string(), "/a~1b/1: a number must be finite");
    assert_eq!(error.path(), "/a~1b/1");
    let data: Data = serde_json::from_value(json!({"books": [{"weight": 1.5}]})).expect("data");
    let error = to_dag_cbor(&data).expect_err("a float");
    assert_eq!(
        error.to_string(),
        "/books/0/weight: 1.5 is not a 64-bit integer, and the data model has no other numbers"
    );
    let duplicate = [("a", 1), ("a", 2)].map(|(name, value)| (name.to_owned(), value));
    let duplicate = Twice(vec![Twice(duplicate.to_vec())]);
    let error = Data::encode(&duplicate.0).expect_err("duplicate");
    assert_eq!(error.to_string(), "/0: duplicate field `a`");
}

/// A map with a name twice.
struct Twice<T>(Vec<T>);

impl serde::Serialize for Twice<(String, i32)> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// All of it can be moved out of the data.
#[test]
fn of_data_that_is_moved() {
    let json = shelf(|shelf| shelf["books"][1]["state"]["days"][1] = json!("x"));
    let data: Data = serde_json::from_value(json).expect("data");
    let error = data.into_decoded::<Shelf>().expect_err("wrong");
    assert_eq!(
        error.to_string(),
        "/books/1/state/days/1: invalid type: string …, expected i64 (in `errors::Lent`)"
    );
}

/// An error of one reading says nothing of another.
#[test]
fn errors_do_not_mix() {
    let data: Data =
        serde_json::from_value(shelf(|shelf| shelf["label"] = json!(1))).expect("data");
    assert!(serde_json::from_str::<Shelf>(r#"{"books": [{"title": 1}]}"#).is_err());
    for _ in 0..2 {
        let error = data.decode::<Shelf>().expect_err("wrong");
        assert_eq!(error.path(), "/label");
        assert_eq!(data.decode::<i64>().expect_err("wrong").path(), "");
    }
}

#[test]
fn a_missing_field() {
    assert_all(
        "missing field `label` (in `errors::Shelf`, found an object with books, rows)",
        |shelf| {
            shelf.as_object_mut().expect("an object").remove("label");
        },
    );
    assert_all(
        "/books/1: missing field `title` (in `errors::Book`, found an object with cover, source, state)",
        |shelf| {
            shelf["books"][1]
                .as_object_mut()
                .expect("an object")
                .remove("title");
        },
    );
}

#[test]
fn a_wrong_type() {
    let [json, data, cbor, frame] = errors(|shelf| shelf["label"] = json!(4711));
    let place = "(in `errors::Shelf`, found a number)";
    assert_eq!(
        json,
        "/label: invalid type: integer `…`, expected a string (in `errors::Shelf`)"
    );
    assert_eq!(data, json);
    assert_eq!(cbor, format!("/label: expected a string {place}"));
    assert_eq!(
        frame,
        format!("the message `com.example.watch#shelf`: {cbor}")
    );
}

#[test]
fn an_item_of_an_array_of_arrays() {
    let [json, data, cbor, frame] = errors(|shelf| shelf["rows"][1][0] = json!("hunter2"));
    let place = "(in `errors::Shelf`, found a string of 7 bytes)";
    let expected = "/rows/1/0: invalid type: string …, expected i64 (in `errors::Shelf`)";
    assert_eq!(json, expected);
    assert_eq!(data, json);
    assert_eq!(cbor, format!("/rows/1/0: expected an integer {place}"));
    assert_eq!(
        frame,
        format!("the message `com.example.watch#shelf`: {cbor}")
    );
}

#[test]
fn an_array_in_place_of_an_item() {
    for (index, pointer) in [(0, "/rows/1/0"), (1, "/rows/1/1")] {
        let [json, data, cbor, _] = errors(|shelf| {
            shelf["rows"][1] = json!([1, 2]);
            shelf["rows"][1][index] = json!([true]);
        });
        let place = "(in `errors::Shelf`, found an array of 1 items)";
        assert_eq!(
            json,
            format!("{pointer}: invalid type: sequence, expected i64 (in `errors::Shelf`)")
        );
        assert_eq!(data, json);
        assert_eq!(cbor, format!("{pointer}: expected an integer {place}"));
    }
    let [json, data, cbor, _] = errors(|shelf| shelf["label"] = json!([1]));
    let place = "(in `errors::Shelf`, found an array of 1 items)";
    assert_eq!(
        json,
        "/label: invalid type: sequence, expected a string (in `errors::Shelf`)"
    );
    assert_eq!(data, json);
    assert_eq!(cbor, format!("/label: expected a string {place}"));
}

#[test]
fn a_wrong_member_of_a_union() {
    assert_all(
        "/books/1/state: `com.example.shelf#lost` is not a member of this closed union, expected `com.example.shelf#lent` (in `errors::State`, found an object with $type, days)",
        |shelf| shelf["books"][1]["state"]["$type"] = json!("com.example.shelf#lost"),
    );
    assert_all(
        "/books/1/state: missing `$type`, which every member of a union must have (in `errors::State`, found an object with days)",
        |shelf| {
            let state = &mut shelf["books"][1]["state"];
            state.as_object_mut().expect("an object").remove("$type");
        },
    );
}

#[test]
fn inside_of_a_member() {
    let [json, data, cbor, frame] = errors(|shelf| {
        shelf["books"][1]["state"]["days"][1] = json!(false);
    });
    let expected =
        "/books/1/state/days/1: invalid type: boolean `…`, expected i64 (in `errors::Lent`)";
    assert_eq!(json, expected);
    assert_eq!(data, json);
    // In DAG-CBOR, the shorter name is before the `$type`.
    assert_eq!(cbor, expected);
    assert_eq!(
        frame,
        format!("the message `com.example.watch#shelf`: {cbor}")
    );
    assert_all(
        "/books/1/state: missing field `days` (in `errors::Lent`, found an object with $type)",
        |shelf| {
            let state = &mut shelf["books"][1]["state"];
            state.as_object_mut().expect("an object").remove("days");
        },
    );
}
