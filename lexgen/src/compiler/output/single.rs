//! Writes all output to one file.

use std::{fs, path::Path};
#[cfg(feature = "cli")]
use std::{io, io::Write};

use super::{
    Error, MARKER, Outcome, Stale, diff,
    resolve::{Target, create_parent, resolve},
    scan::{State, compare},
    stage,
};

/// Writes `text` to `path`.
///
/// The file is replaced atomically, and not touched if it already contains
/// `text`. Pipes and devices are written to directly. Missing folders are
/// created.
///
/// # Errors
/// See [`Error`].
pub fn write_file(path: &Path, text: &str) -> Result<Outcome, Error> {
    let found = find(path, text)?;
    if let Found::Same = found {
        return Ok(Outcome {
            unchanged: 1,
            ..Outcome::default()
        });
    }
    put(path, found, text)?;
    Ok(written(path))
}

/// Like [`write_file`], but also replaces files that lexgen did not write.
///
/// # Errors
/// See [`Error`].
#[cfg(feature = "cli")]
pub(crate) fn replace_file(path: &Path, text: &str) -> Result<(), Error> {
    put(path, look(path)?, text)
}

/// Creates a file and its folders, unless something is there. The file is there as a
/// whole or not at all.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`], also of a dangling link.
#[cfg(feature = "cli")]
pub(crate) fn create_file(path: &Path, text: &str) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let lock = stage::lock(folder);
    lock.clean(folder);
    let stage = stage::create(folder)?;
    let staged = stage.path().join("file");
    fs::write(&staged, text)?;
    // A link never replaces a file that was created in the meantime.
    match fs::hard_link(&staged, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // Not every file system has links.
            fs::File::create_new(path)?.write_all(text.as_bytes())
        }
        linked => linked,
    }
}

fn put(path: &Path, found: Found, text: &str) -> Result<(), Error> {
    let (parent, file, exists) = match found {
        Found::Same => return Ok(()),
        Found::Device => return fs::write(path, text).map_err(Error::io("write to", path)),
        Found::Outdated(file) => {
            let parent = file.parent().unwrap_or(&file).to_owned();
            (parent, file, true)
        }
        Found::Absent => {
            let (parent, file) = create_parent(path)?;
            (parent, file, false)
        }
    };
    let lock = stage::lock(&parent);
    lock.clean(&parent);
    let action = if exists { "replace" } else { "create" };
    let stage = stage::create(&parent).map_err(Error::io(action, path))?;
    let staged = stage.path().join("file");
    fs::write(&staged, text).map_err(Error::io("write", path))?;
    fs::rename(staged, file).map_err(Error::io(action, path))
}

/// The changes that [`write_file`] would make, as a diff. Writes nothing.
///
/// # Errors
/// Those of [`write_file`] that can be detected without writing.
pub fn diff_file(path: &Path, text: &str) -> Result<Stale, Error> {
    match find(path, text)? {
        Found::Same => Ok(Stale {
            unchanged: 1,
            ..Stale::default()
        }),
        Found::Device | Found::Absent => Ok(diff::added(path, text)),
        Found::Outdated(file) => diff::changed(path, &file, text),
    }
}

/// The existing content at the path of the output file.
enum Found {
    /// A file with the new text.
    Same,
    /// A file with older output, at this canonical path.
    Outdated(std::path::PathBuf),
    /// Not a regular file.
    Device,
    /// Nothing.
    Absent,
}

fn find(path: &Path, text: &str) -> Result<Found, Error> {
    if !text.starts_with(MARKER) {
        return Err(Error::Unmarked(path.display().to_string()));
    }
    let file = match look(path)? {
        Found::Outdated(file) => file,
        found => return Ok(found),
    };
    match compare(&file, text, MARKER).map_err(Error::io("read", path))? {
        State::Same => Ok(Found::Same),
        State::Outdated => Ok(Found::Outdated(file)),
        State::Foreign | State::Unwanted => Err(Error::Clash(vec![path.to_owned()])),
    }
}

/// Like [`find`], but treats every file as older output.
fn look(path: &Path) -> Result<Found, Error> {
    match resolve(path)? {
        Target::Absent(_) => Ok(Found::Absent),
        Target::There(_, metadata) if metadata.is_dir() => Err(Error::NotAFile(path.to_owned())),
        Target::There(_, metadata) if !metadata.is_file() => Ok(Found::Device),
        Target::There(file, _) => Ok(Found::Outdated(file)),
    }
}

fn written(path: &Path) -> Outcome {
    Outcome {
        written: vec![path.display().to_string()],
        ..Outcome::default()
    }
}
