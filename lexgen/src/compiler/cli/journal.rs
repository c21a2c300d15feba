//! The journal of the files that commands change together.

use std::path::{Path, PathBuf};

use super::{
    flags::Global,
    terminal::{Terminal, count},
};
use crate::compiler::{
    install::journal::{Journal, NAME},
    settings::{Partial, SettingsError, locate},
};

/// Opens the journal of the project, and says what another command had begun.
pub(super) fn open(root: &Path, terminal: &Terminal) -> Result<Journal, SettingsError> {
    let journal = Journal::open(root)?;
    if let Some(recovered) = journal.recovered() {
        let what = format!("{} that was interrupted", recovered.command);
        if recovered.is_complete {
            terminal.done("Completed", &what);
        } else {
            terminal.done("Undone", &format!("{what} before it changed a file"));
        }
        if !recovered.kept.is_empty() {
            let files = count(recovered.kept.len(), "file");
            let text = format!(
                "{files} that changed after that: {}",
                recovered.kept.join(", ")
            );
            terminal.warned("Kept", &text);
        }
    }
    Ok(journal)
}

/// The same, unless nothing is to be written: then what another command had begun is
/// completed all the same, because the files are partly old and partly new until then.
#[cfg(feature = "network")]
pub(super) fn open_unless(
    is_dry: bool,
    root: &Path,
    terminal: &Terminal,
) -> Result<Option<Journal>, SettingsError> {
    if is_dry {
        recover(root, terminal)?;
        return Ok(None);
    }
    open(root, terminal).map(Some)
}

/// Opens the journal for the change of a single file, which no other command must change
/// at the same time: if it is in the root, as the others are.
pub(super) fn open_for(
    file: &Path,
    root: &Path,
    terminal: &Terminal,
) -> Result<Option<Journal>, SettingsError> {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let is_in_root = match (folder.canonicalize(), root.canonicalize()) {
        (Ok(folder), Ok(root)) => folder == root,
        _ => false,
    };
    is_in_root.then(|| open(root, terminal)).transpose()
}

/// Completes what another command had begun, if there is something.
pub(super) fn recover(root: &Path, terminal: &Terminal) -> Result<(), SettingsError> {
    if root.join(NAME).symlink_metadata().is_ok() {
        open(root, terminal)?;
    }
    Ok(())
}

/// The root of the project: the folder of `lexgen.toml`, or else the current one.
pub(super) fn root(global: &Global) -> Result<PathBuf, SettingsError> {
    let located = locate::locate(Partial::default(), global.config.as_deref(), Path::new(""))?;
    let folder = located.file.as_deref().and_then(Path::parent);
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    Ok(folder.unwrap_or(Path::new(".")).to_owned())
}

/// Warns that the files are partly those of before, and partly new.
pub(super) fn warn(global: &Global, terminal: &Terminal) {
    // Settings that cannot be read are reported by the command.
    let Ok(root) = root(global) else { return };
    if let Some(command) = Journal::interrupted(&root) {
        let text = format!(
            "{command}: some lexicons are old and some are new; run it again, or any of `lexgen \
             install`, `update`, `uninstall` and `snapshot`, to complete it"
        );
        terminal.warned("Interrupted", &text);
    }
}
