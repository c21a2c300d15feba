//! Errors of writing output.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use crate::compiler::print::InternalError;

/// Why nothing was written.
///
/// Earlier output is unchanged, unless
/// [`Outcome::in_place`](super::Outcome::in_place) would have been set.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The operating system returned an error.
    Io {
        /// The operation, as in "cannot *write*".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The error.
        source: io::Error,
    },
    /// The output folder exists and is not a folder.
    NotAFolder(PathBuf),
    /// The output file exists and is a folder.
    NotAFile(PathBuf),
    /// Files that lexgen did not write have the paths of generated files.
    Clash(Vec<PathBuf>),
    /// The path of a generated file is outside the output folder, or equals that
    /// of another one: a bug in the caller.
    Path(String),
    /// A generated text does not start with [`MARKER`](super::MARKER), so it
    /// could not be replaced later: a bug in the caller.
    Unmarked(String),
    /// A bug in lexgen prevented generation.
    Internal(InternalError),
}

impl From<InternalError> for Error {
    fn from(error: InternalError) -> Self {
        Self::Internal(error)
    }
}

impl Error {
    /// Adds the operation and the path to an I/O error.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io {
            action,
            path: path.to_owned(),
            source,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io {
                action,
                path,
                source,
            } => {
                write!(f, "cannot {action} `{}`: {source}", path.display())?;
                match advice(source.kind()) {
                    Some(advice) => write!(f, "\n{advice}"),
                    None => Ok(()),
                }
            }
            Error::NotAFolder(path) => write!(
                f,
                "`{}` is not a folder; choose a folder, or use a single file",
                path.display()
            ),
            Error::NotAFile(path) => {
                write!(
                    f,
                    "`{}` is a folder, but the output is a single file",
                    path.display()
                )
            }
            Error::Clash(paths) => {
                f.write_str("refusing to replace files that lexgen did not write:")?;
                for path in paths.iter().take(LISTED) {
                    write!(f, "\n  {}", path.display())?;
                }
                if let Some(more) = paths.len().checked_sub(LISTED).filter(|more| *more > 0) {
                    write!(f, "\n  and {more} more")?;
                }
                f.write_str("\nmove them or choose another output")
            }
            Error::Path(path) => {
                write!(
                    f,
                    "`{path}` is not the path of a file inside the output folder"
                )
            }
            Error::Unmarked(path) => write!(
                f,
                "the text for `{path}` does not start with `{}`",
                super::MARKER
            ),
            Error::Internal(error) => write!(f, "{error}\nnote: nothing was written"),
        }
    }
}

/// Advice for an error of the operating system.
fn advice(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind::{
        FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    Some(match kind {
        StorageFull | QuotaExceeded | FileTooLarge => "free some space and run again",
        PermissionDenied => "change the permissions, or choose another output",
        ReadOnlyFilesystem => "choose a writable output",
        _ => return None,
    })
}

/// The largest number of clashing files that a message names.
const LISTED: usize = 10;

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            Error::Internal(error) => Some(error),
            Error::NotAFolder(_)
            | Error::NotAFile(_)
            | Error::Clash(_)
            | Error::Path(_)
            | Error::Unmarked(_) => None,
        }
    }
}
