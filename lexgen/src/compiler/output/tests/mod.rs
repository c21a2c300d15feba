//! The visible effects of writing, in real folders.

mod comparing;
mod races;
mod refusals;
mod tree;
#[cfg(unix)]
mod unix;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

use super::{
    Error, MARKER, Outcome, diff_tree, kind::MODULES, stage, tree::write_tree_by, write_file,
    write_tree,
};
use crate::compiler::print::File;

/// A folder to write to.
struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Every file with its content, and every empty folder.
    fn all(&self) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        let mut open = vec![self.folder.path().to_owned()];
        while let Some(folder) = open.pop() {
            let entries: Vec<_> = fs::read_dir(&folder).expect("a folder").flatten().collect();
            let name = |path: &Path| {
                path.strip_prefix(self.folder.path())
                    .expect("inside")
                    .display()
                    .to_string()
            };
            if entries.is_empty() {
                all.insert(name(&folder) + "/", String::new());
            }
            for entry in entries {
                if entry.file_type().expect("a type").is_dir() {
                    open.push(entry.path());
                } else {
                    let text = fs::read_to_string(entry.path()).unwrap_or_default();
                    all.insert(name(&entry.path()), text);
                }
            }
        }
        all
    }

    fn names(&self) -> Vec<String> {
        self.all().into_keys().collect()
    }

    /// Sets every file's time to the past, so that writes are visible.
    fn age(&self) -> SystemTime {
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for name in self.names().iter().filter(|name| !name.ends_with('/')) {
            let file = fs::File::options()
                .append(true)
                .open(self.path(name))
                .expect("a file");
            file.set_modified(old).expect("a time");
        }
        old
    }

    fn modified(&self, path: &str) -> SystemTime {
        fs::metadata(self.path(path))
            .and_then(|it| it.modified())
            .expect("a time")
    }
}

fn file(path: &str, text: &str) -> File {
    File {
        path: path.into(),
        text: generated(text),
    }
}

fn generated(text: &str) -> String {
    format!("{MARKER}\n{text}\n")
}

fn outcome(written: &[&str], removed: &[&str], unchanged: usize) -> Outcome {
    let owned = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect();
    Outcome {
        written: owned(written),
        removed: owned(removed),
        unchanged,
        in_place: None,
    }
}

fn write(folder: &Path, files: &[File]) -> Outcome {
    write_tree(folder, files).expect("writes")
}

fn old() -> Vec<File> {
    vec![
        file("mod.rs", "old root"),
        file("com/mod.rs", "com"),
        file("com/a.rs", "old a"),
        file("com/b.rs", "b"),
        file("net/gone/c.rs", "c"),
    ]
}

fn new() -> Vec<File> {
    vec![
        file("mod.rs", "new root"),
        file("com/mod.rs", "com"),
        file("com/a.rs", "new a"),
        file("com/b.rs", "b"),
        file("org/deep/d.rs", "d"),
    ]
}

const CHANGE: ([&str; 3], [&str; 1]) = (["com/a.rs", "mod.rs", "org/deep/d.rs"], ["net/gone/c.rs"]);
