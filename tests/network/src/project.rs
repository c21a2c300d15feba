//! A folder with the lexicons of others.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{Network, Said};

/// A folder in which commands run.
pub struct Project<'n> {
    network: &'n Network,
    folder: TempDir,
}

impl<'n> Project<'n> {
    /// An empty folder.
    ///
    /// # Panics
    /// If no folder can be made.
    #[must_use]
    pub fn new(network: &'n Network) -> Self {
        Self {
            network,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// Runs a command in the folder.
    #[must_use]
    pub fn lexgen(&self, arguments: &[&str]) -> Said {
        self.network.lexgen_in(self.folder.path(), arguments)
    }

    /// Runs a command that succeeds.
    ///
    /// # Panics
    /// If it fails.
    pub fn succeed(&self, arguments: &[&str]) -> Said {
        let said = self.lexgen(arguments);
        assert_eq!(said.code, Some(0), "{said:?}");
        said
    }

    /// Runs a command that finds problems and leaves the folder as it was, to the byte.
    ///
    /// # Panics
    /// If it does anything else.
    #[must_use]
    pub fn fail(&self, arguments: &[&str]) -> String {
        let before = self.files();
        let said = self.lexgen(arguments);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert_eq!(self.files(), before, "{said:?}");
        said.told()
    }

    /// The path of a file.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The text of a file.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    /// The JSON in a file.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.read(name)).expect(name)
    }

    /// Writes a file.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    /// Removes a file.
    ///
    /// # Panics
    /// If there is none.
    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).expect(name);
    }

    /// Every file, by its path.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.folder.path(), self.folder.path(), &mut files);
        files
    }

    /// The paths of all files.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.is_symlink() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("below");
            let name = name.to_str().expect("UTF-8").replace('\\', "/");
            files.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
}

impl Said {
    /// What is on standard error, without times.
    #[must_use]
    pub fn told(&self) -> String {
        let lines = self.stderr.lines().map(|line| {
            let mut parts = line.split(" in ").map(|part| match part.split_once(" ms") {
                Some((number, rest)) if number.bytes().all(|it| it.is_ascii_digit()) => {
                    format!("TIME{rest}")
                }
                _ => part.to_owned(),
            });
            let first = parts.next().unwrap_or_default();
            parts.fold(first, |line, part| format!("{line} in {part}"))
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}
