//! Output: writes generated text to disk, atomically.
//!
//! Guarantees, even if the process is killed:
//!
//! - An output folder contains either the old tree or the new one, and needs
//!   no recovery: the new tree is built next to the old one, and one system
//!   call exchanges the two. Power loss is not covered: nothing is flushed to
//!   the disk, because the text can be generated again.
//! - Files whose content would not change are not touched. If nothing changes,
//!   nothing is written, not even a temporary file.
//! - Generated files that are no longer needed are removed, and so are folders
//!   that become empty. Generated files are recognized by their first line,
//!   which starts with [`MARKER`]. (Other kinds of trees have other files: see `kind`.)
//! - Files that lexgen did not write are never changed, moved or removed. If
//!   one has the path of a generated file, the result is [`Error::Clash`], and
//!   nothing is written.
//! - Runs that write to folders with the same parent wait for each other.
//!
//! Two folders cannot always be exchanged: not on Windows, on some file
//! systems, or at a mount point. The current folder must not be exchanged
//! either, because the user's shell would be left in a deleted folder. In these
//! cases files are replaced one by one, each atomically, new files first and
//! the root last; [`Outcome::in_place`] holds the reason.
//!
//! `resolve` finds the output folder, `plan` compares its content with the new
//! files, and the cheapest of `single`, `swap` and `in_place` that can apply the
//! plan does so.

mod diff;
mod error;
mod in_place;
mod kind;
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

pub use crate::compiler::print::MARKER;
pub use diff::Stale;
#[cfg(feature = "cli")]
pub(crate) use diff::unified;
pub use error::Error;
#[cfg(feature = "cli")]
pub(crate) use kind::Kind;
#[cfg(feature = "cli")]
pub(crate) use replace::replace;
#[cfg(feature = "cli")]
pub(crate) use single::{create_file, replace_file};
pub use single::{diff_file, write_file};
pub use tree::{diff_tree, write_tree};
#[cfg(feature = "cli")]
pub(crate) use tree::{diff_tree_of, write_tree_of};

/// The result of writing.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// Files created or replaced: relative paths with forward slashes, sorted.
    pub written: Vec<String>,
    /// Files removed because they are no longer needed, likewise.
    pub removed: Vec<String>,
    /// The number of files that were already up to date.
    pub unchanged: usize,
    /// Why files were replaced one by one, if the tree could not be exchanged as
    /// a whole.
    pub in_place: Option<String>,
}
