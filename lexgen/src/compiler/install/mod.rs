//! The lexicons of others in a project: which there are and where they are from.
//!
//! `lexicons.json` says what is installed, in the format of the protocol's own tools.
//! What it cannot hold is `installed` of `lexicons.lock`
//! ([`set::lock::installed`](crate::compiler::set::lock::installed)).
//!
//! An installation goes from what is asked for to all that it refers to (`closure`,
//! `fetch`), decides which of it is installed (`settle`), and writes all files or none.

#[cfg(feature = "network")]
mod closure;
#[cfg(feature = "network")]
pub mod fetch;
#[cfg(feature = "network")]
pub mod files;
#[cfg(feature = "network")]
pub mod git;
pub mod journal;
pub mod manifest;
#[cfg(feature = "network")]
pub mod proofs;
#[cfg(feature = "network")]
mod settle;
#[cfg(test)]
mod tests;

#[cfg(feature = "network")]
pub use closure::References;
pub use manifest::{Manifest, Resolution};
#[cfg(feature = "network")]
pub use settle::{Settled, drop_conflicting, settle, settle_keeping};
