//! Completes or undoes a change that was interrupted.

use std::{fs, fs::File, io, path::Path};

use super::{
    NAME, STAGE,
    apply::{digest_at, finish, new, perform},
    failed, paths,
    record::{self, Entry, Record},
};
use crate::compiler::settings::SettingsError;

/// A change that was interrupted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The command, with its article.
    pub command: String,
    /// Whether it is complete now; if not, it had changed nothing.
    pub is_complete: bool,
    /// Files that were changed after that by somebody else, and stay as they are.
    pub kept: Vec<String>,
}

/// What is to be done for a file.
enum Rest {
    Nothing,
    Change,
    /// Somebody else has changed it.
    Keep,
}

/// Completes or undoes a change that was interrupted, if there is one.
pub(super) fn recover(root: &Path, file: &File) -> Result<Option<Recovered>, SettingsError> {
    let record = record::read(file).map_err(|error| refused(NAME, &error))?;
    let stage = root.join(STAGE);
    let cannot_remove = |error: io::Error| failed("remove", Path::new(STAGE), &error);
    let Some(record) = record else {
        let has_stage = stage.symlink_metadata().is_ok();
        if has_stage {
            remove(&stage).map_err(cannot_remove)?;
        }
        record::clear(file).map_err(|error| failed("write", Path::new(NAME), &error))?;
        return Ok(has_stage.then(|| Recovered {
            command: "a command".to_owned(),
            is_complete: false,
            kept: Vec::new(),
        }));
    };
    if is_untouched(root, &stage, &record) {
        record::clear(file).map_err(|error| failed("write", Path::new(NAME), &error))?;
        return Ok(Some(Recovered {
            command: record.command_name(),
            is_complete: false,
            kept: Vec::new(),
        }));
    }
    let rests = rests(root, &stage, &record)?;
    let mut kept = Vec::new();
    for ((number, entry), rest) in record.changes.iter().enumerate().zip(rests) {
        match rest {
            Rest::Nothing => {}
            Rest::Keep => kept.push(entry.path.clone()),
            Rest::Change => {
                let target = root.join(&entry.path);
                perform(&stage, number, entry, &target, &mut Vec::new())
                    .map_err(|error| failed("write", Path::new(&entry.path), &error))?;
            }
        }
    }
    finish(root, file, &record.changes, &mut || true)
        .map_err(|error| failed("write", Path::new(NAME), &error))?;
    Ok(Some(Recovered {
        command: record.command_name(),
        is_complete: true,
        kept,
    }))
}

/// Whether every file is as it was before, and the stage is gone: a disk need not keep
/// what was written in the order in which it was.
fn is_untouched(root: &Path, stage: &Path, record: &Record) -> bool {
    let is_old = |entry: &Entry| {
        let now = paths::absolute(root, &entry.path).and_then(|target| digest_at(&target));
        now.is_ok_and(|now| now == entry.old)
    };
    let stage = stage.symlink_metadata();
    let is_gone = stage.is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_gone && record.changes.iter().all(is_old)
}

/// What is to be done for each file. Nothing is changed unless all of it can be.
fn rests(root: &Path, stage: &Path, record: &Record) -> Result<Vec<Rest>, SettingsError> {
    let rests = record.changes.iter().enumerate().map(|(number, entry)| {
        rest(root, &new(stage, number), entry).map_err(|error| refused(&entry.path, &error))
    });
    rests.collect()
}

fn rest(root: &Path, new: &Path, entry: &Entry) -> io::Result<Rest> {
    let target = paths::absolute(root, &entry.path)?;
    let now = digest_at(&target)?;
    if now == entry.new {
        return Ok(Rest::Nothing);
    }
    if now != entry.old {
        return Ok(Rest::Keep);
    }
    if entry.new.is_some() {
        let stage = new.parent().unwrap_or(new);
        let is_file = |metadata: fs::Metadata| metadata.is_file();
        let is_sound = stage.symlink_metadata().is_ok_and(|it| it.is_dir())
            && new.symlink_metadata().is_ok_and(is_file);
        if !is_sound || digest_at(new)? != entry.new {
            return Err(io::Error::other("its new contents are missing or damaged"));
        }
    }
    Ok(Rest::Change)
}

fn remove(stage: &Path) -> io::Result<()> {
    if stage.symlink_metadata()?.is_dir() {
        fs::remove_dir_all(stage)
    } else {
        fs::remove_file(stage)
    }
}

fn refused(path: &str, error: &io::Error) -> SettingsError {
    let message = format!("cannot complete what {NAME} says was interrupted: {path}: {error}");
    SettingsError::new(message).help(format!(
        "if the files are as they should be, remove {NAME} and {STAGE}; else restore them from \
         version control first"
    ))
}
