//! The proofs that are kept: which of those that there are, and which are new.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::{
    compiler::{
        install::proofs::{self, File, Proofs},
        network::Resolved,
        read::{MANY_BYTES, cannot_read, read_file},
        set::lock::installed::{Installed, Origin, Published, Upstream},
        settings::SettingsError,
    },
    syntax::{Cid, Did, Nsid, Tid},
};

/// The proofs of before.
#[derive(Default)]
pub(super) struct Before {
    /// The files of accounts, by their paths.
    files: BTreeMap<PathBuf, Vec<u8>>,
    /// The documents that they prove.
    proven: BTreeMap<Nsid, Cid>,
}

impl Before {
    /// Reads and verifies the file of each account once. `folder` is that of proofs, if they
    /// are kept.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub(super) fn read(
        folder: Option<&Path>,
        installed: &Installed,
    ) -> Result<Self, SettingsError> {
        let mut before = Self::default();
        let Some(folder) = folder else {
            return Ok(before);
        };
        let now = SystemTime::now();
        let lexicons = installed
            .iter()
            .filter_map(|(nsid, origin)| match &origin.from {
                Upstream::Network(published) => Some((nsid, published)),
                Upstream::Git(_) => None,
            });
        for (path, lexicons) in proofs::by_file(folder, lexicons) {
            let Some(bytes) = bytes(&path)? else {
                continue;
            };
            proofs::verify(&bytes, &lexicons, now, |nsid, found| {
                if let Ok(resolved) = found {
                    before.proven.insert(nsid.clone(), resolved.cid.to_cid());
                }
            });
            before.files.insert(path, bytes);
        }
        Ok(before)
    }
}

/// The bytes of a file, if it is there.
fn bytes(path: &Path) -> Result<Option<Vec<u8>>, SettingsError> {
    match read_file(path, MANY_BYTES) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SettingsError::new(cannot_read(path, &error))),
    }
}

/// The proofs that are kept, if they are.
pub(super) struct Kept<'f> {
    folder: Option<&'f Path>,
    before: &'f Before,
    files: BTreeMap<PathBuf, KeptFile<'f>>,
    /// How many lexicons have none.
    pub(super) unproven: usize,
}

/// The proofs of an account.
struct KeptFile<'f> {
    before: File<'f>,
    /// The revisions that were in the file before and are kept.
    kept: BTreeSet<Tid>,
    now: Proofs,
}

impl<'f> Kept<'f> {
    pub(super) fn new(folder: Option<&'f Path>, before: &'f Before) -> Self {
        Self {
            folder,
            before,
            files: BTreeMap::new(),
            unproven: 0,
        }
    }

    /// The proofs of an account, if they are kept.
    fn file(&mut self, did: &Did) -> Option<&mut KeptFile<'f>> {
        let path = proofs::path_of(self.folder?, did);
        let before = self.before.files.get(&path);
        let file = self.files.entry(path).or_insert_with(|| KeptFile {
            before: File::read(before.map_or(&[], Vec::as_slice)),
            kept: BTreeSet::new(),
            now: Proofs::default(),
        });
        Some(file)
    }

    /// Where a lexicon is from, which was resolved. It stays as it was if only the
    /// revision is newer, because accounts write much else. `None` if that was not known,
    /// and the document was only fetched again. What is known can be that of another document
    /// in the same record, which was verified and not this one.
    pub(super) fn origin(
        &mut self,
        (nsid, old, is_verified): (&Nsid, Option<&Origin>, bool),
        resolved: &Resolved,
        (is_pinned, now): (bool, &str),
    ) -> Option<Origin> {
        let mut new = published(resolved, now);
        if is_pinned {
            // DNS was not asked again.
            let Some(Upstream::Network(old)) = old.map(|old| &old.from) else {
                self.unproven += usize::from(self.folder.is_some());
                return None;
            };
            new.authority.clone_from(&old.authority);
        }
        let cid = resolved.cid.to_cid();
        if let Some(old) = old
            && is_verified
            && let Upstream::Network(from) = &old.from
            && old.cid == cid
            && is_same_but_newer(from, &new)
            && self.keep(nsid, &cid, from)
        {
            return Some(old.clone());
        }
        match (&resolved.proof, self.file(&resolved.did)) {
            (Some(proof), Some(file)) => {
                file.now.add(&File::read(proof), &resolved.rev);
            }
            // It is from the file.
            (None, Some(_)) => {
                self.keep(nsid, &cid, &new);
            }
            (_, None) => {}
        }
        Some(Origin {
            cid,
            from: Upstream::Network(new),
        })
    }

    /// Keeps the proof of what was installed before. Returns whether it is there, if it
    /// must be: the document can be another one, which other tools have installed.
    pub(super) fn keep(&mut self, nsid: &Nsid, cid: &Cid, published: &Published) -> bool {
        let is_proven = self.before.proven.get(nsid) == Some(cid);
        let Some(file) = self.file(&published.did) else {
            return true;
        };
        if !is_proven || file.kept.contains(&published.rev) {
            return is_proven;
        }
        file.kept.insert(published.rev.clone());
        file.now.add(&file.before, &published.rev)
    }

    /// The files that are different now. Those of accounts that nothing is from any more
    /// are removed.
    pub(super) fn changes(self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let before = &self.before.files;
        let gone = before.keys().filter(|path| !self.files.contains_key(*path));
        let mut changes: BTreeMap<_, _> = gone.map(|path| (path.clone(), None)).collect();
        for (path, file) in self.files {
            let bytes = file.now.file();
            if !file.now.is_empty() && before.get(&path) != Some(&bytes) {
                changes.insert(path, Some(bytes));
            }
        }
        changes
    }
}

fn published(resolved: &Resolved, now: &str) -> Published {
    Published {
        uri: resolved.uri.clone(),
        authority: resolved.authority.clone(),
        did: resolved.did.clone(),
        pds: resolved.pds.clone(),
        key: resolved.key.clone(),
        rev: resolved.rev.clone(),
        resolved: now.to_owned(),
    }
}

fn is_same_but_newer(old: &Published, new: &Published) -> bool {
    let Published {
        uri,
        authority,
        did,
        pds,
        key,
        rev,
        resolved: _,
    } = old;
    (uri, authority, did, pds, key) == (&new.uri, &new.authority, &new.did, &new.pds, &new.key)
        && *rev <= new.rev
}
