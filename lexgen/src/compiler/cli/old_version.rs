//! What is compared with must be there as it was: of a version that is damaged,
//! nobody can say that nothing has changed.

use super::terminal::{Terminal, count};
use crate::compiler::{
    diagnostic::problem_count, set::Loaded, settings::SettingsError, source::Sources,
};

/// Whether a version can be compared with. If it is damaged, reports where.
/// `sources` are those of its diagnostics.
///
/// # Errors
/// If it has no lexicons.
pub(super) fn is_usable(
    old: &Loaded,
    sources: &Sources,
    name: &str,
    terminal: &Terminal,
    stdout_is_taken: bool,
) -> Result<bool, SettingsError> {
    let damage = old.damage();
    if !damage.is_empty() {
        terminal.diagnostics(&damage, sources, stdout_is_taken);
        let errors = count(problem_count(&damage), "error");
        terminal.failed(
            "Failed",
            &format!("{errors} in {name}; nothing was compared"),
        );
        return Ok(false);
    }
    if old.documents.is_empty() {
        let error = SettingsError::new(format!("cannot compare with `{name}`: no lexicons found"));
        return Err(error.help("name a folder, a file, git:REVISION[:PATH] or a snapshot"));
    }
    Ok(true)
}
