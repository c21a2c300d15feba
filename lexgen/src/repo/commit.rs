//! Commits.

use super::RepoError;
use crate::{
    car::BlockCid,
    data::{Bytes, CidLink, Data, DataError, Extra, Nullable, from_dag_cbor, to_dag_cbor},
    syntax::{Did, Tid},
};

/// The version of repositories.
const VERSION: i64 = 3;

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
    /// The signature. [`Repo`](super::Repo) does not check it; with the feature `proof`,
    /// its method `verify` does.
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

impl Commit {
    /// A commit of a tree, without a signature.
    ///
    /// With the feature `proof`, its method `sign` adds one.
    #[must_use]
    pub fn new(did: Did, rev: Tid, root: BlockCid) -> Self {
        Self {
            did,
            version: VERSION,
            data: root.into(),
            rev,
            prev: Nullable::Null,
            sig: Bytes::default(),
            extra: Extra::new(),
        }
    }

    /// The bytes that the signature is of: the commit without `sig`, and with the fields
    /// that are not known.
    ///
    /// # Errors
    /// If a field that is not known is not in the data model.
    pub fn unsigned(&self) -> Result<Vec<u8>, DataError> {
        let mut commit = Data::encode(self)?;
        if let Some(fields) = commit.as_object_mut() {
            fields.remove("sig");
        }
        to_dag_cbor(&commit)
    }

    /// Reads the data of a block. Also returns the root of the tree.
    ///
    /// # Errors
    /// If it is not a commit.
    pub(crate) fn read(data: &[u8], cid: BlockCid) -> Result<(Self, BlockCid), RepoError> {
        let fault = |reason: String| RepoError::Commit(cid, reason);
        let commit: Self = from_dag_cbor(data).map_err(|error| fault(error.to_string()))?;
        commit.check_version().map_err(fault)?;
        let root = BlockCid::try_from(&commit.data).map_err(|error| fault(error.to_string()))?;
        Ok((commit, root))
    }

    pub(super) fn check_version(&self) -> Result<(), String> {
        match self.version {
            VERSION => Ok(()),
            other => Err(format!("version {other} is not supported, only 3")),
        }
    }
}
