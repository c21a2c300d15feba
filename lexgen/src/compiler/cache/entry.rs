//! What is remembered of one run.

use std::{collections::BTreeMap, env, path::Path, time::UNIX_EPOCH};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Digest, fresh};
use crate::compiler::{
    generate::{FeatureTable, File},
    ir::Ir,
    read::Input,
    settings::Settings,
    source::Sources,
};

/// What output is made from: the texts, the settings and the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Origin(Digest);

impl Origin {
    /// Of the texts that settings name.
    ///
    /// `None` where it cannot be told: the command cannot see itself, or
    /// something was read that is no file.
    pub(super) fn new(settings: &Settings, sources: &Sources) -> Option<Self> {
        let is_path = |input: &Input| matches!(input, Input::Path(_));
        if !settings.inputs.iter().all(is_path) {
            return None;
        }
        let texts: Vec<Digest> = (sources.texts().par_iter())
            .map(|source| Digest::of(source.document()))
            .collect();
        // Every setting is part of how settings print themselves, also those to come.
        let how = [program()?, Digest::of(format!("{settings:?}"))];
        Some(Self(Digest::of_all(how.iter().chain(&texts))))
    }
}

/// The command that runs. Its version alone would not do: two builds of one
/// version may generate different text.
fn program() -> Option<Digest> {
    let metadata = env::current_exe().ok()?.metadata().ok()?;
    let modified = metadata.modified().ok()?;
    let modified = modified.duration_since(UNIX_EPOCH).ok()?.as_nanos();
    Some(Digest::of_all([
        env!("CARGO_PKG_VERSION").to_owned(),
        metadata.len().to_string(),
        modified.to_string(),
    ]))
}

/// What one run without anything to remark was made from, and what it made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From what.
    pub(super) origin: Origin,
    /// How many documents there were.
    pub documents: usize,
    /// How many definitions.
    pub definitions: usize,
    /// The features the files are behind.
    pub features: FeatureTable,
    /// The generated files, by their path in the output folder.
    files: BTreeMap<String, Digest>,
}

impl Entry {
    /// Of the files that were generated.
    pub(super) fn new(origin: Origin, ir: &Ir, features: FeatureTable, files: &[File]) -> Self {
        let digest = |file: &File| (file.path.clone(), Digest::of(&file.text));
        Self {
            origin,
            documents: ir.document_count(),
            definitions: ir.definition_count(),
            features,
            files: files.par_iter().map(digest).collect(),
        }
    }

    /// How many files were generated.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// Whether the folder holds exactly what this run made, so that the passes
    /// would find nothing to change there.
    pub(super) fn is_fresh(&self, folder: &Path) -> bool {
        fresh::is_fresh(folder, &self.files)
    }
}
