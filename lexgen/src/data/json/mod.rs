//! JSON in its usual form, for values that are read and written without an error.
//!
//! As for DAG-CBOR in `quick`: what is here knows neither fractions nor what is malformed,
//! and gives up without a reason. `serde_json` then does it again. So all errors, and all
//! unusual forms, are those of `serde_json`.
//!
//! | question | file |
//! |---|---|
//! | what is the next value? | `reader` |
//! | what is the text of a string? | `string` |
//! | how is a type read from values? | `read` |
//! | can a value be kept as its text? | `check` |
//! | how is a type written to text? | `write` |
//! | what is said of JSON that cannot be read? | `error` |
//! | which functions are there for users? | `functions` |

mod check;
mod error;
mod functions;
mod read;
mod reader;
mod string;
mod write;

use super::given_up::{GivenUp, Result};

pub(crate) use error::Unread;
pub use functions::{from_slice, from_str, to_string, to_vec};
#[cfg(feature = "xrpc")]
pub(crate) use functions::{read_bytes, write_bytes};
pub(super) use read::{is_reader, read};
pub(super) use write::is_writer;
use write::write;
