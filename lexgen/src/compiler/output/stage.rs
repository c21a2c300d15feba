//! The temporary folder next to the output, and the lock that protects it. Under
//! the lock, any other temporary folder was left behind by a killed run.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    path::Path,
    time::Duration,
};

use tempfile::TempDir;

/// The prefix of the names of temporary folders.
const PREFIX: &str = ".lexgen-stage-";

/// Without a lock, a temporary folder of this age belongs to no running process.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Whether this is the name of a temporary folder.
pub(super) fn is_stage(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(PREFIX.as_bytes())
}

/// Creates a temporary folder in `parent`, which is removed when dropped.
pub(super) fn create(parent: &Path) -> io::Result<TempDir> {
    let stage = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent);
    // The error contains the path of the temporary folder, which users do not know.
    stage.map_err(|error| error.kind().into())
}

/// Exclusive access to the folders directly below one folder.
pub(super) struct Lock {
    /// Closing it releases the lock, even if the process is killed.
    file: Option<File>,
}

/// Waits until no other run writes below `parent`.
///
/// The lock is on the folder itself, so no lock file is left behind. Where
/// folders cannot be locked (Windows, some network file systems), runs do not
/// wait for each other.
pub(super) fn lock(parent: &Path) -> Lock {
    let file = File::open(parent)
        .ok()
        .filter(|folder| folder.lock().is_ok());
    Lock { file }
}

impl Lock {
    /// Removes temporary folders of killed runs from `folder`. Errors are ignored.
    pub(super) fn clean(&self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if is_stage(&entry.file_name()) && (self.file.is_some() || is_old(&entry)) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > ABANDONED))
}
