//! Reading and writing DAG-CBOR, and the CIDs of documents.
//!
//! Needs the feature `dag-cbor`.

pub use crate::data::{cid_of, from_dag_cbor as from_slice, to_dag_cbor as to_vec};
