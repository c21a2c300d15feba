//! What is in a folder, to compare it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// The files of a folder and of the folders in it, by their paths; of a symlink, its target.
///
/// # Panics
/// If something cannot be read.
#[must_use]
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, folder, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let relative = || path.strip_prefix(root).expect("inside").to_owned();
        if path.is_symlink() {
            let target = fs::read_link(&path).expect("a symlink");
            files.insert(relative(), target.into_os_string().into_encoded_bytes());
        } else if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(relative(), fs::read(&path).expect("readable"));
        }
    }
}
