//! What generated code does: each construct through JSON and DAG-CBOR and
//! back, the text on the wire held to the byte.

mod agreement;
mod binary;
mod constraints;
mod endpoints;
mod names;
mod objects;
mod page;
mod records;
mod scalars;
mod strict;
mod unions;

/// Our own lexicons as `build.rs` generated them, of which no test uses all.
mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};

/// Reads JSON text.
#[track_caller]
fn read<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// The JSON text of a value.
#[track_caller]
fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("it is JSON")
}

/// Reads JSON text, and asserts that writing gives the very text back.
#[track_caller]
fn round_trip<T: Serialize + DeserializeOwned + Debug>(json: &str) -> T {
    let value = read(json);
    assert_eq!(written(&value), json);
    value
}

/// Asserts that JSON text is refused, with a message that holds `reason`.
#[track_caller]
fn refused<T: DeserializeOwned + Debug>(json: &str, reason: &str) {
    let error = serde_json::from_str::<T>(json).expect_err(json).to_string();
    assert!(error.contains(reason), "{error}");
}
