//! Repositories: the commit, the tree and the records in a CAR file.
//!
//! Needs the feature `car`.
//!
//! [`Repo`] reads what `com.atproto.sync.getRepo` and `com.atproto.sync.getRecord`
//! return, and the `blocks` of a commit. It checks every block against its CID, and
//! the order and the depth of the keys in the tree. It does not check the signature of
//! the commit: whoever sent the file may have made it up.
//!
//! Specification: <https://atproto.com/specs/repository>

mod commit;
mod error;
mod find;
mod node;
mod path;
mod records;
mod root;

#[cfg(test)]
mod tests;

pub use commit::Commit;
pub use error::RepoError;
pub use path::{PathError, RepoPath};
pub use records::{RecordBlock, Records};
pub use root::Repo;
