//! What is installed, and which of its files are still what they were.

use std::collections::{BTreeMap, BTreeSet};

use super::problems::Problem;
use crate::{
    compiler::{
        cli::{project::Project, terminal::count},
        diagnostic::clean_path,
        install::{
            Manifest, References, Resolution,
            files::{self, File},
            journal::{Change, Journal},
        },
        set::lock::installed::{Committed, Installed, Origin, Upstream},
        settings::SettingsError,
    },
    syntax::{Cid, Did, Nsid, Tid},
};

/// What is installed.
#[derive(PartialEq, Eq)]
pub(in crate::compiler::cli) struct State {
    /// The manifest, or an empty one.
    pub(in crate::compiler::cli) manifest: Manifest,
    /// Whether there is a manifest.
    pub(in crate::compiler::cli) has_manifest: bool,
    /// What the lock knows. Entries that name another record than the manifest are left
    /// out. Of another document in the same record, the account and its key are still what
    /// they were.
    pub(in crate::compiler::cli) installed: Installed,
    /// Those of them that the manifest has.
    pub(in crate::compiler::cli) disputed: BTreeSet<Nsid>,
    /// The files of everything that is installed.
    pub(in crate::compiler::cli) files: BTreeMap<Nsid, File>,
}

impl State {
    pub(in crate::compiler::cli) fn read(project: &Project) -> Result<Self, SettingsError> {
        let (manifest, mut installed) = project.installed()?;
        let has_manifest = manifest.is_some();
        let manifest = manifest.unwrap_or_default();
        let mut disputed = BTreeSet::new();
        installed.retain(|nsid, origin| {
            let resolution = manifest.resolutions.get(nsid);
            let (Upstream::Network(published), Some(Resolution { uri, cid })) =
                (&origin.from, resolution)
            else {
                let is_git = matches!(origin.from, Upstream::Git(_));
                disputed.extend(resolution.map(|_| nsid.clone()));
                return is_git && resolution.is_none();
            };
            let is_same_record = *uri == published.uri;
            if !is_same_record || *cid != origin.cid {
                disputed.insert(nsid.clone());
                origin.cid.clone_from(cid);
            }
            is_same_record
        });
        let mut state = Self {
            manifest,
            has_manifest,
            installed,
            disputed,
            files: BTreeMap::new(),
        };
        let pinned: Vec<(Nsid, Cid)> = state.pinned().collect();
        for (nsid, cid) in pinned {
            let path = project.file(&nsid);
            let file = files::look(&path, &cid).map_err(|error| {
                SettingsError::new(format!("cannot read {}: {error}", path.display()))
            })?;
            state.files.insert(nsid, file);
        }
        Ok(state)
    }

    /// Makes the changes that were decided by this state. The network or a person can have
    /// taken a long time since it was read.
    ///
    /// # Errors
    /// If somebody else has changed it since, or a file cannot be written.
    pub(in crate::compiler::cli) fn change(
        &self,
        project: &Project,
        journal: &mut Journal,
        changes: &[Change],
        command: &str,
    ) -> Result<(), SettingsError> {
        if Self::read(project)? != *self {
            let message = "what is installed was changed while this command ran";
            return Err(SettingsError::new(message).help("run the command again"));
        }
        journal.apply(changes, command)
    }

    /// Everything that is installed, and the documents.
    pub(in crate::compiler::cli) fn pinned(&self) -> impl Iterator<Item = (Nsid, Cid)> {
        let resolved = self.manifest.resolutions.iter();
        let resolved = resolved.map(|(nsid, it)| (nsid.clone(), it.cid.clone()));
        let committed = self.committed();
        resolved.chain(committed.map(|(nsid, cid, _)| (nsid.clone(), cid.clone())))
    }

    /// Whatever is from git.
    pub(in crate::compiler::cli) fn committed(
        &self,
    ) -> impl Iterator<Item = (&Nsid, &Cid, &Committed)> {
        self.installed.iter().filter_map(|(nsid, origin)| {
            let Upstream::Git(committed) = &origin.from else {
                return None;
            };
            Some((nsid, &origin.cid, committed))
        })
    }

    /// The names of everything that is installed.
    pub(in crate::compiler::cli) fn names(&self) -> BTreeSet<Nsid> {
        self.files.keys().cloned().collect()
    }

    /// What everything else is needed for: what was asked for, and what is from git.
    pub(in crate::compiler::cli) fn roots(&self) -> BTreeSet<Nsid> {
        let committed = self.committed().map(|(nsid, ..)| nsid);
        self.manifest
            .lexicons
            .iter()
            .chain(committed)
            .cloned()
            .collect()
    }

    /// Whether the file of a lexicon is the document that is pinned.
    pub(in crate::compiler::cli) fn is_same(&self, nsid: &Nsid) -> bool {
        matches!(self.files.get(nsid), Some(File::Same(_)))
    }

    /// What an installed lexicon refers to, if its file is there. Names that led nowhere
    /// when it was installed are left out.
    pub(in crate::compiler::cli) fn references(&self, nsid: &Nsid) -> Option<References> {
        let File::Same(text) = self.files.get(nsid)? else {
            return None;
        };
        let mut references = References::of_text(text).unwrap_or_default();
        references
            .named
            .retain(|name| self.files.contains_key(name));
        Some(references)
    }

    /// The account of an installed lexicon, and the document.
    pub(in crate::compiler::cli) fn resolution(&self, nsid: &Nsid) -> Option<(Did, &Cid)> {
        let resolution = self.manifest.resolutions.get(nsid)?;
        let did = Did::new(resolution.uri.authority()?).ok()?;
        Some((did, &resolution.cid))
    }

    /// Whether the user has named the account of a lexicon, and not DNS.
    pub(in crate::compiler::cli) fn is_by_address(&self, nsid: &Nsid) -> bool {
        let origin = self.installed.get(nsid);
        matches!(
            origin.map(|origin| &origin.from),
            Some(Upstream::Network(published)) if published.authority.is_none()
        )
    }

    /// The newest revision of each account.
    pub(in crate::compiler::cli) fn revisions(&self) -> impl Iterator<Item = (&Did, &Tid)> {
        let origins = self.installed.values();
        origins.filter_map(|Origin { from, .. }| match from {
            Upstream::Network(published) => Some((&published.did, &published.rev)),
            Upstream::Git(_) => None,
        })
    }

    /// What to do if lexicons are installed that nothing asks for: another tool or a person
    /// has changed the manifest, and everything would be removed.
    pub(in crate::compiler::cli) fn abandoned(&self, project: &Project) -> Option<SettingsError> {
        let nsid = self.manifest.resolutions.keys().next()?;
        if !self.roots().is_empty() {
            return None;
        }
        let more = match self.manifest.resolutions.len() {
            1 => String::new(),
            number => format!(" and {}", count(number - 1, "other")),
        };
        let manifest = clean_path(&project.manifest);
        let message =
            format!("{manifest} has `{nsid}`{more} in `resolutions`, and nothing in `lexicons`");
        Some(
            SettingsError::new(message)
                .help("add what you need to `lexicons`, or restore the file from version control"),
        )
    }

    /// What the manifest lists and nobody has installed.
    pub(in crate::compiler::cli) fn listed_only(&self) -> impl Iterator<Item = &Nsid> {
        let listed = self.manifest.lexicons.iter();
        listed.filter(|nsid| !self.files.contains_key(*nsid))
    }

    /// What to do if nothing is installed, but the manifest lists something.
    pub(in crate::compiler::cli) fn uninstalled(&self, project: &Project) -> Option<SettingsError> {
        if !self.files.is_empty() {
            return None;
        }
        let nsid = self.listed_only().next()?;
        let manifest = clean_path(&project.manifest);
        let message = format!("{manifest} lists `{nsid}`, which is not installed");
        Some(SettingsError::new(message).help("run `lexgen install`"))
    }

    /// The files that were changed.
    pub(in crate::compiler::cli) fn changed(&self, project: &Project) -> Vec<Problem> {
        let changed = self.files.iter().filter_map(|(nsid, file)| match file {
            File::Changed => Some(Problem::Changed {
                nsid: nsid.clone(),
                file: project.file(nsid),
            }),
            File::Same(_) | File::Missing => None,
        });
        changed.collect()
    }
}
