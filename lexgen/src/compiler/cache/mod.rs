//! The memory of earlier runs, so that one with nothing to do costs little more
//! than reading what it would have read and written.
//!
//! An [`Entry`] says what one output folder was generated from, and which bytes
//! that made. When the texts, the settings and the command are the same and the
//! files still hold these bytes, there is nothing to do, and nothing is checked,
//! resolved or generated to find that out. Contents are compared, never times:
//! a checkout, a copy or a clock cannot deceive it. Whatever is not exactly as
//! it was is left to the passes, which know every case.
//!
//! Entries are in the user's cache folder, one for each output, never among
//! generated files. Losing them costs one full run; not being able to read or
//! write them is no error.

mod digest;
mod entry;
mod folder;
mod fresh;

use std::path::{Path, PathBuf};

use crate::compiler::{
    generate::{FeatureTable, File},
    ir::Ir,
    pipeline::Texts,
    settings::Settings,
};
use digest::Digest;
use entry::Origin;

pub use entry::Entry;

/// What is remembered of runs into one output folder.
#[derive(Debug)]
pub struct Memory {
    folder: PathBuf,
    origin: Origin,
}

impl Memory {
    /// For a run that makes `folder` of these texts. `None` where runs cannot
    /// be compared, or this one has something to tell.
    pub fn of(folder: &Path, settings: &Settings, texts: &Texts) -> Option<Self> {
        if !texts.diagnostics.is_empty() {
            return None;
        }
        Some(Self {
            folder: folder.to_owned(),
            origin: Origin::new(settings, &texts.sources)?,
        })
    }

    /// The run before, if it was made from the same and the folder is still
    /// as it left it: there is nothing to do.
    pub fn fresh(&self) -> Option<Entry> {
        let path = folder::entry(&self.folder)?;
        let entry = folder::get(&path)?;
        let is_same = entry.origin == self.origin && entry.is_fresh(&self.folder);
        is_same.then_some(entry)
    }

    /// Remembers this run, which had nothing to remark and made these files.
    pub fn remember(self, ir: &Ir, features: FeatureTable, files: &[File]) {
        if let Some(path) = folder::entry(&self.folder) {
            let entry = Entry::new(self.origin, ir, features, files);
            folder::put(&path, &entry);
        }
    }
}
