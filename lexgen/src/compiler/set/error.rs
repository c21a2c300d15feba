//! Errors of loading a set of lexicons.

use std::fmt;

use crate::compiler::diagnostic::clean;

/// Why a [`Version`](crate::compiler::read::Version) cannot be read: git is not installed, or
/// the revision does not exist. Errors in the lexicons are
/// [`Diagnostic`](crate::compiler::diagnostic::Diagnostic)s instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    help: Option<String>,
    /// Whether a revision exists and does not have the path.
    lacks_path: bool,
}

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: clean(&message.into()),
            help: None,
            lacks_path: false,
        }
    }

    /// As the error that a revision does not have a path.
    pub(super) fn of_path(self) -> Self {
        Self {
            lacks_path: true,
            ..self
        }
    }

    /// Whether a revision exists and does not have the path.
    #[cfg(feature = "cli")]
    pub(crate) fn lacks_path(&self) -> bool {
        self.lacks_path
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(clean(&help.into()));
        self
    }

    pub(super) fn help_if(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n{help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(feature = "cli")]
impl From<Error> for crate::compiler::settings::SettingsError {
    fn from(error: Error) -> Self {
        let settings = Self::new(error.message);
        match error.help {
            Some(help) => settings.help(help),
            None => settings,
        }
    }
}
