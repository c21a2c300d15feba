//! Edits a file of the user, at their request.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// The byte order mark, which is not part of the text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Replaces the text `old` of the file at `path` by `new`, atomically. Keeps
/// permissions, the byte order mark, and links to the file.
///
/// # Errors
/// If the file cannot be read or written, or no longer contains `old`.
pub(crate) fn replace(path: &Path, old: &str, new: &str) -> io::Result<()> {
    let file = fs::canonicalize(path)?;
    let before = fs::read(&file)?;
    let text = before.strip_prefix(BYTE_ORDER_MARK);
    if text.unwrap_or(&before) != old.as_bytes() {
        return Err(io::Error::other("the file has changed in the meantime"));
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut stage = tempfile::Builder::new()
        .prefix(".lexgen-stage-")
        .tempfile_in(folder)?;
    if text.is_some() {
        stage.write_all(BYTE_ORDER_MARK)?;
    }
    stage.write_all(new.as_bytes())?;
    fs::set_permissions(stage.path(), fs::metadata(&file)?.permissions())?;
    stage.persist(&file).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stays_and_a_newer_text_is_not_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "\u{feff}old").expect("written");
        replace(&path, "old", "new").expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("read"), "\u{feff}new");
        assert!(replace(&path, "old", "newer").is_err());
        assert_eq!(fs::read_to_string(&path).expect("read"), "\u{feff}new");
        let left = fs::read_dir(folder.path()).expect("read").count();
        assert_eq!(left, 1, "no other file is left");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        let link = folder.path().join("link.json");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        symlink(&path, &link).expect("linked");
        replace(&link, "old", "new").expect("replaced");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("read"), "new");
        let mode = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
