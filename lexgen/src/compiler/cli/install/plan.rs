//! What an installation changes: the documents, the manifest, the lock and the proofs.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use jiff::Timestamp;

use super::{
    kept::{Before, Kept},
    problems::Problem,
    state::State,
};
use crate::{
    compiler::{
        cli::project::Project,
        install::{
            Manifest, Resolution, Settled,
            fetch::Outcome,
            files::{self, File},
            journal::Change,
        },
        network::json,
        read::{MANY_BYTES, cannot_read, read_text},
        set::lock::installed::{self, Committed, Installed, Origin, Upstream},
        settings::SettingsError,
    },
    syntax::{Cid, Nsid},
};

/// A document from git.
#[derive(Clone, Debug)]
pub(in crate::compiler::cli) struct Copied {
    pub(in crate::compiler::cli) text: String,
    pub(in crate::compiler::cli) cid: Cid,
    pub(in crate::compiler::cli) from: Committed,
}

/// Everything that was found.
pub(in crate::compiler::cli) struct Findings<'f> {
    pub(in crate::compiler::cli) found: &'f BTreeMap<Nsid, Outcome>,
    pub(in crate::compiler::cli) settled: &'f Settled,
    /// What was fetched again as it is pinned.
    pub(in crate::compiler::cli) refetched: BTreeSet<Nsid>,
    /// What was copied from git in this run.
    pub(in crate::compiler::cli) copied: &'f BTreeMap<Nsid, Copied>,
    /// What the manifest lists as asked for.
    pub(in crate::compiler::cli) asked: BTreeSet<Nsid>,
    /// The folder of proofs, if they are kept.
    pub(in crate::compiler::cli) proofs: Option<&'f Path>,
}

/// What is to be changed.
#[derive(Debug)]
pub(in crate::compiler::cli) struct Plan {
    pub(in crate::compiler::cli) manifest: Manifest,
    pub(in crate::compiler::cli) installed: Installed,
    /// The documents to write.
    pub(in crate::compiler::cli) texts: BTreeMap<Nsid, String>,
    /// The documents to remove.
    pub(in crate::compiler::cli) removed: BTreeSet<Nsid>,
    /// What nothing needs any more, and was changed in its file, which is kept.
    pub(in crate::compiler::cli) abandoned: BTreeSet<Nsid>,
    /// The files of proofs to write or to remove.
    proofs: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// How many lexicons have no proof, if proofs are kept.
    pub(in crate::compiler::cli) unproven: usize,
}

impl Plan {
    /// What makes the files what was found.
    pub(in crate::compiler::cli) fn new(
        project: &Project,
        state: &State,
        findings: Findings<'_>,
    ) -> Result<Self, SettingsError> {
        let now = now();
        let mut plan = Self {
            manifest: Manifest {
                lexicons: findings.asked.clone(),
                ..Manifest::default()
            },
            installed: Installed::new(),
            texts: BTreeMap::new(),
            removed: BTreeSet::new(),
            abandoned: BTreeSet::new(),
            proofs: BTreeMap::new(),
            unproven: 0,
        };
        let before = Before::read(findings.proofs, &state.installed)?;
        let mut kept = Kept::new(findings.proofs, &before);
        for nsid in &findings.settled.lexicons {
            if let Some(copied) = findings.copied.get(nsid) {
                plan.copy(nsid, copied, project)?;
                continue;
            }
            match findings.found.get(nsid) {
                Some(Outcome::Fetched(resolved, _)) => {
                    plan.put(nsid, &json(&resolved.document), project)?;
                    let resolution = Resolution {
                        uri: resolved.uri.clone(),
                        cid: resolved.cid.to_cid(),
                    };
                    (plan.manifest.resolutions).insert(nsid.clone(), resolution);
                    let is_pinned = findings.refetched.contains(nsid);
                    let old = state.installed.get(nsid);
                    let is_verified = !state.disputed.contains(nsid);
                    let old = (nsid, old, is_verified);
                    let origin = kept.origin(old, resolved, (is_pinned, &now));
                    plan.installed
                        .extend(origin.map(|origin| (nsid.clone(), origin)));
                }
                Some(Outcome::Here(_)) => {
                    let resolution = state.manifest.resolutions.get(nsid).cloned();
                    let resolution = resolution.map(|it| (nsid.clone(), it));
                    plan.manifest.resolutions.extend(resolution);
                    let Some(origin) = state.installed.get(nsid) else {
                        kept.unproven += usize::from(findings.proofs.is_some());
                        continue;
                    };
                    if let Upstream::Network(published) = &origin.from
                        && !kept.keep(nsid, &origin.cid, published)
                    {
                        kept.unproven += 1;
                    }
                    plan.installed.insert(nsid.clone(), origin.clone());
                }
                Some(
                    Outcome::Own
                    | Outcome::Absent
                    | Outcome::Failed(_)
                    | Outcome::Conflicting
                    | Outcome::Replaced(..),
                )
                | None => {}
            }
        }
        for nsid in state.files.keys() {
            if findings.settled.lexicons.contains(nsid) {
                continue;
            }
            match state.files.get(nsid) {
                Some(File::Same(_)) => plan.removed.insert(nsid.clone()),
                Some(File::Changed) => plan.abandoned.insert(nsid.clone()),
                Some(File::Missing) | None => false,
            };
        }
        plan.unproven = kept.unproven;
        plan.proofs = kept.changes();
        Ok(plan)
    }

    fn copy(
        &mut self,
        nsid: &Nsid,
        copied: &Copied,
        project: &Project,
    ) -> Result<(), SettingsError> {
        self.put(nsid, &copied.text, project)?;
        let origin = Origin {
            cid: copied.cid.clone(),
            from: Upstream::Git(copied.from.clone()),
        };
        self.installed.insert(nsid.clone(), origin);
        Ok(())
    }

    /// Writes a document, unless the file has it to the byte.
    fn put(&mut self, nsid: &Nsid, text: &str, project: &Project) -> Result<(), SettingsError> {
        if current(&project.file(nsid))?.as_deref() != Some(text) {
            self.texts.insert(nsid.clone(), text.to_owned());
        }
        Ok(())
    }

    /// The changes of all files, and why they cannot be made. Files that were not
    /// installed are replaced only by force.
    pub(in crate::compiler::cli) fn changes(
        &self,
        project: &Project,
        state: &State,
        force: bool,
    ) -> Result<(Vec<Change>, Vec<Problem>), SettingsError> {
        let mut changes: Vec<Change> = Vec::new();
        let mut change = |path: PathBuf, contents: Option<Vec<u8>>| {
            changes.push(Change { path, contents });
        };
        let mut problems = Vec::new();
        for (nsid, text) in &self.texts {
            let path = project.file(nsid);
            if !force && !state.files.contains_key(nsid) && is_other(&path, text) {
                problems.push(Problem::Own {
                    nsid: nsid.clone(),
                    file: path.clone(),
                    is_in_place: true,
                });
            }
            change(path, Some(text.clone().into_bytes()));
        }
        for nsid in &self.removed {
            change(project.file(nsid), None);
        }
        for (path, file) in &self.proofs {
            change(path.clone(), file.clone());
        }
        let lock = current(&project.lock)?;
        if lock.is_some() || !self.installed.is_empty() {
            let text = installed::replaced(&project.lock, lock.as_deref(), &self.installed)?;
            if lock.as_deref() != Some(&*text) {
                change(project.lock.clone(), Some(text.into_bytes()));
            }
        }
        let manifest = self.manifest.text();
        let before = current(&project.manifest)?;
        let is_empty = self.manifest == Manifest::default() && before.is_none();
        if !is_empty && before.as_deref() != Some(&*manifest) {
            change(project.manifest.clone(), Some(manifest.into_bytes()));
        }
        for change in &changes {
            let is_inside = files::is_inside(project.root(), &change.path)
                .map_err(|error| SettingsError::new(cannot_read(&change.path, &error)))?;
            if !is_inside {
                problems.push(Problem::Unsafe(change.path.clone()));
            }
        }
        Ok((changes, problems))
    }
}

/// Whether there is a file with something else than a document.
fn is_other(path: &Path, text: &str) -> bool {
    let is_there = path.is_file() && !path.is_symlink();
    let cid = files::cid_of_text(text);
    is_there && !cid.is_some_and(|cid| matches!(files::look(path, &cid), Ok(File::Same(_))))
}

/// The time in UTC and seconds.
fn now() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    let time = Timestamp::from_second(i64::try_from(seconds).unwrap_or_default());
    time.unwrap_or_default().to_string()
}

/// The text of a file, if it is there.
fn current(path: &Path) -> Result<Option<String>, SettingsError> {
    match read_text(path, MANY_BYTES) {
        Ok(text) => Ok(Some(text)),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidData => {
                Ok(None)
            }
            _ => Err(SettingsError::new(cannot_read(path, &error))),
        },
    }
}
