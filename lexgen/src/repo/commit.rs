//! Commits.

use crate::{
    data::{Bytes, CidLink, Extra, Nullable},
    syntax::{Did, Tid},
};

/// A commit: the signed root of a repository.
///
/// Specification: <https://atproto.com/specs/repository#commit-objects>
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Commit {
    /// The account that the repository belongs to.
    pub did: Did,
    /// The version of the format, which is 3.
    pub version: i64,
    /// The root of the tree.
    pub data: CidLink,
    /// The revision, which increases with every commit.
    pub rev: Tid,
    /// The commit before it. Usually `null`.
    pub prev: Nullable<CidLink>,
    /// The signature, which [`Repo`](super::Repo) does not check.
    pub sig: Bytes,
    /// Other fields.
    pub extra: Extra,
}

crate::object! {
    Commit {
        required did = "did", lenient;
        required version = "version";
        required data = "data";
        required rev = "rev", lenient;
        nullable prev = "prev";
        required sig = "sig";
    }
}
