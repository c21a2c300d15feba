//! Which lexicons of a project were installed from elsewhere, so that they are not its own.

use std::{collections::BTreeSet, path::Path};

use super::fmt::installed::Installed;
use crate::{
    compiler::{
        install::manifest,
        set::lock::installed::{self, Installed as Locked},
        settings::{Settings, SettingsError},
    },
    syntax::Nsid,
};

/// What manifests and `lexicons.lock` list.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// The manifests called `lexicons.json`.
    manifests: Installed,
    /// What the manifest lists that the settings name.
    chosen: BTreeSet<String>,
    locked: Locked,
}

impl Elsewhere {
    /// Reads the lock file and the manifest of a project, if there are any.
    ///
    /// # Errors
    /// If one is damaged.
    #[cfg(feature = "network")]
    pub(super) fn of(settings: &Settings) -> Result<Self, SettingsError> {
        let lock = settings.lock.as_deref().filter(|it| it.exists());
        Ok(Self {
            locked: lock.map(installed::read).transpose()?.unwrap_or_default(),
            ..Self::without_lock(settings)?
        })
    }

    /// The same where it does no harm not to know all of them.
    ///
    /// # Errors
    /// If the manifest is damaged.
    pub(super) fn as_far_as_known(settings: &Settings) -> Result<Self, SettingsError> {
        let lock = settings.lock.as_deref().filter(|it| it.exists());
        let locked = lock.map(installed::read).and_then(Result::ok);
        Ok(Self {
            locked: locked.unwrap_or_default(),
            ..Self::without_lock(settings)?
        })
    }

    fn without_lock(settings: &Settings) -> Result<Self, SettingsError> {
        let manifest = settings.install.manifest.as_deref();
        let chosen = manifest.map(manifest::names).transpose()?;
        Ok(Self {
            chosen: chosen.flatten().unwrap_or_default(),
            ..Self::default()
        })
    }

    /// Whether a lexicon in a file was installed.
    ///
    /// # Errors
    /// If a manifest cannot be read.
    pub(super) fn contains(
        &mut self,
        nsid: &Nsid,
        file: Option<&Path>,
    ) -> Result<bool, SettingsError> {
        if self.locked.contains_key(nsid) || self.chosen.contains(nsid.as_str()) {
            return Ok(true);
        }
        self.manifests.contains(nsid, file)
    }
}

#[cfg(feature = "network")]
impl Elsewhere {
    /// Whether a lexicon of a set was installed.
    ///
    /// # Errors
    /// If a manifest cannot be read.
    pub(super) fn contains_document(
        &mut self,
        document: &crate::compiler::schema::Document,
        set: &crate::compiler::set::Loaded,
    ) -> Result<bool, SettingsError> {
        let source = set.sources.get(document.source);
        let file = source.and_then(|it| it.path.as_deref());
        self.contains(&document.id, file)
    }
}
