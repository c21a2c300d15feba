//! Makes changes.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use rayon::prelude::*;

use super::{
    Change, Journal, NAME, STAGE, failed, paths,
    record::{self, Entry, Record, digest},
    sync_folder,
};
use crate::compiler::settings::SettingsError;

/// Makes changes, all or none. Asks `goes_on` after each step; whether it was never
/// stopped.
pub(super) fn apply(
    journal: &mut Journal,
    changes: &[Change],
    command: &str,
    goes_on: &mut dyn FnMut() -> bool,
) -> Result<bool, SettingsError> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut contents = Vec::new();
    let mut seen = BTreeSet::new();
    for change in changes {
        let cannot = |error| failed("write", &change.path, &error);
        let entry = entry(&journal.root, change).map_err(cannot)?;
        if !seen.insert(entry.path.clone()) {
            return Err(cannot(io::Error::other("it is changed twice")));
        }
        if entry.old != entry.new {
            contents.push(change.contents.as_deref());
            entries.push(entry);
        }
    }
    if entries.is_empty() {
        return Ok(true);
    }
    let stage = journal.root.join(STAGE);
    match staged(journal, &stage, &entries, &contents, goes_on) {
        Ok(true) => {}
        Ok(false) => return Ok(false),
        Err(error) => {
            let _ = fs::remove_dir_all(&stage);
            return Err(failed("write", &stage, &error));
        }
    }
    let record = Record::new(command, entries);
    let written = record::write(&journal.file, &record);
    let written = written.and_then(|()| sync_folder(&journal.root));
    if let Err(error) = written {
        let _ = record::clear(&journal.file);
        let _ = fs::remove_dir_all(&stage);
        return Err(failed("write", Path::new(NAME), &error));
    }
    if !goes_on() {
        return Ok(false);
    }
    let mut made = Vec::new();
    for (number, entry) in record.changes.iter().enumerate() {
        let target = journal.root.join(&entry.path);
        if let Err(error) = perform(&stage, number, entry, &target, &mut made) {
            let error = failed("write", Path::new(&entry.path), &error);
            let done = record.changes.get(..number).unwrap_or_default();
            return Err(undo(journal, &stage, done, &made, error));
        }
        if !goes_on() {
            return Ok(false);
        }
    }
    let finished = finish(&journal.root, &journal.file, &record.changes, goes_on);
    finished.map_err(|error| {
        journal.is_unfinished = true;
        failed("write", Path::new(NAME), &error)
    })
}

/// What a change is in the journal.
fn entry(root: &Path, change: &Change) -> io::Result<Entry> {
    let path = paths::relative(root, &change.path)?;
    let target = paths::absolute(root, &path)?;
    Ok(Entry {
        path,
        old: digest_at(&target)?,
        new: change.contents.as_deref().map(digest).transpose()?,
    })
}

/// The digest of a file, if it is there.
pub(super) fn digest_at(path: &Path) -> io::Result<Option<String>> {
    match File::open(path) {
        Ok(file) => digest(file).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes the new contents to the stage, and keeps the old ones there.
fn staged(
    journal: &Journal,
    stage: &Path,
    entries: &[Entry],
    contents: &[Option<&[u8]>],
    goes_on: &mut dyn FnMut() -> bool,
) -> io::Result<bool> {
    fs::create_dir(stage)?;
    if !goes_on() {
        return Ok(false);
    }
    let files: Vec<_> = entries.iter().zip(contents).enumerate().collect();
    // The disk is waited for once, and not for each file.
    files
        .par_iter()
        .try_for_each(|(number, (entry, contents))| {
            let target = journal.root.join(&entry.path);
            if entry.old.is_some() {
                keep(&target, &old(stage, *number))?;
            }
            match contents {
                Some(contents) => write(&new(stage, *number), contents, &target),
                None => Ok(()),
            }
        })?;
    sync_folder(stage)?;
    // A journal on the disk needs its stage there.
    sync_folder(&journal.root)?;
    Ok(goes_on())
}

/// The new contents in the stage.
pub(super) fn new(stage: &Path, number: usize) -> PathBuf {
    stage.join(number.to_string())
}

/// The old contents in the stage.
fn old(stage: &Path, number: usize) -> PathBuf {
    stage.join(format!("{number}.old"))
}

fn keep(file: &Path, copy: &Path) -> io::Result<()> {
    // Not every file system has links.
    fs::hard_link(file, copy).or_else(|_| fs::copy(file, copy).map(|_| ()))
}

fn write(path: &Path, contents: &[u8], target: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    let mut file = options.open(path)?;
    file.write_all(contents)?;
    if let Ok(metadata) = target.metadata() {
        file.set_permissions(metadata.permissions())?;
    }
    file.sync_all()
}

/// Makes one change. Adds the folders that it makes.
pub(super) fn perform(
    stage: &Path,
    number: usize,
    entry: &Entry,
    target: &Path,
    made: &mut Vec<PathBuf>,
) -> io::Result<()> {
    if entry.new.is_none() {
        return match fs::remove_file(target) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        };
    }
    let missing = target.ancestors().skip(1).take_while(|it| !it.exists());
    let missing: Vec<_> = missing.map(Path::to_owned).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(&folder)?;
        made.push(folder);
    }
    moved(&new(stage, number), target)
}

/// Moves a file, which can be the way to another file system.
fn moved(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let folder = to.parent().unwrap_or(to);
            let mut copy = tempfile::Builder::new()
                .prefix(".lexgen-stage-")
                .tempfile_in(folder)?;
            io::copy(&mut File::open(from)?, &mut copy)?;
            copy.as_file()
                .set_permissions(from.metadata()?.permissions())?;
            copy.as_file().sync_all()?;
            copy.persist(to).map_err(|error| error.error)?;
            Ok(())
        }
        moved => moved,
    }
}

/// Undoes what was done before an error.
fn undo(
    journal: &mut Journal,
    stage: &Path,
    done: &[Entry],
    made: &[PathBuf],
    error: SettingsError,
) -> SettingsError {
    let undone = done
        .iter()
        .enumerate()
        .rev()
        .try_for_each(|(number, entry)| {
            let target = journal.root.join(&entry.path);
            match entry.old {
                Some(_) => moved(&old(stage, number), &target),
                None => fs::remove_file(target),
            }
        });
    match undone.and_then(|()| record::clear(&journal.file)) {
        Ok(()) => {
            for folder in made.iter().rev() {
                let _ = fs::remove_dir(folder);
            }
            let _ = fs::remove_dir_all(stage);
            error.help("no file was changed")
        }
        Err(_) => {
            journal.is_unfinished = true;
            error.help("some files were changed already; the next run completes the others")
        }
    }
}

/// Makes sure that everything is on the disk, and ends the journal.
pub(super) fn finish(
    root: &Path,
    file: &File,
    changes: &[Entry],
    goes_on: &mut dyn FnMut() -> bool,
) -> io::Result<bool> {
    let targets = changes.iter().map(|entry| root.join(&entry.path));
    let folders = targets.filter_map(|target| target.parent().map(Path::to_owned));
    let folders: BTreeSet<_> = folders.collect();
    // New folders are listed in those that they are in.
    let above = folders.iter().flat_map(|folder| folder.ancestors());
    let above: BTreeSet<_> = above.filter(|folder| folder.starts_with(root)).collect();
    for folder in above.into_iter().filter(|folder| folder.is_dir()) {
        sync_folder(folder)?;
    }
    if !goes_on() {
        return Ok(false);
    }
    for folder in folders.iter().rev() {
        prune(root, folder);
    }
    // Without a journal, it would be the stage of a change that was not begun.
    let _ = fs::remove_dir_all(root.join(STAGE));
    if !goes_on() {
        return Ok(false);
    }
    sync_folder(root)?;
    record::clear(file)?;
    Ok(goes_on())
}

/// Removes folders that are empty now, except those directly in the root.
fn prune(root: &Path, folder: &Path) {
    for folder in folder.ancestors() {
        let is_deep = folder.parent().is_some_and(|parent| parent != root);
        if !is_deep || !folder.starts_with(root) || folder == root {
            break;
        }
        match fs::remove_dir(folder) {
            // It was removed before an interruption, and the next one was not.
            Err(error) if error.kind() != io::ErrorKind::NotFound => break,
            _ => {}
        }
    }
}
