//! Whether an output folder is as a run has left it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::Digest;
use crate::compiler::output::MARKER;

/// Whether `folder` holds these files with these contents and no other that a
/// run might want to remove. Anything out of the ordinary says no.
pub(super) fn is_fresh(folder: &Path, files: &BTreeMap<String, Digest>) -> bool {
    let Ok(found) = list(folder) else {
        return false;
    };
    let (wanted, others): (Vec<_>, Vec<_>) =
        (found.into_iter()).partition(|(name, _)| files.contains_key(name));
    wanted.len() == files.len()
        && wanted.par_iter().all(|(name, path)| {
            fs::read(path).is_ok_and(|text| files.get(name) == Some(&Digest::of(text)))
        })
        && others.par_iter().all(|(_, path)| is_of_others(path))
}

/// The regular files below a folder: their path in it, with forward slashes,
/// and on disk.
fn list(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), folder.to_owned())];
    while let Some((prefix, folder)) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                open.push((format!("{name}/"), entry.path()));
            } else if kind.is_file() {
                found.push((name, entry.path()));
            }
        }
    }
    Ok(found)
}

/// Whether a run leaves this file alone.
fn is_of_others(path: &Path) -> bool {
    path.extension().is_none_or(|extension| extension != "rs")
        || fs::read(path).is_ok_and(|text| !text.starts_with(MARKER.as_bytes()))
}
