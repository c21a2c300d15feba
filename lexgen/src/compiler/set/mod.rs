//! Sets of lexicons by name: a folder, a file, a revision in git, a snapshot.
//!
//! A [`Version`](super::read::Version) names a set. `load` sends it through
//! the ordinary passes, so that a set from last year is read, checked and
//! resolved as one from the disk is, and its places can be shown in the same
//! report.

mod cid;
mod error;
mod git;
mod load;
pub mod lock;
#[cfg(test)]
pub(crate) mod tests;

pub use error::Error;
pub use load::{Context, Loaded, load, load_inputs};
