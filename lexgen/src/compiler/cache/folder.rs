//! Where entries are kept.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use etcetera::BaseStrategy as _;

use super::{Digest, Entry};
use crate::compiler::output;

/// Names another folder for entries than the user's cache folder; empty, none.
const VARIABLE: &str = "LEXGEN_CACHE_DIR";

/// An entry that was not written for so long is likely of a project that is gone.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Where the entry of an output folder is, if there is one. `None` where no
/// place for entries is known, or the output folder is not there.
pub(super) fn entry(output: &Path) -> Option<PathBuf> {
    let output = fs::canonicalize(output).ok()?;
    let name = Digest::of(output.as_os_str().as_encoded_bytes());
    Some(folder()?.join(format!("{name}.json")))
}

/// The entry at a path, if there is one that can be read.
pub(super) fn get(path: &Path) -> Option<Entry> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Puts an entry in the place of what is there, if that can be done.
pub(super) fn put(path: &Path, entry: &Entry) {
    let Ok(text) = serde_json::to_string(entry) else {
        return;
    };
    if output::replace_file(path, &text).is_ok() {
        path.parent().into_iter().for_each(remove_abandoned);
    }
}

fn remove_abandoned(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|time| time.elapsed().ok());
        if path.extension().is_some_and(|it| it == "json") && age.is_some_and(|it| it > KEPT) {
            // Another run may have been first.
            let _ = fs::remove_file(path);
        }
    }
}

fn folder() -> Option<PathBuf> {
    match env::var_os(VARIABLE) {
        Some(folder) => (!folder.is_empty()).then(|| folder.into()),
        None => {
            let user = etcetera::choose_base_strategy().ok()?;
            Some(user.cache_dir().join("lexgen"))
        }
    }
}
