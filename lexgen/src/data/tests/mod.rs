//! Tests of the data model as a whole.

mod convert;
#[cfg(feature = "dag-cbor")]
mod dag_cbor;
#[cfg(feature = "dag-cbor")]
mod random;
mod rules;
mod vectors;
