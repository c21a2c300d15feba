//! Errors of repositories.

use std::fmt;

use crate::{
    car::{BlockCid, CarError, LookupError},
    shown::message,
};

/// A CAR file has no repository, or the repository is malformed or incomplete.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RepoError {
    /// The CAR file is malformed.
    Car(CarError),
    /// The CAR file has no root, which would be the commit.
    NoRoot,
    /// A block is missing, or does not match its CID.
    Block(LookupError),
    /// The commit is malformed.
    Commit(BlockCid, String),
    /// A node of the tree is malformed.
    Tree(BlockCid, String),
}

impl fmt::Display for RepoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Car(error) => error.fmt(f),
            Self::NoRoot => f.write_str("the CAR file has no root, which would be the commit"),
            Self::Block(error) => error.fmt(f),
            Self::Commit(cid, reason) => write!(f, "invalid commit {cid}: {}", message(reason)),
            Self::Tree(cid, reason) => {
                write!(f, "invalid node {cid} of the tree: {}", message(reason))
            }
        }
    }
}

impl std::error::Error for RepoError {}

impl From<CarError> for RepoError {
    fn from(error: CarError) -> Self {
        Self::Car(error)
    }
}

impl From<LookupError> for RepoError {
    fn from(error: LookupError) -> Self {
        Self::Block(error)
    }
}
