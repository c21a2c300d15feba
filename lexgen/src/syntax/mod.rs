//! The string formats of the protocol as types.
mod cid;
mod nsid;
pub use cid::{Cid, InvalidSyntax};
pub use nsid::Nsid;
