//! `[install]` of `lexgen.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Where the lexicons of others are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Install {
    /// The manifest.
    pub manifest: Option<PathBuf>,
    /// The folder of the documents.
    pub folder: Option<PathBuf>,
    /// The folder of the proofs, if they are kept.
    pub keep_proofs: Option<PathBuf>,
}

impl Install {
    /// Changes relative paths from relative to `folder` to relative to the current folder.
    pub(super) fn below(&mut self, folder: &Path) {
        let paths = [&mut self.manifest, &mut self.folder, &mut self.keep_proofs];
        for path in paths.into_iter().flatten() {
            *path = folder.join(&*path);
        }
    }
}
