//! Sets of lexicons that cannot be had at all.

use std::fmt;

/// Why there is nothing to read where a [`Version`](crate::compiler::read::Version) points: no
/// git, no such revision. What is wrong with lexicons that can be read is a
/// [`Diagnostic`](crate::compiler::diagnostic::Diagnostic) instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    message: String,
    help: Option<String>,
}

impl Error {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn help_if(self, help: Option<String>) -> Self {
        match help {
            Some(help) => self.help(help),
            None => self,
        }
    }

    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    pub fn suggestion(&self) -> Option<&str> {
        self.help.as_deref()
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
