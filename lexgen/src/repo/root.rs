//! A repository in a CAR file.

use super::{Commit, RecordBlock, Records, RepoError, RepoPath, find::find};
use crate::car::{BlockCid, BlockIndex};

/// The version of repositories.
const VERSION: i64 = 3;

/// A repository in a CAR file that is in memory, or the part of one that the file has.
///
/// ```no_run
/// # use lexgen::{Record, repo::{Repo, RepoError}};
/// # fn read<Post: Record + std::fmt::Debug>(file: &[u8]) -> Result<(), RepoError> {
/// let repo = Repo::parse(file)?;
/// for record in repo.records() {
///     let record = record?;
///     if record.path.collection == Post::NSID {
///         match record.decode::<Post>() {
///             Ok(post) => println!("{post:?}"),
///             Err(error) => println!("{}: {error}", record.path),
///         }
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Repo<'b> {
    index: BlockIndex<'b>,
    cid: BlockCid,
    commit: Commit,
    root: BlockCid,
}

impl<'b> Repo<'b> {
    /// Reads the commit in a file, which is its first root.
    ///
    /// # Errors
    /// If the file is malformed, or has no commit.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, RepoError> {
        Self::new(BlockIndex::parse(bytes)?)
    }

    /// Reads the commit among these blocks.
    ///
    /// # Errors
    /// If there is none.
    pub fn new(index: BlockIndex<'b>) -> Result<Self, RepoError> {
        let cid = *index.roots().first().ok_or(RepoError::NoRoot)?;
        let fault = |reason: String| RepoError::Commit(cid, reason);
        let block = index.block(cid)?;
        let commit: Commit = block.decode().map_err(|error| fault(error.to_string()))?;
        if commit.version != VERSION {
            let version = commit.version;
            return Err(fault(format!("version {version} is not supported, only 3")));
        }
        let root = BlockCid::try_from(&commit.data).map_err(|error| fault(error.to_string()))?;
        Ok(Self {
            index,
            cid,
            commit,
            root,
        })
    }

    /// The commit. Its signature has not been checked.
    #[must_use]
    pub fn commit(&self) -> &Commit {
        &self.commit
    }

    /// The CID of the commit.
    #[must_use]
    pub fn cid(&self) -> BlockCid {
        self.cid
    }

    /// The blocks of the file.
    #[must_use]
    pub fn blocks(&self) -> &BlockIndex<'b> {
        &self.index
    }

    /// All records in the order of their paths, found through the tree. For the
    /// whole repository: in a part of one, the first missing node ends it.
    #[must_use]
    pub fn records(&self) -> Records<'_, 'b> {
        Records::new(&self.index, self.root)
    }

    /// The record with a path, found through the tree. `None` if the repository has no
    /// such record.
    ///
    /// # Errors
    /// If a block on the way is missing or malformed.
    pub fn record(&self, path: &RepoPath) -> Result<Option<RecordBlock<'b>>, RepoError> {
        find(&self.index, self.root, path)
    }
}
