//! The records in a commit.

use std::error::Error;

use lexgen::{
    car::{BlockIndex, CarError},
    repo::RepoPath,
};

use crate::lexicons::{
    AnyRecord,
    com::atproto::sync::subscribe_repos::{Commit, RepoOpAction},
};

/// A change to a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The collection and the key of the record.
    pub path: RepoPath,
    /// What happened to it.
    pub action: RepoOpAction,
    /// The record, unless it was deleted.
    pub record: Option<AnyRecord>,
}

/// The changes of a commit. One that cannot be read is an error.
///
/// # Errors
/// If the blocks of the commit cannot be read.
pub fn changes(commit: &Commit) -> Result<Vec<Result<Change, ChangeError>>, CarError> {
    let blocks = BlockIndex::parse(&commit.blocks)?;
    let changes = commit.ops.iter().map(|op| {
        let path = RepoPath::parse(&op.path)?;
        let record = op.cid.as_ref();
        let record = record.map(|cid| blocks.record_of(&path.collection, cid));
        Ok(Change {
            record: record.transpose()?,
            action: op.action.clone(),
            path,
        })
    });
    Ok(changes.collect())
}

/// Any error of a change, which is only printed.
pub type ChangeError = Box<dyn Error + Send + Sync>;

impl Change {
    /// The record in one line.
    #[must_use]
    pub fn line(&self) -> String {
        match &self.record {
            Some(AnyRecord::ComExampleShelfBook(book)) => format!("book {:?}", book.title),
            Some(AnyRecord::ComExampleShelfNote(note)) => format!("note {:?}", note.text),
            // A record that is not in the lexicons.
            Some(AnyRecord::Other(record)) => format!("{:?}", record.fields),
            None => "-".to_owned(),
        }
    }
}
