//! Finds lexicons and settings, in the same way for every front door.
//!
//! The *project* is the Cargo workspace that contains the folder: the nearest
//! folder, from the folder itself upwards, whose `Cargo.toml` has a
//! `[workspace]`, or else the nearest with a `Cargo.toml`. Settings come from
//! the nearest `lexgen.toml`, from the folder itself up to the project's root,
//! or up to the root of the file system if there is no project.
//!
//! Lexicons come from the first of these that exists:
//!
//! 1. the inputs of the run: the paths on the command line, the builder's
//!    `input`, the attribute's `path`;
//! 2. `inputs` of `lexgen.toml`;
//! 3. the folder `lexicons` in the start folder: the current folder for the
//!    command, the folder of the crate for the attribute and the builder;
//! 4. the folder `lexicons` in the project's root.
//!
//! The settings of a run override `lexgen.toml`.

use std::path::{Component, Path, PathBuf};

use super::{Partial, SettingsError, file};
use crate::compiler::read::{FEW_BYTES, read_text};

/// The default name of the folder of lexicons.
pub const LEXICONS: &str = "lexicons";

/// How the lexicons were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenBy {
    /// Inputs of the run.
    Argument,
    /// `inputs` of `lexgen.toml`.
    SettingsFile,
    /// The folder `lexicons` in the start folder.
    Folder,
    /// The folder `lexicons` in the project's root.
    Project,
}

/// The settings of a run, and how its lexicons were found.
#[derive(Clone, Debug)]
pub struct Located {
    /// The settings of the run, then those of `lexgen.toml`, with `inputs` if
    /// any were found.
    pub settings: Partial,
    /// The `lexgen.toml` that was read.
    pub file: Option<PathBuf>,
    /// How `inputs` were found; `None` if there are none.
    pub chosen_by: Option<ChosenBy>,
}

/// Finds settings and lexicons for a run in `folder` with the settings `said`.
/// `config` is the settings file if the run names one.
///
/// An empty `folder` is the current one; paths then stay relative to it.
///
/// # Errors
/// If `lexgen.toml` cannot be read or is invalid.
pub fn locate(
    said: Partial,
    config: Option<&Path>,
    folder: &Path,
) -> Result<Located, SettingsError> {
    let project = project_root(folder);
    let file = match config {
        Some(path) => Some(path.to_owned()),
        None => settings_file(folder, project.as_deref()),
    };
    let under = match &file {
        Some(path) => file::read(path, &shown(path, project.as_deref()))?,
        None => Partial::default(),
    };
    let is_some = |inputs: &Option<Vec<PathBuf>>| inputs.as_ref().is_some_and(|it| !it.is_empty());
    let usual = || {
        let own = folder.join(LEXICONS);
        let shared = project.as_ref().map(|root| root.join(LEXICONS));
        if own.is_dir() {
            return Some((ChosenBy::Folder, own));
        }
        let shared = shared.filter(|it| it.is_dir())?;
        Some((ChosenBy::Project, shared))
    };
    let (chosen_by, found) = if is_some(&said.inputs) {
        (Some(ChosenBy::Argument), None)
    } else if is_some(&under.inputs) {
        (Some(ChosenBy::SettingsFile), None)
    } else {
        usual().unzip()
    };
    let mut settings = said.over(under);
    if let Some(found) = found {
        settings.inputs = Some(vec![found]);
    }
    Ok(Located {
        settings,
        file,
        chosen_by,
    })
}

/// The root of the project that contains a folder.
pub fn project_root(folder: &Path) -> Option<PathBuf> {
    let mut nearest = None;
    for folder in upwards(folder) {
        let manifest = folder.join("Cargo.toml");
        let Ok(text) = read_text(&manifest, FEW_BYTES) else {
            continue;
        };
        let table = text.parse::<toml::Table>().unwrap_or_default();
        if table.contains_key("workspace") {
            return Some(folder);
        }
        nearest.get_or_insert(folder);
    }
    nearest
}

/// The nearest `lexgen.toml` within the project.
fn settings_file(folder: &Path, project: Option<&Path>) -> Option<PathBuf> {
    for folder in upwards(folder) {
        let file = folder.join(file::NAME);
        if file.is_file() {
            return Some(file);
        }
        if project == Some(&*folder) {
            break;
        }
    }
    None
}

/// The folder and its ancestors, nearest first. For a relative folder the paths
/// are relative: the empty path, `..`, `../..`.
fn upwards(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let (mut next, mut left) = if folder.is_absolute() {
        (folder.to_owned(), folder.components().count())
    } else {
        let depth = std::env::current_dir().map_or(0, |it| it.components().count());
        (folder.to_owned(), depth + folder.components().count())
    };
    std::iter::from_fn(move || {
        left = left.checked_sub(1)?;
        let folder = next.clone();
        if folder.is_absolute() {
            next.pop();
        } else {
            next.push("..");
        }
        Some(folder)
    })
}

/// A path as messages show it: relative to the project's root, so that messages
/// do not depend on the machine. Unrelated paths are unchanged.
pub fn shown(path: &Path, project: Option<&Path>) -> PathBuf {
    let plain = plain(path);
    let Some(root) = project.filter(|root| root.is_absolute() && plain.is_absolute()) else {
        return plain;
    };
    let named = |path: &Path| path.components().filter(is_name).count() > 0;
    let shared = root.ancestors().enumerate();
    let mut shared = shared.filter(|(_, folder)| named(folder));
    let relative = shared.find_map(|(ups, folder)| {
        let rest = plain.strip_prefix(folder).ok()?;
        Some(
            std::iter::repeat_n("..", ups)
                .collect::<PathBuf>()
                .join(rest),
        )
    });
    relative.unwrap_or(plain)
}

fn is_name(component: &Component<'_>) -> bool {
    matches!(component, Component::Normal(_))
}

/// A path without the `..` that can be resolved lexically.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir
                if matches!(plain.components().next_back(), Some(Component::Normal(_))) =>
            {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A workspace with one member `member`, and these files.
    fn workspace(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        let manifests = [
            ("Cargo.toml", "[workspace]\n"),
            ("member/Cargo.toml", "[package]\n"),
        ];
        for (path, text) in manifests.iter().chain(files) {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().expect("below the root")).expect("made");
            fs::write(path, text).expect("written");
        }
        root
    }

    fn inputs(root: &Path, said: Partial) -> (Option<ChosenBy>, Vec<PathBuf>) {
        let located = locate(said, None, &root.join("member")).expect("sound");
        let inputs = located.settings.inputs.unwrap_or_default();
        let inputs = inputs.iter().map(|path| shown(path, Some(root)));
        (located.chosen_by, inputs.collect())
    }

    #[test]
    fn the_first_that_is_there_counts() {
        let member = ("member/lexicons/a.json", "");
        let shared = ("lexicons/a.json", "");
        let settings = ("lexgen.toml", "inputs = ['elsewhere']");
        let one = |path: &str| vec![PathBuf::from(path)];
        let found = |files: &[(&str, &str)]| inputs(workspace(files).path(), Partial::default());
        assert_eq!(
            found(&[member, shared, settings]),
            (Some(ChosenBy::SettingsFile), one("elsewhere"))
        );
        assert_eq!(
            found(&[member, shared]),
            (Some(ChosenBy::Folder), one("member/lexicons"))
        );
        assert_eq!(found(&[shared]), (Some(ChosenBy::Project), one("lexicons")));
        assert_eq!(found(&[]), (None, Vec::new()));
        let said = Partial {
            inputs: Some(one("said")),
            ..Partial::default()
        };
        let root = workspace(&[member, shared, settings]);
        assert_eq!(
            inputs(root.path(), said),
            (Some(ChosenBy::Argument), one("said"))
        );
    }

    #[test]
    fn paths_are_shown_from_the_project() {
        let shown = |path| shown(Path::new(path), Some(Path::new("/a/b/project")));
        assert_eq!(shown("/a/b/project/x y/./z"), Path::new("x y/z"));
        assert_eq!(shown("/a/b/project/m/../z"), Path::new("z"));
        assert_eq!(shown("/a/b/other/z"), Path::new("../other/z"));
        assert_eq!(shown("/c/z"), Path::new("/c/z"));
        assert_eq!(shown("x/../../z"), Path::new("../z"));
    }

    #[test]
    fn the_nearest_settings_count_and_none_beyond_the_project() {
        let root = workspace(&[
            ("lexgen.toml", "runtime = '::outer'"),
            ("alone/Cargo.toml", "[workspace]"),
            ("member/lexgen.toml", "runtime = '::inner'"),
            ("member/src/deep/a.rs", ""),
        ]);
        let file = |folder: &str| {
            let located = locate(Partial::default(), None, &root.path().join(folder));
            let file = located.expect("sound").file;
            file.map(|file| shown(&file, Some(root.path())))
        };
        assert_eq!(file("member/src/deep"), Some("member/lexgen.toml".into()));
        assert_eq!(file(""), Some("lexgen.toml".into()));
        assert_eq!(file("alone"), None);
    }

    #[test]
    fn what_is_said_goes_over_the_settings_also_where_they_are_read() {
        let root = workspace(&[("lexgen.toml", "allow-missing = true\nruntime = '::file'")]);
        let said = Partial {
            inputs: Some(vec!["x".into()]),
            runtime: Some("::said".parse().expect("a path")),
            ..Partial::default()
        };
        let located = locate(said, None, &root.path().join("member")).expect("sound");
        let settings = located.settings.complete().expect("complete");
        assert!(settings.resolve.allow_missing);
        assert_eq!(settings.generate.runtime.to_string(), "::said");
    }
}
