//! Output: generated text on disk, the old tree or the new one and nothing between.
//!
//! What holds, whatever happens to the process:
//!
//! - Killed at any instant, an output folder is wholly the old tree or wholly
//!   the new one, with no recovery step: a new tree is built beside the old
//!   one and the two change places in one system call. This is about the
//!   process, not about power loss: nothing is flushed to the medium, because
//!   generated text can be generated again.
//! - A file whose bytes would not change is not touched. When nothing changes
//!   nothing is written, not even a temporary file.
//! - A file that lexgen wrote and no longer wants is removed, and so is a
//!   folder that this empties. Lexgen knows its files by their first line,
//!   which starts with [`MARKER`].
//! - A file that lexgen did not write is never changed, moved or removed. When
//!   one is where a generated file should be, that is [`Error::Clash`], before
//!   anything is written.
//! - Runs into folders that share a parent wait for each other.
//!
//! Not everywhere can two folders change places: not on Windows, not on some
//! file systems, not for a mount point, and it should not happen to the
//! current folder, which would leave the user's shell in a deleted one. Then
//! files are replaced one by one, each of them atomically, new files first
//! and the root last; [`Outcome::in_place`] says so and why.
//!
//! The work goes through `resolve` (which folder is meant), `plan` (what is
//! there, what is wanted), and then the cheapest of `single`, `swap` and
//! `in_place` that can carry the plan out.

mod diff;
mod error;
mod in_place;
mod plan;
#[cfg(feature = "cli")]
mod replace;
mod resolve;
mod scan;
mod single;
mod stage;
mod swap;
#[cfg(test)]
mod tests;
mod tree;

pub use crate::compiler::generate::MARKER;
pub use diff::Stale;
#[cfg(feature = "cli")]
pub(crate) use diff::unified;
pub use error::Error;
#[cfg(feature = "cli")]
pub(crate) use replace::replace;
#[cfg(feature = "cli")]
pub(crate) use single::replace_file;
pub use single::{diff_file, write_file};
pub use tree::{diff_tree, write_tree};

/// What writing did.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Files created or replaced: relative paths with forward slashes, sorted.
    pub written: Vec<String>,
    /// Files removed because they are no longer wanted, likewise.
    pub removed: Vec<String>,
    /// How many files already had the bytes they should have.
    pub unchanged: usize,
    /// Why files were replaced one by one instead of the tree as a whole, when
    /// they were.
    pub in_place: Option<String>,
}
