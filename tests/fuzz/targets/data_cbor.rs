//! Data from DAG-CBOR: the encoding is unique, and JSON has the same content. What is
//! not in the data model is reported, and has no encoding.
#![no_main]

use lexgen::{
    Data,
    data::{from_dag_cbor, to_dag_cbor},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(data) = from_dag_cbor::<Data>(bytes) else {
        return;
    };
    let text = serde_json::to_vec(&data).expect("data is JSON");
    let from_text: Data = serde_json::from_slice(&text).expect("what was written can be read");
    if data.check().is_err() {
        assert!(to_dag_cbor(&data).is_err());
        return;
    }
    assert_eq!(to_dag_cbor(&data).as_deref(), Ok(bytes));
    assert_eq!(from_text, data);
    assert_eq!(to_dag_cbor(&from_text).as_deref(), Ok(bytes));
    assert_eq!(data.clone().into_decoded::<Data>(), Ok(data));
});
