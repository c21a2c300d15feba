//! Properties of every generated type, for arbitrary input.

use std::fmt::Debug;

use lexgen::{
    Data, Validate,
    data::{from_dag_cbor, to_dag_cbor},
    validate::{Code, Violations},
};
use serde::{Serialize, de::DeserializeOwned};

/// The checks of a generated type. Each panics if a property is violated.
pub struct Codec {
    /// From JSON.
    pub json: fn(&[u8]),
    /// From DAG-CBOR.
    pub dag_cbor: fn(&[u8]),
}

impl Codec {
    /// The checks of `T`.
    pub const fn of<T: Serialize + DeserializeOwned + Validate + PartialEq + Debug>() -> Self {
        Self {
            json: json::<T>,
            dag_cbor: dag_cbor::<T>,
        }
    }
}

fn json<T>(bytes: &[u8])
where
    T: Serialize + DeserializeOwned + Validate + PartialEq + Debug,
{
    let value = serde_json::from_slice::<T>(bytes).ok();
    let quick = lexgen::json::from_slice::<T>(bytes).ok();
    assert_eq!(quick, value, "both readers of JSON read the same");
    let Some(value) = value else {
        return;
    };
    let written = serde_json::to_vec(&value).expect("what was read can be written");
    let quick = lexgen::json::to_vec(&value).ok();
    assert_eq!(quick.as_ref(), Some(&written), "both write the same");
    let again: T = serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(again, value, "decoding is a fixpoint");
    let twice = serde_json::to_vec(&again).expect("what was read can be written");
    assert_eq!(written, twice, "encoding is a fixpoint");

    // Conversion through untyped data adds and loses nothing.
    let data: Data = serde_json::from_slice(bytes).expect("every type is data");
    assert_eq!(
        data.decode::<T>().as_ref(),
        Ok(&value),
        "the same from data"
    );
    // Also if the data is kept as its text.
    let kept: Data = lexgen::json::from_slice(bytes).expect("every type is data");
    assert_eq!(kept.decode::<T>().as_ref(), Ok(&value), "from the text");
    let quick = lexgen::json::to_vec(&kept).ok();
    assert_eq!(quick, serde_json::to_vec(&data).ok(), "written as the tree");
    assert_eq!(kept, data, "the text is the tree");
    let encoded: Data = serde_json::from_slice(&written).expect("every type is data");
    assert_eq!(
        Data::encode(&value).as_ref(),
        Ok(&encoded),
        "the same as data"
    );

    // The other format has the same content, if it has a form for it.
    if let Some(binary) = binary(&value, &encoded) {
        let from_binary: T = from_dag_cbor(&binary).expect("what was written can be read");
        assert_eq!(from_binary, value, "JSON and DAG-CBOR agree");
    }
}

/// DAG-CBOR of a value that is this data. `None` if the data model does not have all
/// of it, which DAG-CBOR and the data must agree on, and validation must report.
fn binary<T: Serialize + Validate>(value: &T, data: &Data) -> Option<Vec<u8>> {
    let is_data = data.check().is_ok();
    // Validation also reports forms of links and blobs that other formats keep.
    let reported = has_code(data.validate(), Code::NotData);
    assert!(
        reported || is_data,
        "validation reports all that is not data"
    );
    // Data alone does not say that an object is a blob in the legacy form.
    let warnings = value.warnings();
    if !warnings.iter().any(|it| it.code == Code::LegacyBlob) {
        let by_type = has_code(value.validate(), Code::NotData);
        assert_eq!(by_type, reported, "the type and the data agree");
    }
    let binary = to_dag_cbor(value);
    assert_eq!(binary.is_ok(), is_data, "DAG-CBOR has all data and no more");
    binary.ok()
}

fn has_code(result: Result<(), Violations>, code: Code) -> bool {
    let violations = result.err().into_iter().flatten();
    violations
        .into_iter()
        .any(|violation| violation.code == code)
}

fn dag_cbor<T>(bytes: &[u8])
where
    T: Serialize + DeserializeOwned + Validate + PartialEq + Debug,
{
    let Ok(value) = from_dag_cbor::<T>(bytes) else {
        return;
    };
    let data: Data = from_dag_cbor(bytes).expect("every type is data");
    let Some(written) = binary(&value, &data) else {
        return;
    };
    assert_eq!(written, bytes, "DAG-CBOR has one form");
    let text = serde_json::to_vec(&value).expect("every value has a text form");
    match serde_json::from_slice::<T>(&text) {
        Ok(from_text) => assert_eq!(from_text, value, "DAG-CBOR and JSON agree"),
        // The JSON decoder has half the depth limit.
        Err(error) => assert!(error.to_string().contains("recursion limit"), "{error}"),
    }
}
