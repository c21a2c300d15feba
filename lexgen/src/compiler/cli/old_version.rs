//! What is compared with must be there as it was: of a version that is damaged,
//! nobody can say that nothing has changed.
//!
//! A revision from before the first lexicon has none. That is a version like others:
//! every document is new.

use super::terminal::{Terminal, count};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Severity, problem_count, rules},
        read::Version,
        set::{Context, Loaded, is_in_work_tree, load},
        settings::SettingsError,
        source::Sources,
    },
    syntax::Nsid,
};

/// Loads the old version. `new` is the other one, and where it is from.
///
/// # Errors
/// If there is no such version, or it has the lexicons at another path.
pub(super) fn load_old(
    origin: &Version,
    (new, new_origin): (&Loaded, Option<&Version>),
    context: &Context,
) -> Result<Loaded, SettingsError> {
    let Version::Git { revision, path } = origin else {
        return Ok(load(origin, context)?);
    };
    let found = match load(origin, context) {
        Ok(old) if old.documents.is_empty() && !old.has_errors() => Ok(old),
        Err(error) if error.lacks_path() => Err(error),
        found => return Ok(found?),
    };
    // A wrong path must not look like one that is new.
    let is_in_new = |path: &str| match new_origin {
        Some(Version::Git { revision, .. }) => {
            let there = Version::Git {
                revision: revision.clone(),
                path: Some(path.to_owned()),
            };
            load(&there, context).is_ok()
        }
        _ => is_in_work_tree(path, context),
    };
    let old = match (found, path) {
        (Err(error), Some(path)) if !is_in_new(path) => return Err(error.into()),
        (found, _) => found.unwrap_or_default(),
    };
    if let Some((nsid, file)) = elsewhere(revision, new, context) {
        let nsid = nsid.as_str();
        let message =
            format!("`{origin}` has no lexicons, but the revision has `{nsid}` elsewhere");
        return Err(SettingsError::new(message).help(format!(
            "it is in `{file}`: name the path in the revision, as in `git:{revision}:lexicons`"
        )));
    }
    Ok(old)
}

/// A document of the new version that a revision has, and the file.
fn elsewhere(revision: &str, new: &Loaded, context: &Context) -> Option<(Nsid, String)> {
    let origin = Version::Git {
        revision: revision.to_owned(),
        path: Some(String::new()),
    };
    let all = load(&origin, context).ok()?;
    let is_new = |nsid: &Nsid| new.document(nsid).is_some() || new.refused.documents.contains(nsid);
    let document = all.documents.iter().find(|it| is_new(&it.id))?;
    let file = all.sources.get(document.source)?;
    Some((document.id.clone(), file.name.clone()))
}

/// A version in a sentence.
pub(super) fn name_of(origin: &Version) -> String {
    match origin {
        Version::Network => "what is published".to_owned(),
        origin => origin.to_string(),
    }
}

/// What to say of an old version without lexicons.
pub(super) const NONE_YET: &str = "which has no lexicons yet";

/// Says that every document is new, to programs that do not read the summary.
pub(super) fn remark(name: &str) -> Diagnostic {
    let message = format!("{name} has no lexicons yet, so every document is new");
    let mut remark = Diagnostic::new(&rules::NO_FILES, None, message);
    remark.severity = Severity::Note;
    remark
}

/// Whether a version can be compared with. If it is damaged, reports where.
/// `sources` are those of its diagnostics.
///
/// # Errors
/// If it has no lexicons and is neither a revision nor a snapshot: a wrong or empty
/// folder must not look like a version from before the first lexicon.
pub(super) fn is_usable(
    old: &Loaded,
    sources: &Sources,
    name: &str,
    terminal: &Terminal,
    stdout_is_taken: bool,
) -> Result<bool, SettingsError> {
    // What is published was verified, and is what it is.
    let damage = if old.is_published {
        Vec::new()
    } else {
        old.damage()
    };
    if !damage.is_empty() {
        terminal.diagnostics(&damage, sources, stdout_is_taken);
        let errors = count(problem_count(&damage), "error");
        terminal.failed(
            "Failed",
            &format!("{errors} in {name}; nothing was compared"),
        );
        return Ok(false);
    }
    let may_be_empty = old.is_snapshot || old.is_published || name.starts_with("git:");
    if old.documents.is_empty() && !may_be_empty {
        let error = SettingsError::new(format!("cannot compare with `{name}`: no lexicons found"));
        return Err(error.help("name a folder, a file, git:REVISION[:PATH] or a snapshot"));
    }
    Ok(true)
}
