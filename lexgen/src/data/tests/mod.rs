//! Tests of the data model as a whole.

mod convert;
#[cfg(feature = "dag-cbor")]
mod dag_cbor;
#[cfg(all(feature = "dag-cbor", feature = "serde_json"))]
mod json;
#[cfg(feature = "dag-cbor")]
mod random;
mod rules;
#[cfg(feature = "serde_json")]
mod unread;
mod vectors;
