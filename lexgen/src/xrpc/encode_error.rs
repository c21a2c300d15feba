//! The error for a message that cannot be sent.

use std::fmt;

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
        Self {
            part: "parameters",
            message: error.to_string(),
        }
    }

    pub(super) fn body(error: serde_json::Error) -> Self {
        Self {
            part: "body",
            message: error.to_string(),
        }
    }

    pub(super) fn headers(error: http::Error) -> Self {
        Self {
            part: "headers",
            message: error.to_string(),
        }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} cannot be sent: {}", self.part, self.message)
    }
}

impl std::error::Error for EncodeError {}
