//! Which folder or file on disk the user means.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::Error;

/// Where an output path leads, symbolic links followed.
pub(super) enum Target {
    /// To something that is there; the path is canonical.
    There(PathBuf, fs::Metadata),
    /// To nothing yet.
    Absent(PathBuf),
}

/// Follows `path`.
pub(super) fn resolve(path: &Path) -> Result<Target, Error> {
    match fs::canonicalize(path) {
        Ok(real) => {
            let metadata = fs::metadata(&real).map_err(Error::io("read", path))?;
            Ok(Target::There(real, metadata))
        }
        // A link that leads nowhere is an error, not an invitation to replace it.
        Err(error)
            if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() =>
        {
            Ok(Target::Absent(path.to_owned()))
        }
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// Creates the folder that will hold `path`, which does not exist, and returns
/// both: the folder, canonical, and the path in it.
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
