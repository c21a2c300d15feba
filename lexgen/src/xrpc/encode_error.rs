//! The error for a message that cannot be sent.

use std::fmt;

use crate::shown;

/// A request or response cannot be made from the values.
///
/// Needs the feature `xrpc`.
#[derive(Debug)]
pub struct EncodeError {
    part: &'static str,
    message: String,
}

impl EncodeError {
    pub(super) fn params(error: serde_html_form::ser::Error) -> Self {
        Self::new("parameters", &error)
    }

    pub(super) fn body(error: serde_json::Error) -> Self {
        Self::new("body", &error)
    }

    pub(super) fn headers(error: http::Error) -> Self {
        Self::new("headers", &error)
    }

    /// Values may be those of a stranger that are passed on.
    fn new(part: &'static str, error: &dyn fmt::Display) -> Self {
        let message = shown::message(error).to_string();
        Self { part, message }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} cannot be sent: {}", self.part, self.message)
    }
}

impl std::error::Error for EncodeError {}
