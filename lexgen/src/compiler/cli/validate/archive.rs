//! The records in a CAR file.

use std::{
    collections::HashSet,
    io::{self, Read, Seek},
};

use super::judge::{Block, Content};
use crate::{
    car::{BlockCid, CarError, Codec, DiskCar, LookupError, ReadError},
    data::{Data, from_dag_cbor},
    repo::{Commit, RepoError, RepoPath, Walk},
    validate::type_fault,
};

/// Calls `each` for the records of a CAR file, and for what is wrong with it. Records whose
/// collection `is_skipped` are left out. One block at a time is in memory.
///
/// Those of a repository have paths, which are found through its tree. In other files,
/// and in a part of a repository, every block with a `$type` is a record, of the collection
/// with that name. Returns why records have no paths.
///
/// # Errors
/// If the file cannot be read, and those of `each`.
pub(super) fn each<E: From<io::Error>>(
    file: impl Read + Seek,
    mut is_skipped: impl FnMut(&str) -> bool,
    mut each: impl FnMut(Content) -> Result<(), E>,
) -> Result<Option<String>, E> {
    let mut car = match DiskCar::open(file) {
        Ok(car) => car,
        Err(ReadError::Car(error)) => {
            each(Content::Unreadable(None, error.to_string()))?;
            return Ok(None);
        }
        Err(ReadError::Io(error)) => return Err(error.into()),
    };
    let root = match root(&mut car) {
        Ok(root) => root,
        // A problem of the file, which is found among its blocks.
        Err(Fault::Repo(RepoError::Car(_) | RepoError::Block(LookupError::Car(_)))) => {
            blocks(&mut car, &Seen::default(), is_skipped, &mut each)?;
            return Ok(None);
        }
        Err(Fault::Repo(error)) => {
            blocks(&mut car, &Seen::default(), is_skipped, &mut each)?;
            return Ok(Some(format!("it is not that of a repository: {error}")));
        }
        Err(Fault::Io(error)) => return Err(error.into()),
    };
    let mut seen = Seen::default();
    let mut last = None;
    let mut walk = Walk::new(root);
    loop {
        let found = walk.next(|cid| data(&mut car, cid)).transpose();
        let Some(found) = found else { break };
        if let Some(error) = last.take() {
            each(unreadable(&error))?;
        }
        let record = found.and_then(|(path, cid)| {
            let data = data(&mut car, cid)?;
            Ok((path, cid, data))
        });
        match record {
            Ok((path, ..)) if is_skipped(&path.collection) => {}
            Ok((path, _, data)) => each(Content::Block(Block::Record(path), data))?,
            Err(Fault::Repo(error)) => {
                seen.problem(&error);
                last = Some(error);
            }
            Err(Fault::Io(error)) => return Err(error.into()),
        }
    }
    // The last error may have ended the walk.
    let Some(error) = last else {
        return Ok(None);
    };
    seen.records(&mut car, root)?;
    let is_part = matches!(error, RepoError::Block(LookupError::Missing(_)));
    if !is_part {
        each(unreadable(&error))?;
    }
    blocks(&mut car, &seen, is_skipped, &mut each)?;
    Ok(is_part.then(|| format!("it has only a part of the repository: {error}")))
}

/// Why a block of a repository cannot be read.
enum Fault {
    Io(io::Error),
    Repo(RepoError),
}

impl From<RepoError> for Fault {
    fn from(error: RepoError) -> Self {
        Self::Repo(error)
    }
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io(error) => Self::Io(error),
            ReadError::Car(error) => Self::Repo(RepoError::Block(LookupError::Car(error))),
        }
    }
}

/// The root of the tree.
fn root(car: &mut DiskCar<impl Read + Seek>) -> Result<BlockCid, Fault> {
    car.index()?;
    let commit = *car.roots().first().ok_or(RepoError::NoRoot)?;
    let (_, root) = Commit::read(&data(car, commit)?, commit)?;
    Ok(root)
}

/// The data of a block.
fn data(car: &mut DiskCar<impl Read + Seek>, cid: BlockCid) -> Result<Vec<u8>, Fault> {
    let block = car.block(cid)?;
    let block = block.ok_or(RepoError::Block(LookupError::Missing(cid)))?;
    Ok(block.data)
}

/// What the walk through the tree has found, and is not found again.
#[derive(Default)]
struct Seen {
    blocks: HashSet<BlockCid>,
    /// Where in the file blocks begin that do not match their CIDs.
    mismatches: HashSet<u64>,
}

impl Seen {
    fn problem(&mut self, error: &RepoError) {
        match error {
            RepoError::Block(LookupError::Car(error)) => {
                self.mismatches.insert(error.offset());
            }
            RepoError::Tree(cid, _) => {
                self.blocks.insert(*cid);
            }
            _ => {}
        }
    }

    /// Adds the records that a walk finds.
    fn records(
        &mut self,
        car: &mut DiskCar<impl Read + Seek>,
        root: BlockCid,
    ) -> Result<(), io::Error> {
        let mut walk = Walk::new(root);
        loop {
            match walk.next(|cid| data(car, cid)) {
                Ok(Some((_, cid))) => drop(self.blocks.insert(cid)),
                Ok(None) | Err(Fault::Repo(_)) => return Ok(()),
                Err(Fault::Io(error)) => return Err(error),
            }
        }
    }
}

fn unreadable(error: &RepoError) -> Content {
    Content::Unreadable(None::<RepoPath>, error.to_string())
}

/// Calls `each` for the blocks that look like records, and for those that should be data
/// and are not, except what was seen.
fn blocks<E: From<io::Error>>(
    car: &mut DiskCar<impl Read + Seek>,
    seen: &Seen,
    mut is_skipped: impl FnMut(&str) -> bool,
    each: &mut impl FnMut(Content) -> Result<(), E>,
) -> Result<(), E> {
    car.each(|block: Result<_, CarError>| match block {
        Ok(block) => {
            let is_data = block.cid.codec() == Codec::DagCbor && !seen.blocks.contains(&block.cid);
            let mut is_wanted = || {
                let Ok(data) = from_dag_cbor::<Data>(&block.data) else {
                    return true;
                };
                let Some(name) = data.type_name() else {
                    return false;
                };
                let meant = type_fault(name, None).and_then(|fault| fault.meant);
                !is_skipped(meant.as_deref().unwrap_or(name))
            };
            if is_data && is_wanted() {
                let place = Block::At(block.offset, block.cid);
                each(Content::Block(place, block.data))?;
            }
            Ok(())
        }
        Err(error) if seen.mismatches.contains(&error.offset()) => Ok(()),
        Err(error) => each(Content::Unreadable(None, error.to_string())),
    })
}
