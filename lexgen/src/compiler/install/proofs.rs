//! Proofs that are kept: a CAR file for each account, with the commits that signed its
//! installed lexicons.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    car::{BlockCid, BlockIndex, Codec, Writer},
    compiler::{
        network::{Failure, Kept, Reason, RecordFault, Resolved},
        set::lock::installed::Published,
    },
    data::{Data, View, from_dag_cbor},
    repo::{Commit, ProofStep},
    syntax::{Did, Nsid, Tid},
};

/// The file of an account. Only characters that every file system has are kept of the
/// DID, so it is a single name.
pub fn path_of(folder: &Path, did: &Did) -> PathBuf {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let name = did.as_str().strip_prefix("did:").unwrap_or(did.as_str());
    let name: String = name
        .chars()
        .map(|letter| if is_plain(letter) { letter } else { '_' })
        .collect();
    folder.join(format!("{name}.car"))
}

/// The lexicons by the files of their accounts.
pub fn by_file<'n>(
    folder: &Path,
    lexicons: impl IntoIterator<Item = (&'n Nsid, &'n Published)>,
) -> BTreeMap<PathBuf, Vec<(&'n Nsid, &'n Published)>> {
    let mut files: BTreeMap<PathBuf, Vec<_>> = BTreeMap::new();
    for (nsid, published) in lexicons {
        let file = files.entry(path_of(folder, &published.did));
        file.or_default().push((nsid, published));
    }
    files
}

/// A file with proofs, which is read once for all lexicons of its account.
#[derive(Debug)]
pub struct File<'f> {
    /// `None` if it is malformed.
    index: Option<BlockIndex<'f>>,
    /// The commits among its roots, by their revisions.
    commits: BTreeMap<Tid, BlockCid>,
}

impl<'f> File<'f> {
    /// Reads a file. One that is malformed has nothing.
    pub fn read(bytes: &'f [u8]) -> Self {
        let index = BlockIndex::parse(bytes).ok();
        let mut commits = BTreeMap::new();
        for root in index.iter().flat_map(BlockIndex::roots) {
            let block = index.as_ref().and_then(|index| index.get(*root).ok()?);
            let commit = block.and_then(|block| from_dag_cbor::<Commit>(block.data).ok());
            if let Some(commit) = commit {
                // The first one counts.
                commits.entry(commit.rev).or_insert(*root);
            }
        }
        Self { index, commits }
    }
}

/// The blocks of some proofs.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    commits: BTreeMap<Tid, BlockCid>,
    blocks: BTreeMap<BlockCid, Vec<u8>>,
}

impl Proofs {
    /// Adds the commit of a revision from a file, with everything in the file that the
    /// commit leads to. Returns whether the file has it.
    pub fn add(&mut self, file: &File<'_>, rev: &Tid) -> bool {
        let (Some(index), Some(root)) = (&file.index, file.commits.get(rev)) else {
            return false;
        };
        self.commits.insert(rev.clone(), *root);
        let mut queue = vec![*root];
        let mut seen = BTreeSet::new();
        while let Some(cid) = queue.pop() {
            if !seen.insert(cid) {
                continue;
            }
            let Ok(Some(block)) = index.get(cid) else {
                continue;
            };
            if let Ok(data) = from_dag_cbor::<Data>(block.data) {
                links(&data, &mut queue);
            }
            self.blocks
                .entry(cid)
                .or_insert_with(|| block.data.to_vec());
        }
        true
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.commits.is_empty()
    }

    /// The file: the commits are its roots, and the blocks are in the order of their CIDs.
    pub fn file(&self) -> Vec<u8> {
        let roots: Vec<_> = self.commits.values().copied().collect();
        let write = || {
            let mut writer = Writer::new(Vec::new(), &roots)?;
            for data in self.blocks.values() {
                writer.write(Codec::DagCbor, data)?;
            }
            std::io::Result::Ok(writer.into_inner())
        };
        // Memory can always be written to.
        write().unwrap_or_default()
    }
}

/// Adds the links in data.
fn links(data: &Data, found: &mut Vec<BlockCid>) {
    match data.view() {
        View::Array(items) => items.iter().for_each(|item| links(item, found)),
        View::Object(fields) => fields.iter().for_each(|(_, value)| links(value, found)),
        View::Link(link) => found.extend(BlockCid::try_from(link)),
        _ => {}
    }
}

/// Verifies lexicons again, from the file of their account, which is read once, and so is
/// each commit. `on_each` gets what became of each.
pub fn verify<'n>(
    file: &[u8],
    lexicons: &[(&'n Nsid, &'n Published)],
    now: SystemTime,
    mut on_each: impl FnMut(&'n Nsid, Result<Resolved, Failure>),
) {
    let file = File::read(file);
    let mut commits: BTreeMap<_, Vec<&Nsid>> = BTreeMap::new();
    for (nsid, published) in lexicons {
        let Published {
            did, pds, key, rev, ..
        } = published;
        let commit = commits.entry((did, pds, key, rev));
        commit.or_default().push(nsid);
    }
    for ((did, pds, key, rev), nsids) in commits {
        let mut proofs = Proofs::default();
        let is_there = proofs.add(&file, rev);
        let proof = proofs.file();
        let kept = if is_there {
            Kept::new((did, pds, key), now, &proof)
        } else {
            let reason = format!("it has no commit of revision {rev}");
            Err(Reason::Record {
                did: did.clone(),
                pds: pds.clone(),
                fault: RecordFault::Proof(ProofStep::Commit, reason),
            })
        };
        for nsid in nsids {
            let found = match &kept {
                Ok(kept) => kept.lexicon(nsid),
                Err(reason) => Err(reason.clone()),
            };
            let found = found.map_err(|reason| Failure {
                name: nsid.to_string(),
                reason: Box::new(reason),
                mistakes: Vec::new(),
            });
            on_each(nsid, found);
        }
    }
}
