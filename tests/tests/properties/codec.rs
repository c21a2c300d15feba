//! Type-erased operations on generated types.

use lexgen::{
    Data, Validate,
    data::{View, from_dag_cbor, to_dag_cbor},
};
use serde::{Serialize, de::DeserializeOwned};

/// The operations of a generated type.
pub struct Codec {
    /// JSON to JSON.
    pub json: fn(&str) -> Result<String, String>,
    /// DAG-CBOR to DAG-CBOR.
    pub dag_cbor: fn(&[u8]) -> Result<Vec<u8>, String>,
    /// JSON to the violations found by `validate()`, a line each.
    pub violations: fn(&str) -> Result<String, String>,
}

impl Codec {
    /// The operations of `T`.
    pub const fn of<T: Serialize + DeserializeOwned + Validate>() -> Self {
        Self {
            json: json::<T>,
            dag_cbor: dag_cbor::<T>,
            violations: violations::<T>,
        }
    }
}

fn json<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

fn dag_cbor<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let value: T = from_dag_cbor(bytes).map_err(|error| error.to_string())?;
    to_dag_cbor(&value).map_err(|error| error.to_string())
}

fn violations<T: DeserializeOwned + Validate>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Ok(value
        .validate()
        .err()
        .map(|it| it.to_string())
        .unwrap_or_default())
}

/// JSON with the fields of every object in reverse order, so that `$type` is
/// not the first.
pub fn write_backwards(data: &Data, out: &mut String) {
    match data.view() {
        View::Object(fields) => {
            out.push('{');
            for (place, (name, value)) in fields.iter().rev().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                out.push_str(&serde_json::to_string(name).expect("a string is JSON"));
                out.push(':');
                write_backwards(value, out);
            }
            out.push('}');
        }
        View::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place == 0 { "" } else { "," });
                write_backwards(item, out);
            }
            out.push(']');
        }
        _ => out.push_str(&serde_json::to_string(data).expect("data is JSON")),
    }
}
