//! [`QueryError`]: why parameters cannot be read.

use std::fmt;

use serde::de;

use crate::shown::{message, shown};

/// A query string does not have the parameters of an endpoint.
///
/// `Display` escapes and shortens what it repeats of the query string.
///
/// Needs the feature `xrpc`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueryError {
    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the invalid
    /// parameter, such as `/limit` or `/tags/2`; empty if one is missing. It is the
    /// sender's text.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

impl QueryError {
    pub(super) fn expected(what: &str, found: &str) -> Self {
        de::Error::custom(format_args!("expected {what}, found `{}`", shown(found)))
    }

    /// The error of a part of something.
    pub(super) fn within(mut self, name: &str) -> Self {
        let name = name.replace('~', "~0").replace('/', "~1");
        self.path.insert_str(0, &format!("/{name}"));
        self
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", message(&self.path))?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Debug for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryError")
            .field("path", &shown(&self.path))
            .field("message", &self.message)
            .finish()
    }
}

impl std::error::Error for QueryError {}

impl de::Error for QueryError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self {
            path: String::new(),
            message: message(&text).to_string(),
        }
    }

    fn missing_field(name: &'static str) -> Self {
        Self::custom(format_args!("missing parameter `{name}`"))
    }
}
