//! The string formats of the protocol as types.
mod nsid;
pub use nsid::Nsid;
