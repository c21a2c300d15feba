//! Sets of lexicons by name: a folder, a file, a revision in git, a snapshot.
//!
//! What compares two sets is told by the user where each comes from. An
//! [`Origin`] is that text understood; [`load`] gets what it means through the
//! ordinary passes, so that a set from last year is read, checked and resolved
//! as one from the disk is, and its places can be shown in the same report.

mod cid;
mod error;
mod git;
mod load;
pub mod lock;
mod origin;
#[cfg(test)]
pub(crate) mod tests;

pub use error::Error;
pub use load::{Context, Loaded, load, load_inputs};
pub use origin::{InvalidOrigin, Origin};
