//! Repositories: the commit, the tree and the records in a CAR file.
//!
//! Needs the feature `car`.
//!
//! [`Repo`] reads what `com.atproto.sync.getRepo` and `com.atproto.sync.getRecord`
//! return, and the `blocks` of a commit. It checks every block against its CID, and
//! the order and the depth of the keys in the tree. It does not check the signature of
//! the commit: whoever sent the file may have made it up. With the feature `proof`, its
//! method `verify` does, and returns a `VerifiedRepo`, which has only what the account
//! has signed.
//!
//! Specification: <https://atproto.com/specs/repository>

mod commit;
mod error;
mod find;
mod node;
mod path;
#[cfg(feature = "proof")]
mod proof;
#[cfg(feature = "proof")]
mod proof_error;
mod records;
mod root;
mod tree;
mod tree_nodes;
mod walk;

#[cfg(test)]
mod tests;

pub use commit::Commit;
pub use error::RepoError;
pub use path::{PathError, RepoPath};
#[cfg(feature = "proof")]
pub use proof::VerifiedRepo;
#[cfg(feature = "proof")]
pub use proof_error::{ProofError, ProofStep};
pub use records::{RecordBlock, Records};
pub use root::Repo;
pub use tree::{Tree, TreeError};
#[cfg(feature = "cli")]
pub(crate) use walk::Walk;
