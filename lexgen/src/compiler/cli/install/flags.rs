//! What `lexgen install` and `lexgen update` have in common: what to do about lexicons that
//! are missing, changed or proven.

use std::path::PathBuf;

use crate::compiler::cli::project::Project;

#[derive(Debug, clap::Args)]
pub(in crate::compiler::cli) struct Handling {
    /// Go on without lexicons that cannot be resolved; those that are installed stay
    ///
    /// `generate --allow-missing` treats missing ones as data of any type.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true,
          default_missing_value = "true", hide_possible_values = true)]
    allow_missing: Option<bool>,
    /// Keep the proofs in a folder [default: proofs]
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, require_equals = true)]
    keep_proofs: Option<Option<PathBuf>>,
    /// Replace files that were changed since they were installed
    #[arg(long)]
    pub(in crate::compiler::cli) force: bool,
}

impl Handling {
    /// Whether lexicons may be missing, by the flag or the settings.
    pub(in crate::compiler::cli) fn allows_missing(&self, project: &Project) -> bool {
        let setting = project.located.settings.allow_missing;
        self.allow_missing.or(setting).unwrap_or_default()
    }

    /// The folder of proofs, if they are kept.
    pub(in crate::compiler::cli) fn proofs(&self, project: &Project) -> Option<PathBuf> {
        project.proofs(self.keep_proofs.as_ref().map(Option::as_deref))
    }
}
