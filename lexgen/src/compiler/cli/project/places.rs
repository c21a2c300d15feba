//! Whether files can be written where the settings and flags say: below the project, where
//! nothing is hidden, and each in a place of its own.

use std::path::{self, Component, Path, PathBuf};

use crate::compiler::{
    diagnostic::clean_path, install::journal::is_hidden, settings::SettingsError,
};

/// A file or a folder of a project.
pub(super) struct Place<'p> {
    /// What messages call it.
    pub(super) name: &'static str,
    pub(super) path: &'p Path,
    pub(super) is_folder: bool,
}

/// Checks the places.
pub(super) fn check(root: &Path, places: &[Place<'_>]) -> Result<(), SettingsError> {
    let Some(root) = Full::of(root) else {
        return Ok(());
    };
    let full = places.iter().map(|place| Full::of(place.path));
    let full: Vec<_> = full.map(Option::unwrap_or_default).collect();
    for (place, full) in places.iter().zip(&full) {
        let shown = clean_path(place.path);
        let Some(below) = full.below(&root) else {
            let root = clean_path(&root.real);
            return Err(cannot(format!(
                "cannot write {shown}: it is outside of the project, which is the folder {root}"
            )));
        };
        if below.iter().any(|name| is_hidden(&name.to_string_lossy())) {
            return Err(cannot(format!(
                "cannot write {shown}: it is hidden, or in a hidden folder"
            )));
        }
    }
    for (number, (one, one_full)) in places.iter().zip(&full).enumerate() {
        for (other, other_full) in places.iter().zip(&full).skip(number + 1) {
            if let Some(message) = clash((one, one_full), (other, other_full)) {
                return Err(cannot(message));
            }
        }
    }
    Ok(())
}

fn cannot(message: String) -> SettingsError {
    SettingsError::new(message).help("name another place, by a flag or in lexgen.toml")
}

/// Why two places cannot be written: one would replace the other.
fn clash(
    (one, one_full): (&Place<'_>, &Full),
    (other, other_full): (&Place<'_>, &Full),
) -> Option<String> {
    let (a, b) = (one_full.folded(), other_full.folded());
    if a == b {
        let place = clean_path(one.path);
        return Some(format!(
            "{} and {} have the same place: {place}",
            one.name, other.name
        ));
    }
    // Folders may be in each other: their files have different names.
    let is_in = |inner: &Path, outer: &Path, outer_is: &Place<'_>, inner_is: &Place<'_>| {
        let are_folders = outer_is.is_folder && inner_is.is_folder;
        !are_folders && inner.starts_with(outer)
    };
    let inside = |inner: &Place<'_>, outer: &Place<'_>| {
        let (path, folder) = (clean_path(inner.path), clean_path(outer.path));
        format!("{} {path} is inside of {} {folder}", inner.name, outer.name)
    };
    if is_in(&a, &b, other, one) {
        Some(inside(one, other))
    } else if is_in(&b, &a, one, other) {
        Some(inside(other, one))
    } else {
        None
    }
}

/// A whole path, as it is written and with the links on the way followed.
#[derive(Default)]
struct Full {
    written: PathBuf,
    real: PathBuf,
}

impl Full {
    fn of(path: &Path) -> Option<Self> {
        let mut written = PathBuf::new();
        for component in path::absolute(path).ok()?.components() {
            match component {
                Component::ParentDir => {
                    written.pop();
                }
                component => written.push(component),
            }
        }
        let existing = written.ancestors().find_map(|folder| {
            let real = folder.canonicalize().ok()?;
            let rest = written.strip_prefix(folder).ok()?;
            // Without a slash at the end, which an empty rest would add.
            Some(rest.iter().fold(real, |path, name| path.join(name)))
        });
        let real = existing.unwrap_or_else(|| written.clone());
        Some(Self { written, real })
    }

    /// The part below a folder. What only a link leads out of it is judged when it is written.
    fn below<'f>(&'f self, root: &Self) -> Option<&'f Path> {
        let written = self.written.strip_prefix(&root.written);
        written.or(self.real.strip_prefix(&root.real)).ok()
    }

    /// What some systems do not tell apart.
    fn folded(&self) -> PathBuf {
        PathBuf::from(self.real.to_string_lossy().to_lowercase())
    }
}
