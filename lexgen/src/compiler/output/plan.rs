//! The changes that turn the existing tree into the new one.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path, PathBuf},
};

use super::{
    Error, Outcome,
    kind::Kind,
    scan::{Existing, State},
};
use crate::compiler::print::File;

/// The relative path and the text of a file to create or replace.
pub(super) type Write<'a> = (&'a Path, &'a str);

/// The difference between two trees. Paths are relative to the output folder.
#[derive(Default)]
pub(super) struct Plan<'a> {
    /// Files to create.
    pub(super) create: Vec<Write<'a>>,
    /// Files to replace.
    pub(super) replace: Vec<Write<'a>>,
    /// Files to remove.
    pub(super) remove: Vec<PathBuf>,
    /// Generated files to keep.
    pub(super) same: Vec<PathBuf>,
    /// Files that lexgen did not write, to keep.
    pub(super) foreign: Vec<PathBuf>,
    /// Existing folders, each after its parent.
    pub(super) folders: Vec<PathBuf>,
}

/// The texts by path, after checking that each path is unique and inside the
/// output folder, and that each text starts with the marker of its kind.
pub(super) fn wanted<'f>(
    files: &'f [File],
    kind: &Kind,
) -> Result<BTreeMap<&'f Path, &'f str>, Error> {
    let mut wanted = BTreeMap::new();
    for File { path, text } in files {
        let relative = Path::new(path.as_str());
        let sound = !path.is_empty()
            && relative
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
        if !sound || wanted.insert(relative, text.as_str()).is_some() {
            return Err(Error::Path(path.clone()));
        }
        if !kind
            .marker(relative)
            .is_some_and(|marker| text.starts_with(marker))
        {
            return Err(Error::Unmarked(path.clone()));
        }
    }
    Ok(wanted)
}

impl<'a> Plan<'a> {
    /// Compares the trees. Fails if a folder, or a file that lexgen did not
    /// write, has the path of a generated file.
    pub(super) fn new(
        root: &Path,
        wanted: &BTreeMap<&'a Path, &'a str>,
        existing: Existing,
    ) -> Result<Self, Error> {
        let mut plan = Plan {
            folders: existing.folders,
            ..Plan::default()
        };
        let mut missing = wanted.clone();
        let mut clashes = Vec::new();
        let mut needed = BTreeSet::new();
        for path in wanted.keys() {
            add_parents(path, &mut needed);
        }
        for (path, state) in existing.files {
            let entry = missing.remove_entry(path.as_path());
            if needed.contains(path.as_path()) {
                clashes.push(root.join(&path));
                continue;
            }
            match (state, entry) {
                (State::Same, _) => plan.same.push(path),
                (State::Unwanted, _) => plan.remove.push(path),
                (State::Foreign, Some(_)) => clashes.push(root.join(&path)),
                (State::Outdated, Some(write)) => plan.replace.push(write),
                (State::Foreign | State::Outdated, None) => plan.foreign.push(path),
            }
        }
        for folder in &plan.folders {
            if missing.contains_key(folder.as_path()) {
                clashes.push(root.join(folder));
            }
        }
        if !clashes.is_empty() {
            return Err(Error::Clash(clashes));
        }
        plan.create.extend(missing);
        Ok(plan)
    }

    /// Whether everything is up to date.
    pub(super) fn is_empty(&self) -> bool {
        self.create.is_empty() && self.replace.is_empty() && self.remove.is_empty()
    }

    /// The paths of all files to create, replace or remove.
    pub(super) fn changed(&self) -> impl Iterator<Item = &Path> {
        self.writes()
            .map(|(path, _)| path)
            .chain(self.remove.iter().map(PathBuf::as_path))
    }

    /// All files to create or replace.
    pub(super) fn writes(&self) -> impl Iterator<Item = Write<'a>> {
        self.create.iter().chain(&self.replace).copied()
    }

    /// All files to keep.
    pub(super) fn kept(&self) -> impl Iterator<Item = &Path> {
        self.same.iter().chain(&self.foreign).map(PathBuf::as_path)
    }

    /// The folders of the new tree, each after its parent: those that contain a
    /// file, and existing ones that lose none.
    pub(super) fn new_folders(&self) -> BTreeSet<&Path> {
        let mut losing = BTreeSet::new();
        for path in &self.remove {
            add_parents(path, &mut losing);
        }
        let mut folders = BTreeSet::new();
        for path in self.kept().chain(self.writes().map(|(path, _)| path)) {
            add_parents(path, &mut folders);
        }
        for folder in &self.folders {
            if !losing.contains(folder.as_path()) {
                add_parents(folder, &mut folders);
                folders.insert(folder);
            }
        }
        folders
    }

    /// The result of applying the plan.
    pub(super) fn outcome(&self, in_place: Option<String>) -> Outcome {
        let mut written: Vec<_> = self.writes().map(|(path, _)| display(path)).collect();
        written.sort_unstable();
        Outcome {
            written,
            removed: self.remove.iter().map(|path| display(path)).collect(),
            unchanged: self.same.len(),
            in_place,
        }
    }
}

/// Adds the ancestors of `path`, except the output folder itself.
///
/// The ancestors of a folder that is in the set are in the set too.
fn add_parents<'a>(path: &'a Path, folders: &mut BTreeSet<&'a Path>) {
    let inner = |folder: &&Path| !folder.as_os_str().is_empty();
    let mut parent = path.parent().filter(inner);
    while let Some(folder) = parent.filter(|folder| folders.insert(folder)) {
        parent = folder.parent().filter(inner);
    }
}

/// A relative path with forward slashes.
pub(super) fn display(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
