//! DAG-CBOR in its usual form, for values that are read and written without an error.
//!
//! The decoder and the encoder of `serde_ipld_dagcbor` know every form of CBOR, say what
//! is wrong, and take their time for it. What is here knows only what data of the protocol
//! consists of, and gives up without a reason: then they do it again. So all errors, and
//! all unusual forms, are theirs.
//!
//! | question | file |
//! |---|---|
//! | what is the next item? | `reader` |
//! | how is a type read from items? | `read` |
//! | how is an item written, and an object sorted? | `writer` |
//! | how is a type written to items? | `write` |

mod read;
mod reader;
mod write;
mod writer;

pub(super) use read::read;
pub(crate) use read::read_seed;
pub(super) use write::write;
pub(crate) use write::write_with;

use super::given_up::{GivenUp, Result};
