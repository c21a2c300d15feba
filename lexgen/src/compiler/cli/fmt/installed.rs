//! The documents that were installed from elsewhere, by the manifest that the tools
//! of the protocol share.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use crate::{
    compiler::{install::manifest, settings::SettingsError},
    syntax::Nsid,
};

/// The manifests that were read, by the folders that they are about.
#[derive(Default)]
pub(in crate::compiler::cli) struct Installed {
    manifests: HashMap<PathBuf, Option<BTreeSet<String>>>,
}

impl Installed {
    /// Whether the nearest manifest above a file, or above the current folder, lists
    /// a document.
    pub(in crate::compiler::cli) fn contains(
        &mut self,
        id: &Nsid,
        file: Option<&Path>,
    ) -> Result<bool, SettingsError> {
        let place = match file {
            Some(file) => file.parent().unwrap_or(Path::new("")),
            None => Path::new(""),
        };
        let place = if place.as_os_str().is_empty() {
            Path::new(".")
        } else {
            place
        };
        let Ok(place) = fs::canonicalize(place) else {
            return Ok(false);
        };
        for folder in place.ancestors() {
            if !self.manifests.contains_key(folder) {
                let names = manifest::names(&folder.join(manifest::NAME))?;
                self.manifests.insert(folder.to_owned(), names);
            }
            if let Some(Some(listed)) = self.manifests.get(folder) {
                return Ok(listed.contains(id.as_str()));
            }
            // What is above a repository is about something else.
            if folder.join(".git").exists() {
                break;
            }
        }
        Ok(false)
    }
}
