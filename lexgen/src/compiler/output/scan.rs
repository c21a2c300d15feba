//! Reads the existing content of an output folder.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{Error, MARKER, kind::Kind, stage};

/// The content of an output folder. Paths are relative to it.
#[derive(Default)]
pub(super) struct Existing {
    /// Folders, each after its parent, without the output folder itself.
    pub(super) folders: Vec<PathBuf>,
    /// Everything else, sorted.
    pub(super) files: Vec<(PathBuf, State)>,
}

/// The state of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Up to date.
    Same,
    /// Generated, with different content.
    Outdated,
    /// Generated, and no longer needed.
    Unwanted,
    /// Not written by lexgen.
    Foreign,
}

/// Reads `root`, and compares its files with the texts in `wanted`.
pub(super) fn scan(
    root: &Path,
    wanted: &BTreeMap<&Path, &str>,
    kind: &Kind,
) -> Result<Existing, Error> {
    let mut existing = Existing::default();
    let mut found = Vec::new();
    let mut others: Vec<PathBuf> = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        let path = root.join(&folder);
        for entry in fs::read_dir(&path).map_err(Error::io("read", &path))? {
            let entry = entry.map_err(Error::io("read", &path))?;
            let file_type = entry.file_type().map_err(Error::io("read", &path))?;
            let name = folder.join(entry.file_name());
            if file_type.is_dir() {
                if !stage::is_stage(&entry.file_name()) {
                    let mut roots = kind.roots.iter();
                    let is_part = roots.any(|root| wanted.contains_key(&*name.join(root)));
                    if !is_part && is_other_tree(&path.join(entry.file_name()), kind) {
                        others.push(name.clone());
                    }
                    open.push(name);
                }
            } else {
                found.push((name, file_type.is_file()));
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
                Some(text) => compare(&path, text, kind.marker(&name).unwrap_or(MARKER)),
                None if others.iter().any(|tree| name.starts_with(tree)) => Ok(State::Foreign),
                None => is_ours(&path, kind),
            };
            Ok((name, state.map_err(Error::io("read", &path))?))
        })
        .collect::<Result<_, Error>>()?;
    existing.files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    Ok(existing)
}

/// Whether a folder inside the output is the root of another generated tree.
/// Modules have a `mod.rs` only at their root.
fn is_other_tree(folder: &Path, kind: &Kind) -> bool {
    let roots = kind.roots.iter().map(|root| folder.join(root));
    roots.into_iter().any(|root| {
        let marker = kind.marker(&root).unwrap_or(MARKER);
        // Opening a pipe would wait for somebody who writes.
        root.is_file()
            && File::open(root).is_ok_and(|file| starts_with(file, marker).unwrap_or(false))
    })
}

/// The state of a file that has a new text.
pub(super) fn compare(path: &Path, text: &str, marker: &str) -> io::Result<State> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let longer = length.saturating_sub(text.len() as u64);
    let lines = || text.bytes().filter(|byte| *byte == b'\n').count() as u64;
    if length >= text.len() as u64 && (longer == 0 || longer <= lines()) {
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        file.take(length).read_to_end(&mut bytes)?;
        // Git may have changed the line endings, which mean nothing.
        let bytes = with_unix_line_ends(bytes);
        return Ok(if bytes == text.as_bytes() {
            State::Same
        } else if bytes.starts_with(marker.as_bytes()) {
            State::Outdated
        } else {
            State::Foreign
        });
    }
    Ok(if starts_with(file, marker)? {
        State::Outdated
    } else {
        State::Foreign
    })
}

/// The state of a file that has no new text.
fn is_ours(path: &Path, kind: &Kind) -> io::Result<State> {
    // Files with other extensions need not be opened.
    let Some(marker) = kind.marker(path) else {
        return Ok(State::Foreign);
    };
    match File::open(path) {
        // An unreadable file was not written by this user's lexgen.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(State::Foreign),
        Err(error) => Err(error),
        Ok(file) => Ok(if starts_with(file, marker)? {
            State::Unwanted
        } else {
            State::Foreign
        }),
    }
}

fn starts_with(file: File, marker: &str) -> io::Result<bool> {
    let mut start = Vec::with_capacity(marker.len());
    file.take(marker.len() as u64).read_to_end(&mut start)?;
    Ok(start == marker.as_bytes())
}

/// The text with `\n` in place of `\r\n`.
pub(super) fn with_unix_line_ends(mut text: Vec<u8>) -> Vec<u8> {
    if text.contains(&b'\r') {
        let next: Vec<_> = text.iter().skip(1).copied().chain([0]).collect();
        let mut next = next.into_iter();
        text.retain(|byte| next.next() != Some(b'\n') || *byte != b'\r');
    }
    text
}
