//! A PDS for tests, and a client that counts calls.
//!
//! The PDS is the protocol's reference implementation, from the npm package
//! `@atproto/dev-env`. Install it with
//!
//! ```sh
//! npm ci --prefix tests/pds/node
//! ```
//!
//! It needs Node 20 or later. Without it, the tests print a message and pass,
//! unless `LEXGEN_PDS` is set, as in `.ci/run`.

mod caller;

pub use caller::{Caller, answered, answers};
pub use lexgen_tests::Pds;

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
