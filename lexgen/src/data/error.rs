//! The error of the data model.

use std::fmt;

use crate::shown::message;

/// A value is not atproto data, or does not match the type that is read with
/// [`Data::decode`](super::Data::decode) or written with
/// [`Data::encode`](super::Data::encode).
///
/// What it repeats of the value is short and escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError(Box<str>);

impl DataError {
    pub(crate) fn new(text: impl fmt::Display) -> Self {
        Self(message(&text).to_string().into())
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DataError {}

impl serde::de::Error for DataError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new(text)
    }
}

impl serde::ser::Error for DataError {
    fn custom<T: fmt::Display>(text: T) -> Self {
        Self::new(text)
    }
}
