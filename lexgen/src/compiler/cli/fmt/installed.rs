//! The documents that were installed from elsewhere, by the manifest that the tools
//! of the protocol share.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    compiler::{
        diagnostic::clean_path,
        read::{FEW_BYTES, read_text},
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// The name of the manifest.
const MANIFEST: &str = "lexicons.json";

/// The manifests that were read, by the folders that they are about.
#[derive(Default)]
pub(super) struct Installed {
    manifests: HashMap<PathBuf, Option<BTreeSet<String>>>,
}

impl Installed {
    /// Whether the nearest manifest above a file, or above the current folder, lists
    /// a document.
    pub(super) fn contains(
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
                self.manifests.insert(folder.to_owned(), read(folder)?);
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

/// The documents that the manifest in a folder lists, if there is one.
fn read(folder: &Path) -> Result<Option<BTreeSet<String>>, SettingsError> {
    let path = folder.join(MANIFEST);
    if !path.is_file() {
        return Ok(None);
    }
    let failed = |reason: String| {
        let message = format!("cannot read {}: {reason}", clean_path(&path));
        SettingsError::new(message).help("it lists the documents that are not to be formatted")
    };
    let text = read_text(&path, FEW_BYTES).map_err(|error| failed(error.to_string()))?;
    let manifest: Value = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
    // Anything else can have this name.
    let (Some(_), Some(listed)) = (
        manifest.get("version").and_then(Value::as_u64),
        manifest.get("lexicons").and_then(Value::as_array),
    ) else {
        return Ok(None);
    };
    let resolved = manifest.get("resolutions").and_then(Value::as_object);
    let resolved = resolved.into_iter().flat_map(|it| it.keys().cloned());
    let listed = listed.iter().filter_map(Value::as_str).map(str::to_owned);
    Ok(Some(listed.chain(resolved).collect()))
}
