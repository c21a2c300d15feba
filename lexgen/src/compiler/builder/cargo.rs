//! What a build script tells cargo: one instruction per line, on standard output.
//!
//! Cargo splits the output at line breaks, ignores lines that are not UTF-8, and
//! removes white space at their ends. A path is only printed if cargo reads back
//! the same path.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use crate::compiler::{
    diagnostic::{Report, Severity, clean, clean_path},
    pipeline::Compiled,
};

/// Watches everything that was read, and prints warnings.
///
/// # Errors
/// With a message, if cargo cannot watch an input.
pub(super) fn tell(compiled: &Compiled) -> Result<(), String> {
    let folders: Vec<&Path> = compiled.sources.folders().collect();
    let texts = compiled.sources.iter();
    let files = texts.filter_map(|(_, source)| source.path.as_deref());
    for path in files.chain(folders.iter().copied()) {
        if let Some(path) = readable(path) {
            println!("cargo::rerun-if-changed={path}");
            continue;
        }
        // Cargo watches everything in a folder.
        let is_above = |folder: &&&Path| path.starts_with(folder) && readable(folder).is_some();
        if folders.iter().find(is_above).is_none() {
            return Err(unwatchable(path));
        }
    }
    let diagnostics = compiled.diagnostics.iter().cloned();
    for diagnostic in Report::new(&compiled.sources, diagnostics).diagnostics() {
        let worth_it = match diagnostic.severity {
            Severity::Note => false,
            Severity::Warning => true,
            Severity::Error => !compiled.is_blocked(),
        };
        if worth_it {
            let place = diagnostic.place.as_ref();
            let name = place.map_or("", |place| compiled.sources[place.source].name.as_str());
            let line = format!("{name}: {} [{}]", diagnostic.message, diagnostic.code);
            println!("cargo::warning={}", clean(line.trim_start_matches(": ")));
        }
    }
    Ok(())
}

/// Watches one file.
///
/// # Errors
/// With a message, if cargo cannot watch it.
pub(super) fn watch(path: &Path) -> Result<(), String> {
    let path = readable(path).ok_or_else(|| unwatchable(path))?;
    println!("cargo::rerun-if-changed={path}");
    Ok(())
}

/// A path that cargo reads as it is: this one, or the same from the current
/// folder, which is that of the package.
fn readable(path: &Path) -> Option<Cow<'_, str>> {
    let is_read = |text: &&str| !text.contains(['\n', '\r']) && text.trim_end() == *text;
    if let Some(text) = path.to_str().filter(is_read) {
        return Some(Cow::Borrowed(text));
    }
    let relative: PathBuf = path
        .strip_prefix(std::env::current_dir().ok()?)
        .ok()?
        .into();
    let text = relative.into_os_string().into_string().ok()?;
    (!text.is_empty() && is_read(&text.as_str())).then_some(Cow::Owned(text))
}

fn unwatchable(path: &Path) -> String {
    format!(
        "cargo cannot watch `{}`: the path contains a line break, ends in white space or is not \
         UTF-8\nrename it, or call `emit_rerun_if_changed(false)`",
        clean_path(path)
    )
}
