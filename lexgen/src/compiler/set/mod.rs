//! Sets of lexicons by name: a folder, a file, a revision in git, a snapshot.
//!
//! A [`Version`](super::read::Version) names a set. `load` reads, checks and
//! resolves an old version in the same way as files on disk, so one report can
//! show locations in both.

mod cid;
mod error;
mod git;
mod kinds;
mod load;
pub mod lock;
mod past;
#[cfg(test)]
pub(crate) mod tests;

pub use error::Error;
pub use load::{Context, Loaded, load, load_inputs};
pub use past::Past;
