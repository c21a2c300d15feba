//! A repository in a CAR file.

use super::{Commit, RecordBlock, Records, RepoError, RepoPath, find::find};
use crate::car::{BlockCid, BlockIndex};

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
        let (commit, root) = Commit::read(index.block(cid)?.data, cid)?;
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

    /// The CID of the root of the tree.
    #[must_use]
    pub fn tree_root(&self) -> BlockCid {
        self.root
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
        let Some(cid) = self.record_cid(path)? else {
            return Ok(None);
        };
        let data = self.index.block(cid)?.data;
        let path = path.clone();
        Ok(Some(RecordBlock { path, cid, data }))
    }

    /// The CID of the record with a path, found through the tree. `None` if the
    /// repository has no such record. The record itself need not be in the file.
    ///
    /// # Errors
    /// If a node of the tree on the way is missing or malformed.
    pub fn record_cid(&self, path: &RepoPath) -> Result<Option<BlockCid>, RepoError> {
        find(&self.index, self.root, path)
    }
}
