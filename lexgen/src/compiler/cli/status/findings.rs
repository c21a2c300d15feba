//! Differences as diagnostics, for programs that show them beside the files.

use std::path::Path;

use super::compared::Compared;
use crate::compiler::{
    diagnostic::{Diagnostic, Place, Severity, clean_path},
    network::rules,
    read::{MANY_BYTES, read_text},
    source::{SourceId, Sources},
};

/// A finding for each lexicon that is not as it is published, in its file.
pub(super) fn findings(all: &[Compared], severity: Severity) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let different = all.iter().filter(|compared| !compared.status.is_same());
    let found = different.map(|compared| {
        let file = compared.file.as_deref();
        let source = file.and_then(|file| add(file, &mut sources));
        let (status, about) = (compared.status.text(), compared.about());
        let message = format!("`{}` is {status}{about}", compared.nsid);
        let mut found = Diagnostic::new(&rules::UNLIKE_PUBLISHED, source.map(Place::file), message);
        found.severity = severity;
        if let Some(help) = compared.status.help() {
            found.help = Some(help.to_owned());
        }
        found
    });
    let found = found.collect();
    (sources, found)
}

/// Adds a file. One that is missing has no place.
fn add(file: &Path, sources: &mut Sources) -> Option<SourceId> {
    let text = read_text(file, MANY_BYTES).ok()?;
    Some(sources.add(clean_path(file), Some(file.to_owned()), text))
}
