//! The error for a client or a subscription that cannot be set up.

use std::fmt;

use crate::shown::{message, shown};

/// A client or a subscription cannot be set up.
///
/// Needs the feature `subscription` or `client`.
#[derive(Debug)]
pub struct SetupError {
    message: String,
}

impl SetupError {
    /// The message repeats `base`, unless it may have a password. An URL can be that
    /// of a stranger: it is in the document of an account.
    pub(super) fn base(base: &str, reason: impl fmt::Display) -> Self {
        let what = if base.contains('@') {
            "this".to_owned()
        } else {
            format!("`{}`", shown(base))
        };
        Self::new(format_args!("{what} is not the URL of a service: {reason}"))
    }

    pub(super) fn http(error: reqwest::Error) -> Self {
        Self::new(format_args!("the HTTP client cannot be built: {error}"))
    }

    #[cfg(feature = "client")]
    pub(super) fn header(what: &str) -> Self {
        Self::new(format_args!("{} is not a valid header value", shown(what)))
    }

    /// An error with this text, such as of your own `Auth`. `Display` escapes and
    /// shortens it.
    pub fn new(text: impl fmt::Display) -> Self {
        let message = message(&text).to_string();
        Self { message }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SetupError {}
