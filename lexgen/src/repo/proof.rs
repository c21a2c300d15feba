//! Proofs: what an account has signed.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{Commit, ProofError, RecordBlock, Records, Repo, RepoPath, Tree};
use crate::{
    car::{BlockCid, BlockIndex},
    crypto::{PrivateKey, PublicKey},
    data::DataError,
    syntax::{Did, Tid},
};

/// How far a revision can be in the future: clocks differ.
const LEEWAY: Duration = Duration::from_secs(5 * 60);

impl Commit {
    /// Checks the version of the commit, and that its signature is one by this key.
    ///
    /// Needs the feature `proof`.
    ///
    /// # Errors
    /// If the version is not 3, or the signature is not one of this commit.
    pub fn verify(&self, key: &PublicKey) -> Result<(), ProofError> {
        self.check_version()
            .map_err(|_| ProofError::Version(self.version))?;
        let message = self.unsigned().map_err(ProofError::Unsigned)?;
        let key = *key;
        key.verify(&message, &self.sig)
            .map_err(|error| ProofError::Signature { key, error })
    }

    /// Sets the signature.
    ///
    /// Needs the feature `proof`.
    ///
    /// # Errors
    /// If a field that is not known is not in the data model.
    pub fn sign(&mut self, key: &PrivateKey) -> Result<(), DataError> {
        self.sig = key.sign(&self.unsigned()?).to_vec().into();
        Ok(())
    }
}

impl<'b> Repo<'b> {
    /// Checks that the commit is one of this account, signed by this key, with a revision
    /// that is not after `now`, for which clocks can differ by five minutes.
    ///
    /// Needs the feature `proof`.
    ///
    /// # Errors
    /// If it is not.
    pub fn verify(
        self,
        did: &Did,
        key: &PublicKey,
        now: SystemTime,
    ) -> Result<VerifiedRepo<'b>, ProofError> {
        let commit = self.commit();
        if commit.did != *did {
            return Err(ProofError::OtherAccount {
                expected: did.clone(),
                found: commit.did.clone(),
            });
        }
        check_revision(&commit.rev, now)?;
        commit.verify(key)?;
        Ok(VerifiedRepo(self))
    }
}

/// Checks that a revision is a TID that is not in the future.
fn check_revision(rev: &Tid, now: SystemTime) -> Result<(), ProofError> {
    rev.check().map_err(ProofError::Revision)?;
    // A TID without a time is after all others.
    let micros = rev.timestamp_micros().unwrap_or(u64::MAX);
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    match Duration::from_micros(micros).checked_sub(now) {
        Some(by) if by > LEEWAY => Err(ProofError::FutureRevision {
            rev: rev.clone(),
            by,
        }),
        _ => Ok(()),
    }
}

/// A repository whose commit is signed by its account, or the part of one that a CAR file
/// has. Everything that it returns is what the account has signed.
///
/// Needs the feature `proof`.
///
/// The signature is of one revision. Whoever sends the file can choose an older one:
/// compare [`rev`](Self::rev) with the last one that you have seen.
#[derive(Clone, Debug)]
pub struct VerifiedRepo<'b>(Repo<'b>);

impl<'b> VerifiedRepo<'b> {
    /// Reads a CAR file, and checks that its first root is a commit of this account: see
    /// [`Repo::verify`].
    ///
    /// # Errors
    /// If the file is malformed, or if the commit is not one of this account.
    pub fn parse(
        bytes: &'b [u8],
        did: &Did,
        key: &PublicKey,
        now: SystemTime,
    ) -> Result<Self, ProofError> {
        let repo = Repo::parse(bytes).map_err(ProofError::Commit)?;
        repo.verify(did, key, now)
    }

    /// The commit.
    #[must_use]
    pub fn commit(&self) -> &Commit {
        self.0.commit()
    }

    /// The revision.
    #[must_use]
    pub fn rev(&self) -> &Tid {
        &self.commit().rev
    }

    /// The CID of the commit.
    #[must_use]
    pub fn cid(&self) -> BlockCid {
        self.0.cid()
    }

    /// The blocks of the file. There can be others than those of the repository.
    #[must_use]
    pub fn blocks(&self) -> &BlockIndex<'b> {
        self.0.blocks()
    }

    /// The record with a path. `None` if it is proven that the repository has none.
    ///
    /// # Errors
    /// If a node of the tree on the way is missing or malformed, or if the record is
    /// missing.
    pub fn record(&self, path: &RepoPath) -> Result<Option<RecordBlock<'b>>, ProofError> {
        let Some(cid) = self.record_cid(path)? else {
            return Ok(None);
        };
        let path = path.clone();
        match self.blocks().block(cid) {
            Ok(block) => Ok(Some(RecordBlock {
                path,
                cid,
                data: block.data,
            })),
            Err(error) => Err(ProofError::Record(path, error)),
        }
    }

    /// The CID of the record with a path. `None` if it is proven that the repository has
    /// none. The record itself need not be in the file.
    ///
    /// # Errors
    /// If a node of the tree on the way is missing or malformed.
    pub fn record_cid(&self, path: &RepoPath) -> Result<Option<BlockCid>, ProofError> {
        self.0.record_cid(path).map_err(ProofError::Tree)
    }

    /// The nodes of the tree that the file has, such as to undo the operations of a commit.
    ///
    /// # Errors
    /// If the root is missing, or a node is malformed.
    pub fn tree(&self) -> Result<Tree, ProofError> {
        Tree::read(self.blocks(), self.0.tree_root()).map_err(ProofError::Tree)
    }

    /// All records: see [`Repo::records`].
    #[must_use]
    pub fn records(&self) -> Records<'_, 'b> {
        self.0.records()
    }
}
