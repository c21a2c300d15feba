//! What the tests against a PDS need: the PDS itself, and calls that are
//! counted.
//!
//! The PDS is the protocol's reference implementation, of the npm package
//! `@atproto/dev-env`. It is installed by
//!
//! ```sh
//! npm ci --prefix tests/pds/node
//! ```
//!
//! and needs Node 20 or later. Without it the tests say so and pass, unless
//! `LEXGEN_PDS` is set, as it is in `.ci/run`.

mod caller;
mod pds;

pub use caller::{Caller, answered, answers};
pub use pds::Pds;

include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
