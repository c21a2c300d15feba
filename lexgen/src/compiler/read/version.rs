//! The syntax that names a set of lexicons.

use std::{fmt, path::PathBuf, str::FromStr};

/// Where a set of lexicons comes from.
///
/// | text | meaning |
/// |---|---|
/// | `lexicons/`, `one.json` | a folder at any depth, or a file |
/// | `git:v1.2`, `git:HEAD~3` | the default paths in a revision |
/// | `git:v1.2:lexicons` | a path in a revision, from the root of the repository |
/// | `git:v1.2:./lexicons` | the same, from the current folder |
/// | `lexicons.lock` | a snapshot, recognized by its content; also in a revision |
/// | `-` | standard input |
///
/// A file whose name begins with `git:` is written `./git:…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version {
    /// A folder, a lexicon or a snapshot on disk.
    Path(PathBuf),
    /// Files in the object database of the git repository that contains the
    /// current folder; nothing is checked out.
    Git {
        /// A commit, tag or branch, in any form that git accepts.
        revision: String,
        /// A folder, a lexicon or a snapshot in it; the default paths if
        /// `None`.
        path: Option<String>,
    },
    /// Standard input: concatenated lexicons, or a snapshot.
    Stdin,
}

impl FromStr for Version {
    type Err = InvalidVersion;

    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        let Some(git) = text.strip_prefix("git:") else {
            return match text {
                "" => Err(InvalidVersion::Empty),
                "-" => Ok(Self::Stdin),
                path => Ok(Self::Path(path.into())),
            };
        };
        let (revision, path) = match git.split_once(':') {
            Some((revision, path)) => (revision, Some(path.to_owned())),
            None => (git, None),
        };
        if revision.trim().is_empty() {
            return Err(InvalidVersion::NoRevision);
        }
        // Git would read it as an option.
        if revision.starts_with('-') {
            return Err(InvalidVersion::Option(revision.to_owned()));
        }
        if let Some(control) = text.chars().find(|it| it.is_control()) {
            return Err(InvalidVersion::Control(control));
        }
        Ok(Self::Git {
            revision: revision.to_owned(),
            path,
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(f),
            Self::Git { revision, path } => {
                write!(f, "git:{revision}")?;
                match path {
                    Some(path) => write!(f, ":{path}"),
                    None => Ok(()),
                }
            }
            Self::Stdin => f.write_str("-"),
        }
    }
}

/// Why a text is not a [`Version`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidVersion {
    /// The text is empty.
    Empty,
    /// There is no revision after `git:`.
    NoRevision,
    /// The revision begins with a hyphen.
    Option(String),
    /// The revision or the path contains a control character.
    Control(char),
}

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("name a folder, a file, `git:REVISION` or a snapshot"),
            Self::NoRevision => f.write_str(
                "name a revision after `git:`, such as `git:HEAD`, `git:v1.2` or \
                 `git:v1.2:lexicons`",
            ),
            Self::Option(text) => write!(
                f,
                "`{text}` is not a revision: names of commits, tags and branches do not start with `-`"
            ),
            Self::Control(control) => write!(
                f,
                "names do not contain the control character {}",
                control.escape_unicode()
            ),
        }
    }
}

impl std::error::Error for InvalidVersion {}

#[cfg(test)]
mod tests;
