//! Changes of several files of a project, all of which are made or none, even if the
//! process is killed or the machine loses power.
//!
//! 1. The new contents are written to the folder `STAGE`.
//! 2. The file [`NAME`], the journal, says which files are replaced and removed, and
//!    by what.
//! 3. The files are replaced one after the other.
//! 4. The stage and the journal are removed.
//!
//! A process that dies before the journal is whole has changed nothing, and the next
//! command removes what is left. One that dies later has left everything with which
//! the next command completes the change.
//!
//! While the journal is open, it is locked: two commands never change the files of a
//! project at once.
//!
//! Nothing in a journal is trusted: a repository that somebody cloned can contain one.
//! Recovery only replaces regular files below the project's root whose paths have no
//! symbolic links and no hidden folders, such as `.git`.

mod apply;
mod paths;
mod record;
mod recover;
#[cfg(test)]
mod tests;

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use crate::compiler::{diagnostic::clean_path, settings::SettingsError};
#[cfg(feature = "network")]
pub use paths::is_hidden;
pub use recover::Recovered;

/// The name of the journal, in the root of the project.
pub const NAME: &str = ".lexgen-journal";

/// The name of the folder with the new contents.
const STAGE: &str = ".lexgen-journal.new";

/// How often a lock that is held is asked for again.
const TRIES: u32 = 20;

/// The time between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// A change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// What it has afterwards; `None` if it is removed.
    pub contents: Option<Vec<u8>>,
}

/// The right to change the files of a project.
#[derive(Debug)]
pub struct Journal {
    root: PathBuf,
    file: File,
    recovered: Option<Recovered>,
    /// Whether a change was begun that could neither be completed nor undone.
    is_unfinished: bool,
}

impl Journal {
    /// Fails if another process is changing the files below `root`.
    /// Completes or undoes a change that was interrupted.
    ///
    /// # Errors
    /// If the journal cannot be written, or is not what lexgen writes.
    pub fn open(root: &Path) -> Result<Self, SettingsError> {
        let shown = root.join(NAME);
        let failed = |error: io::Error| failed("write", &shown, &error);
        let root = fs::canonicalize(root).map_err(failed)?;
        let path = root.join(NAME);
        let file = loop {
            let file = create(&path).map_err(failed)?;
            match locked(|| file.try_lock()) {
                Err(TryLockError::WouldBlock) => return Err(busy()),
                Err(TryLockError::Error(error)) if !is_unsupported(&error) => {
                    return Err(failed(error));
                }
                // Where files cannot be locked, runs do not notice each other.
                Err(TryLockError::Error(_)) | Ok(()) => {}
            }
            // Another run can have removed the file before it was locked.
            if is_at(&file, &path).map_err(failed)? {
                break file;
            }
        };
        let recovered = recover::recover(&root, &file)?;
        Ok(Self {
            root,
            file,
            recovered,
            is_unfinished: false,
        })
    }

    /// What was interrupted, and completed or undone when the journal was opened.
    pub fn recovered(&self) -> Option<&Recovered> {
        self.recovered.as_ref()
    }

    /// Makes changes, all or none. `command` is what made them.
    ///
    /// # Errors
    /// If a file cannot be written, or is not below the root.
    pub fn apply(&mut self, changes: &[Change], command: &str) -> Result<(), SettingsError> {
        apply::apply(self, changes, command, &mut || true).map(|_| ())
    }

    /// The command that was interrupted, and that another one will complete, if there is
    /// one.
    pub fn interrupted(root: &Path) -> Option<String> {
        let path = root.join(NAME);
        let metadata = path.symlink_metadata().ok()?;
        // To open something else can wait for ever.
        if !metadata.is_file() {
            return None;
        }
        let file = File::open(&path).ok()?;
        if metadata.len() == 0 {
            remove_unused(root, &file);
            return None;
        }
        // Another run is at it.
        if let Err(TryLockError::WouldBlock) = locked(|| file.try_lock_shared()) {
            return None;
        }
        let record = record::read(&file).ok()??;
        Some(record.command_name())
    }

    /// Closes the journal as if the process had been killed.
    #[cfg(test)]
    fn kill(mut self) {
        self.is_unfinished = true;
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if !self.is_unfinished {
            let _ = fs::remove_file(self.root.join(NAME));
        }
    }
}

/// Removes the journal of a process that was killed before it changed files.
fn remove_unused(root: &Path, file: &File) {
    let has_stage = root.join(STAGE).symlink_metadata().is_ok();
    if has_stage || file.try_lock().is_err() {
        return;
    }
    let path = root.join(NAME);
    let is_unused = file.metadata().is_ok_and(|metadata| metadata.len() == 0);
    if is_unused && is_at(file, &path).unwrap_or_default() {
        let _ = fs::remove_file(path);
    }
}

/// Tries to lock the journal. A process that another thread has just started has a copy of every
/// open file for a moment, and so a lock that was released can still be held.
fn locked(try_lock: impl Fn() -> Result<(), TryLockError>) -> Result<(), TryLockError> {
    for _ in 0..TRIES {
        match try_lock() {
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            other => return other,
        }
    }
    try_lock()
}

fn create(path: &Path) -> io::Result<File> {
    if path.symlink_metadata().is_ok_and(|it| !it.is_file()) {
        return Err(io::Error::other("not a regular file"));
    }
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

/// Whether a file is still the one at a path.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let of = file.metadata()?;
    match path.symlink_metadata() {
        Ok(at) => Ok((of.dev(), of.ino()) == (at.dev(), at.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
}

fn busy() -> SettingsError {
    SettingsError::new("another lexgen is changing the files of this project")
        .help("wait until it has finished, and run this command again")
}

fn failed(action: &str, path: &Path, error: &io::Error) -> SettingsError {
    SettingsError::new(format!("cannot {action} {}: {error}", clean_path(path)))
}

/// Makes sure that what a folder lists is on the disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems do not open folders.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
