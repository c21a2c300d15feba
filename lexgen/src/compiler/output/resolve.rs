//! Resolves output paths.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::Error;

/// The target of an output path, with symbolic links resolved.
pub(super) enum Target {
    /// Something that exists; the path is canonical.
    There(PathBuf, fs::Metadata),
    /// Nothing yet.
    Absent(PathBuf),
}

/// Follows `path`.
pub(super) fn resolve(path: &Path) -> Result<Target, Error> {
    match fs::canonicalize(path) {
        Ok(real) => {
            let metadata = fs::metadata(&real).map_err(Error::io("read", path))?;
            Ok(Target::There(real, metadata))
        }
        // A dangling link is an error: replacing it could surprise its owner.
        Err(error)
            if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() =>
        {
            Ok(Target::Absent(path.to_owned()))
        }
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// Creates the parent folder of `path`, which does not exist. Returns the
/// canonical folder and the path in it.
pub(super) fn create_parent(path: &Path) -> Result<(PathBuf, PathBuf), Error> {
    let no_name = || Error::io("create", path)(io::ErrorKind::InvalidInput.into());
    let name = path.file_name().ok_or_else(no_name)?;
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(Error::io("create the folder", parent))?;
    let parent = fs::canonicalize(parent).map_err(Error::io("read", parent))?;
    let path = parent.join(name);
    Ok((parent, path))
}
