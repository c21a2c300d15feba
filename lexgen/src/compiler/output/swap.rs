//! Replaces a tree in one step: builds the new one next to it, exchanges the
//! two, and deletes the old one.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{Error, plan::Plan, stage};

/// The result of a swap.
pub(super) enum Swapped {
    /// The new tree is in place.
    Done,
    /// Nothing has changed, because a swap is impossible for this reason.
    Impossible(String),
}

/// Writes a tree to `root`, which does not exist.
pub(super) fn create(parent: &Path, root: &Path, plan: &Plan<'_>) -> Result<(), Error> {
    let stage = stage::create(parent).map_err(Error::io("create a folder in", parent))?;
    let tree = stage.path().join("tree");
    build(&tree, root, Path::new(""), plan)?.map_err(Error::io("write", root))?;
    fs::rename(&tree, root).map_err(Error::io("create", root))
}

/// Applies the plan to the tree at `root`.
pub(super) fn swap(parent: &Path, root: &Path, plan: &Plan<'_>) -> Result<Swapped, Error> {
    let base = smallest_folder(plan);
    let live = root.join(&base);
    if std::env::current_dir().is_ok_and(|current| current.starts_with(&live)) {
        return Ok(Swapped::Impossible(
            "the current folder is inside it".into(),
        ));
    }
    let impossible =
        |what: &str, error: io::Error| Ok(Swapped::Impossible(format!("{what}: {error}")));
    let stage = match stage::create(parent) {
        Ok(stage) => stage,
        Err(error) => return impossible("cannot create a folder next to it", error),
    };
    let tree = stage.path().join("tree");
    if let Err(error) = build(&tree, root, &base, plan)? {
        return impossible("cannot link its files", error);
    }
    if let Err(error) = exchange(&tree, &live) {
        return impossible("cannot exchange two folders here", error);
    }
    delete_old(&tree, &live, &base, plan);
    Ok(Swapped::Done)
}

/// The innermost existing folder that contains every change and is kept.
///
/// The cost of a change deep in a large tree then depends only on its folder.
fn smallest_folder(plan: &Plan<'_>) -> PathBuf {
    let mut changed = plan.changed();
    let first = changed
        .next()
        .and_then(Path::parent)
        .unwrap_or(Path::new(""));
    let common = changed.fold(first.to_owned(), |common, path| {
        let shared = common
            .components()
            .zip(path.components())
            .take_while(|(a, b)| a == b);
        shared.map(|(part, _)| part).collect()
    });
    let staying = plan.new_folders();
    let existing = |folder: &Path| plan.folders.iter().any(|there| there == folder);
    common
        .ancestors()
        .find(|folder| existing(folder) && staying.contains(folder))
        .unwrap_or(Path::new(""))
        .to_owned()
}

/// Builds the new content of `root/base` at `tree`. Kept files are hard links,
/// so their identity and times do not change. The inner error means that a link
/// could not be created.
fn build(tree: &Path, root: &Path, base: &Path, plan: &Plan<'_>) -> Result<io::Result<()>, Error> {
    create_like(tree, &root.join(base))?;
    for folder in plan.new_folders() {
        match folder.strip_prefix(base) {
            Ok(inner) if !inner.as_os_str().is_empty() => {
                create_like(&tree.join(inner), &root.join(folder))?;
            }
            _ => {}
        }
    }
    let writes: Vec<_> = plan.writes().collect();
    writes
        .par_iter()
        .try_for_each(|(path, text)| match path.strip_prefix(base) {
            Ok(inner) => {
                fs::write(tree.join(inner), text).map_err(Error::io("write", &root.join(path)))
            }
            Err(_) => Ok(()),
        })?;
    let kept: Vec<_> = plan.kept().collect();
    Ok(kept
        .par_iter()
        .try_for_each(|path| match path.strip_prefix(base) {
            Ok(inner) => fs::hard_link(root.join(path), tree.join(inner)),
            Err(_) => Ok(()),
        }))
}

/// Creates a folder, with the permissions of `like` if that exists.
fn create_like(folder: &Path, like: &Path) -> Result<(), Error> {
    // Errors name the path that the user knows, not the temporary folder.
    fs::create_dir(folder).map_err(Error::io("write", like))?;
    let Ok(old) = fs::metadata(like) else {
        return Ok(());
    };
    let new = fs::metadata(folder).map_err(Error::io("write", like))?;
    if new.permissions() == old.permissions() {
        return Ok(());
    }
    fs::set_permissions(folder, old.permissions()).map_err(Error::io("write", like))
}

/// Deletes the old tree, now at `old`. Files that appeared in it since it was
/// read are moved to the new tree at `live`. The new tree is already in place,
/// so errors are ignored; a later run cleans up.
fn delete_old(old: &Path, live: &Path, base: &Path, plan: &Plan<'_>) {
    let ours: Vec<&Path> = (plan.same.iter().chain(&plan.remove))
        .map(PathBuf::as_path)
        .chain(plan.replace.iter().map(|(path, _)| *path))
        .collect();
    let inner = |path: &&Path| path.strip_prefix(base).ok().map(Path::to_owned);
    ours.par_iter().filter_map(inner).for_each(|path| {
        let _ = fs::remove_file(old.join(path));
    });
    for path in plan
        .foreign
        .iter()
        .filter_map(|path| inner(&path.as_path()))
    {
        if same_file(&old.join(&path), &live.join(&path)) {
            let _ = fs::remove_file(old.join(&path));
        }
    }
    // A folder that is not empty has received a file in the meantime.
    while let Err(error) = rescue(old, live) {
        if error.kind() != io::ErrorKind::DirectoryNotEmpty {
            break;
        }
    }
}

/// Moves every file below `old` to the same path below `live`, unless a newer
/// one exists there, and removes `old`.
fn rescue(old: &Path, live: &Path) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (from, to) = (entry.path(), live.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            rescue(&from, &to)?;
            continue;
        }
        let modified = |path: &Path| fs::symlink_metadata(path).and_then(|it| it.modified());
        match (modified(&from), modified(&to)) {
            (Ok(old), Ok(new)) if new > old => fs::remove_file(from)?,
            _ => {
                fs::create_dir_all(live)?;
                fs::rename(from, to)?;
            }
        }
    }
    fs::remove_dir(old)
}

/// Whether two paths are links to one file.
#[cfg(unix)]
fn same_file(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::symlink_metadata(a), fs::symlink_metadata(b)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Folders are never exchanged on this system, so nothing is compared.
#[cfg(not(unix))]
fn same_file(_: &Path, _: &Path) -> bool {
    false
}

/// Exchanges two folders atomically.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Exchanging two folders is not supported on this system.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
