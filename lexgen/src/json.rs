//! Reading and writing JSON.
//!
//! Generated types are plain serde types: `serde_json` reads and writes them. The functions
//! here do the same for any such type in less time, and their errors tell where.
//!
//! Needs the feature `serde_json`.

pub use crate::data::json::{from_slice, from_str, to_string, to_vec};
