//! Updates a tree file by file, if it cannot be swapped as a whole.

use std::{cmp::Reverse, fs, path::Path};

use super::{Error, plan::Plan, stage};

/// Applies the plan to the tree at `root`.
///
/// All texts are first written to a temporary folder inside `root`, so that a
/// full disk is noticed before anything changes. New files, replacements and
/// removals follow, inner folders before outer ones: the root module, which
/// decides what is compiled, changes last.
pub(super) fn apply(root: &Path, plan: &Plan<'_>) -> Result<(), Error> {
    let stage = stage::create(root).map_err(Error::io("write to", root))?;
    let mut moves = Vec::new();
    for (number, (path, text)) in ordered(plan).enumerate() {
        let staged = stage.path().join(number.to_string());
        let path = root.join(path);
        fs::write(&staged, text).map_err(Error::io("write", &path))?;
        moves.push((staged, path));
    }
    for (staged, path) in moves {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(Error::io("create the folder", folder))?;
        }
        fs::rename(staged, &path).map_err(Error::io("write", &path))?;
    }
    for path in &plan.remove {
        let path = root.join(path);
        fs::remove_file(&path).map_err(Error::io("remove", &path))?;
    }
    let staying = plan.new_folders();
    for folder in plan
        .folders
        .iter()
        .rev()
        .filter(|folder| !staying.contains(folder.as_path()))
    {
        // A folder that has received a file in the meantime is kept.
        let _ = fs::remove_dir(root.join(folder));
    }
    Ok(())
}

fn ordered<'a>(plan: &Plan<'a>) -> impl Iterator<Item = (&'a Path, &'a str)> {
    let mut replace = plan.replace.clone();
    replace.sort_by_key(|(path, _)| Reverse(path.components().count()));
    plan.create.clone().into_iter().chain(replace)
}
