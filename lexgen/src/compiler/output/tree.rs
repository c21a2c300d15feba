//! Writes a tree: makes the plan and applies it in the cheapest way.

use std::{fs, path::Path};

use super::{
    Error, Outcome, Stale, diff, in_place,
    kind::{Kind, MODULES},
    plan::{Plan, wanted},
    resolve::{Target, create_parent, resolve},
    scan::{Existing, scan},
    stage, swap,
};
use crate::compiler::print::File;

/// Writes `files` to `folder`, and removes all other generated files in it.
///
/// Creates `folder` and its parents if they do not exist.
///
/// # Errors
/// See [`Error`].
pub fn write_tree(folder: &Path, files: &[File]) -> Result<Outcome, Error> {
    write_tree_of(&MODULES, folder, files)
}

/// Writes a tree of some kind, like [`write_tree`].
///
/// # Errors
/// See [`Error`].
pub(crate) fn write_tree_of(kind: &Kind, folder: &Path, files: &[File]) -> Result<Outcome, Error> {
    write_tree_by(kind, folder, files, None)
}

/// Like [`write_tree_of`], but does not swap if there is a reason not to.
pub(super) fn write_tree_by(
    kind: &Kind,
    folder: &Path,
    files: &[File],
    not_swapped: Option<&str>,
) -> Result<Outcome, Error> {
    let wanted = wanted(files, kind)?;
    let root = match resolve(folder)? {
        Target::There(root, metadata) if metadata.is_dir() => root,
        Target::There(..) => return Err(Error::NotAFolder(folder.to_owned())),
        Target::Absent(folder) => {
            let (parent, root) = create_parent(&folder)?;
            let lock = stage::lock(&parent);
            lock.clean(&parent);
            // Another run may have created the folder while this one waited.
            if !root.is_dir() {
                let plan = Plan::new(&root, &wanted, Existing::default())?;
                swap::create(&parent, &root, &plan)?;
                return Ok(plan.outcome(None));
            }
            drop(lock);
            root
        }
    };
    let parent = root.parent().unwrap_or(&root);
    let lock = stage::lock(parent);
    lock.clean(parent);
    lock.clean(&root);
    let plan = Plan::new(&root, &wanted, scan(&root, &wanted, kind)?)?;
    if plan.is_empty() || one_step(parent, &root, &plan) {
        return Ok(plan.outcome(None));
    }
    let not_swapped = match not_swapped {
        Some(reason) => reason.to_owned(),
        None => match swap::swap(parent, &root, &plan)? {
            swap::Swapped::Done => return Ok(plan.outcome(None)),
            swap::Swapped::Impossible(reason) => reason,
        },
    };
    in_place::apply(&root, &plan)?;
    Ok(plan.outcome(Some(not_swapped)))
}

/// Applies a plan that changes one file in an existing folder, which needs no
/// swap. If it fails, nothing has changed, and the caller applies the plan in
/// the general way.
fn one_step(parent: &Path, root: &Path, plan: &Plan<'_>) -> bool {
    let mut changed = plan.changed();
    let (Some(path), None) = (changed.next(), changed.next()) else {
        return false;
    };
    match plan.writes().next() {
        Some((path, text)) => {
            let target = root.join(path);
            target.parent().is_some_and(Path::is_dir)
                && stage::create(parent).is_ok_and(|stage| {
                    let staged = stage.path().join("file");
                    fs::write(&staged, text).is_ok() && fs::rename(staged, target).is_ok()
                })
        }
        None => {
            let folder = path.parent().unwrap_or(Path::new(""));
            let stays = folder.as_os_str().is_empty() || plan.new_folders().contains(folder);
            stays && fs::remove_file(root.join(path)).is_ok()
        }
    }
}

/// The changes that [`write_tree`] would make, as a diff. Writes nothing.
///
/// # Errors
/// Those of [`write_tree`] that can be detected without writing.
pub fn diff_tree(folder: &Path, files: &[File]) -> Result<Stale, Error> {
    diff_tree_of(&MODULES, folder, files)
}

/// The changes that [`write_tree_of`] would make, like [`diff_tree`].
///
/// # Errors
/// Those of [`write_tree_of`] that can be detected without writing.
pub(crate) fn diff_tree_of(kind: &Kind, folder: &Path, files: &[File]) -> Result<Stale, Error> {
    let wanted = wanted(files, kind)?;
    let (root, existing) = match resolve(folder)? {
        Target::There(root, metadata) if metadata.is_dir() => {
            let _lock = stage::lock(root.parent().unwrap_or(&root));
            let existing = scan(&root, &wanted, kind)?;
            (root, existing)
        }
        Target::There(..) => return Err(Error::NotAFolder(folder.to_owned())),
        Target::Absent(root) => (root, Existing::default()),
    };
    let plan = Plan::new(&root, &wanted, existing)?;
    diff::tree(folder, &root, &plan)
}
