//! What is in an output folder already.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{Error, MARKER, stage};

/// The content of an output folder; every path is relative to it.
#[derive(Default)]
pub(super) struct Existing {
    /// Folders, each after the one that holds it. Not the output folder itself.
    pub(super) folders: Vec<PathBuf>,
    /// Everything else, sorted.
    pub(super) files: Vec<(PathBuf, State)>,
}

/// What a file is to this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Wanted, and has the wanted bytes.
    Same,
    /// Wanted, written by lexgen, and has other bytes.
    Outdated,
    /// Written by lexgen and not wanted.
    Unwanted,
    /// Not written by lexgen.
    Foreign,
}

/// Reads `root`, comparing what it finds with the texts in `wanted`.
pub(super) fn scan(root: &Path, wanted: &BTreeMap<&Path, &str>) -> Result<Existing, Error> {
    let mut existing = Existing::default();
    let mut found = Vec::new();
    let mut others: Vec<PathBuf> = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        let path = root.join(&folder);
        for entry in fs::read_dir(&path).map_err(Error::io("read", &path))? {
            let entry = entry.map_err(Error::io("read", &path))?;
            let kind = entry.file_type().map_err(Error::io("read", &path))?;
            let name = folder.join(entry.file_name());
            if kind.is_dir() {
                if !stage::is_stage(&entry.file_name()) {
                    let is_part = wanted.contains_key(name.join("mod.rs").as_path());
                    if !is_part && is_other_tree(&path.join(entry.file_name())) {
                        others.push(name.clone());
                    }
                    open.push(name);
                }
            } else {
                found.push((name, kind.is_file()));
            }
        }
        if !folder.as_os_str().is_empty() {
            existing.folders.push(folder);
        }
    }
    existing.files = found
        .into_par_iter()
        .map(|(name, regular)| {
            let path = root.join(&name);
            let state = match wanted.get(name.as_path()) {
                _ if !regular => Ok(State::Foreign),
                Some(text) => compare(&path, text),
                None if others.iter().any(|tree| name.starts_with(tree)) => Ok(State::Foreign),
                None => is_ours(&path),
            };
            Ok((name, state.map_err(Error::io("read", &path))?))
        })
        .collect::<Result<_, Error>>()?;
    existing.files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(existing)
}

/// Whether a folder inside the output is the root of another generated tree.
/// A tree has a `mod.rs` at its root and nowhere else.
fn is_other_tree(folder: &Path) -> bool {
    File::open(folder.join("mod.rs")).is_ok_and(|file| starts_with_marker(file).unwrap_or(false))
}

/// The state of a file that is wanted.
pub(super) fn compare(path: &Path, text: &str) -> io::Result<State> {
    let file = File::open(path)?;
    if file.metadata()?.len() == text.len() as u64 {
        let mut bytes = Vec::with_capacity(text.len());
        file.take(text.len() as u64).read_to_end(&mut bytes)?;
        return Ok(if bytes == text.as_bytes() {
            State::Same
        } else if bytes.starts_with(MARKER.as_bytes()) {
            State::Outdated
        } else {
            State::Foreign
        });
    }
    Ok(if starts_with_marker(file)? {
        State::Outdated
    } else {
        State::Foreign
    })
}

/// The state of a file that is not wanted.
fn is_ours(path: &Path) -> io::Result<State> {
    // Everything lexgen writes is Rust; a folder may hold much that is not.
    if path.extension().is_none_or(|extension| extension != "rs") {
        return Ok(State::Foreign);
    }
    match File::open(path) {
        // What may not be read was not written by this user's lexgen.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(State::Foreign),
        Err(error) => Err(error),
        Ok(file) => Ok(if starts_with_marker(file)? {
            State::Unwanted
        } else {
            State::Foreign
        }),
    }
}

fn starts_with_marker(file: File) -> io::Result<bool> {
    let mut start = Vec::with_capacity(MARKER.len());
    file.take(MARKER.len() as u64).read_to_end(&mut start)?;
    Ok(start == MARKER.as_bytes())
}
