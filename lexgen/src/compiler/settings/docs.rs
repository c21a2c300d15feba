//! `[docs]` of `lexgen.toml`.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The pages about the lexicons.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Docs {
    /// The folder of the pages.
    pub output: Option<PathBuf>,
    /// The title of the site.
    pub title: Option<String>,
}

impl Docs {
    /// Changes relative paths from relative to `folder` to relative to the current folder.
    pub(super) fn below(&mut self, folder: &Path) {
        if let Some(output) = &mut self.output {
            *output = folder.join(&*output);
        }
    }
}
