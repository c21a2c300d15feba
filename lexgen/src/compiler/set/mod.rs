//! Sets of lexicons by name: a folder, a file, a revision in git, a snapshot.
//!
//! A [`Version`](super::read::Version) names a set. `load` reads, checks and
//! resolves an old version in the same way as files on disk, so one report can
//! show locations in both.

pub(crate) mod cid;
mod error;
mod git;
mod kinds;
mod load;
pub mod lock;
mod past;
#[cfg(test)]
pub(crate) mod tests;

#[cfg(feature = "serve")]
pub(crate) use cid::{published as published_cid, published_record};
pub use error::Error;
#[cfg(feature = "cli")]
pub(crate) use git::{is_in_work_tree, stages};
#[cfg(all(feature = "cli", feature = "network"))]
pub(crate) use load::load_published;
pub use load::{Context, Loaded, load, load_inputs, load_project};
#[cfg(feature = "cli")]
pub(crate) use load::{load_side, load_snapshot};
pub use past::Past;
