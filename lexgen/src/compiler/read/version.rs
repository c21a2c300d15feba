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
/// | `network:` | the published version of each document of the other side |
/// | `-` | standard input |
///
/// A file whose name begins with `git:` or `network:` is written `./git:…`.
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
    /// What is published of the documents of the other side of a comparison. Only the
    /// command can ask for it.
    Network,
    /// Standard input: concatenated lexicons, or a snapshot.
    Stdin,
}

/// The text of [`Version::Network`].
const NETWORK: &str = "network:";

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let Some(git) = text.strip_prefix("git:") else {
            return match text {
                "" => Err("name a folder, a file, `git:REVISION` or a snapshot".to_owned()),
                "-" => Ok(Self::Stdin),
                NETWORK => Ok(Self::Network),
                text if text.starts_with(NETWORK) => Err(
                    "nothing follows `network:`: it means what is published of the documents of \
                     the other version"
                        .to_owned(),
                ),
                path => Ok(Self::Path(path.into())),
            };
        };
        let (revision, path) = match git.split_once(':') {
            Some((revision, path)) => (revision, Some(path.to_owned())),
            None => (git, None),
        };
        if revision.trim().is_empty() {
            return Err(
                "name a revision after `git:`, such as `git:HEAD`, `git:v1.2` or \
                 `git:v1.2:lexicons`"
                    .to_owned(),
            );
        }
        // Git would read it as an option.
        if revision.starts_with('-') {
            return Err(format!(
                "`{revision}` is not a revision: names of commits, tags and branches do not start \
                 with `-`"
            ));
        }
        if let Some(control) = text.chars().find(|it| it.is_control()) {
            let control = control.escape_unicode();
            return Err(format!(
                "names do not contain the control character {control}"
            ));
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
            Self::Network => f.write_str(NETWORK),
            Self::Stdin => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests;
