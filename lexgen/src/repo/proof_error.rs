//! Errors of proofs.

use std::{fmt, time::Duration};

use super::{RepoError, RepoPath};
use crate::{
    car::LookupError,
    crypto::{PublicKey, SignatureError},
    data::DataError,
    shown::shown,
    syntax::{Did, InvalidSyntax, Tid},
};

/// A CAR file does not prove what is in the repository of an account.
///
/// Needs the feature `proof`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ProofError {
    /// The file is malformed, or its first root is not a commit.
    Commit(RepoError),
    /// The commit is one of another version than 3.
    Version(i64),
    /// The commit is one of another account.
    OtherAccount {
        /// The account whose repository it should have been.
        expected: Did,
        /// The account that the commit names.
        found: Did,
    },
    /// The revision of the commit is not a TID.
    Revision(InvalidSyntax),
    /// The revision of the commit is in the future.
    FutureRevision {
        /// The revision.
        rev: Tid,
        /// How far it is in the future.
        by: Duration,
    },
    /// The bytes that should have been signed cannot be made.
    Unsigned(DataError),
    /// The commit is not signed by the key.
    Signature {
        /// The key.
        key: PublicKey,
        /// What is wrong.
        error: SignatureError,
    },
    /// A node of the tree is missing, or malformed. This proves neither that there is a
    /// record nor that there is none.
    Tree(RepoError),
    /// The repository has a record with this path, but the file does not have its block.
    Record(RepoPath, LookupError),
}

/// The part of a proof that is wrong.
///
/// Needs the feature `proof`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ProofStep {
    /// The CAR file.
    File,
    /// The commit.
    Commit,
    /// The account that the commit names.
    Account,
    /// The revision of the commit.
    Revision,
    /// The signature of the commit.
    Signature,
    /// The path through the tree.
    Tree,
    /// The record.
    Record,
}

impl ProofError {
    /// The part of the proof that is wrong. The parts before it, in the order of
    /// [`ProofStep`], are right.
    #[must_use]
    pub fn step(&self) -> ProofStep {
        match self {
            Self::Commit(RepoError::Car(_) | RepoError::NoRoot) => ProofStep::File,
            Self::Commit(_) | Self::Version(_) => ProofStep::Commit,
            Self::OtherAccount { .. } => ProofStep::Account,
            Self::Revision(_) | Self::FutureRevision { .. } => ProofStep::Revision,
            Self::Unsigned(_) | Self::Signature { .. } => ProofStep::Signature,
            Self::Tree(_) => ProofStep::Tree,
            Self::Record(..) => ProofStep::Record,
        }
    }
}

impl fmt::Display for ProofStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "CAR file",
            Self::Commit => "commit",
            Self::Account => "account",
            Self::Revision => "revision",
            Self::Signature => "signature",
            Self::Tree => "tree",
            Self::Record => "record",
        })
    }
}

impl fmt::Display for ProofError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Commit(RepoError::Block(LookupError::Missing(cid))) => {
                write!(
                    f,
                    "the CAR file has no block {cid}, its root, which would be the commit"
                )
            }
            Self::Commit(error) | Self::Tree(error @ RepoError::Tree(..)) => error.fmt(f),
            Self::Version(version) => {
                write!(
                    f,
                    "the commit is one of version {version}, not of version 3"
                )
            }
            Self::OtherAccount { expected, found } => {
                let (expected, found) = (shown(expected), shown(found));
                write!(f, "the commit is one of `{found}`, not of `{expected}`")
            }
            Self::Revision(error) => write!(f, "the revision of the commit: {error}"),
            Self::FutureRevision { rev, by } => {
                let (amount, unit) = match by.as_secs() {
                    seconds @ 0..7_200 => (seconds, "seconds"),
                    seconds @ 7_200..172_800 => (seconds / 3_600, "hours"),
                    seconds => (seconds / 86_400, "days"),
                };
                let rev = shown(rev);
                write!(
                    f,
                    "the revision of the commit, `{rev}`, is {amount} {unit} in the future"
                )
            }
            Self::Unsigned(error) => write!(f, "the commit cannot be encoded again: {error}"),
            Self::Signature { key, error } => {
                write!(f, "the commit is not signed by {key}: {error}")
            }
            Self::Tree(RepoError::Block(LookupError::Missing(cid))) => {
                write!(
                    f,
                    "the CAR file has too little of the tree: there is no node {cid}"
                )
            }
            Self::Tree(error) => write!(f, "the tree: {error}"),
            Self::Record(path, LookupError::Missing(cid)) => {
                write!(
                    f,
                    "the CAR file does not have the record `{path}`, whose CID is {cid}"
                )
            }
            Self::Record(path, error) => write!(f, "the record `{path}`: {error}"),
        }
    }
}

impl std::error::Error for ProofError {}
