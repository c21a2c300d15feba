//! Lists the files in a folder.

use std::{
    collections::HashSet,
    fs::{self, FileType},
    io,
    path::{Path, PathBuf},
};

/// The folder of npm packages, which have JSON of their own. A segment of an NSID cannot
/// have this name.
const PACKAGES: &str = "node_modules";

/// The folder in which cargo builds. A segment of an NSID can have the same name.
const BUILD: &str = "target";

/// What cargo and other tools put into folders that can be made again.
const CACHE_TAG: &str = "CACHEDIR.TAG";

/// The result of a walk.
#[derive(Default)]
pub(super) struct Walk {
    /// Every `*.json`, in no particular order.
    pub(super) files: Vec<PathBuf>,
    /// Every folder entered.
    pub(super) folders: Vec<PathBuf>,
    /// Errors of listing folders.
    pub(super) errors: Vec<(PathBuf, io::Error)>,
}

/// Lists every `*.json` below a folder, at most `limit` of them. Follows links,
/// but enters no folder twice, so loops end.
pub(super) fn walk(folder: &Path, limit: usize) -> Walk {
    let mut found = Walk::default();
    let mut entered = HashSet::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        if found.files.len() > limit {
            break;
        }
        let listing = fs::canonicalize(&folder).and_then(|real| {
            if entered.insert(real) {
                list(&folder).map(Some)
            } else {
                Ok(None)
            }
        });
        match listing {
            Ok(None) => {}
            Ok(Some(listing)) => {
                found.files.extend(listing.files);
                found.errors.extend(listing.refused);
                // Last in, first out: the first folder by name is entered next.
                pending.extend(listing.folders.into_iter().rev());
                found.folders.push(folder);
            }
            Err(error) => found.errors.push((folder, error)),
        }
    }
    found
}

#[derive(Default)]
struct Listing {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    refused: Vec<(PathBuf, io::Error)>,
}

fn list(folder: &Path) -> io::Result<Listing> {
    let mut listing = Listing::default();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if is_hidden(&name) {
            continue;
        }
        let path = entry.path();
        let kind = entry.file_type()?;
        let kind = if kind.is_symlink() {
            let target = fs::metadata(&path).map(|target| target.file_type());
            target.map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    io::Error::other("the target of the link does not exist")
                }
                _ => error,
            })
        } else {
            Ok(kind)
        };
        let is_folder = kind.as_ref().is_ok_and(FileType::is_dir);
        let is_file = kind.as_ref().is_ok_and(FileType::is_file);
        // Something that is named like a lexicon and is not read would be missing
        // without a word.
        if is_json(&name) && !is_folder && !is_file {
            let error = kind.err();
            let error = error.unwrap_or_else(|| io::Error::other("not a regular file"));
            listing.refused.push((path, error));
            continue;
        }
        let is_folder = is_folder && !is_skipped(&name, &path);
        let is_file = is_file && is_json(&name);
        // Build tools end a path at a line break, and may follow what comes after it.
        if (is_folder || is_file) && name.contains(['\n', '\r']) {
            let error = io::Error::other("the name contains a line break; rename it");
            listing.refused.push((path, error));
        } else if is_folder {
            listing.folders.push(path);
        } else if is_file {
            listing.files.push(path);
        }
    }
    listing.folders.sort();
    Ok(listing)
}

fn is_skipped(name: &str, path: &Path) -> bool {
    name == PACKAGES || (name == BUILD && path.join(CACHE_TAG).is_file())
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.')
}

fn is_json(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("json"))
}

/// Whether a walk of a folder finds the file at this relative path, which has
/// forward slashes, if no part of it is a folder that can be made again.
#[cfg(feature = "dag-cbor")]
pub(crate) fn is_lexicon_path(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    is_json(name)
        && !is_hidden(name)
        && !folders
            .split('/')
            .any(|name| is_hidden(name) || name == PACKAGES)
}
