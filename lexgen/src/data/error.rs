//! The error of the data model.

use std::fmt;

/// A value is not atproto data, or does not match the type that is read with
/// [`Data::decode`](super::Data::decode) or written with
/// [`Data::encode`](super::Data::encode).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError(Box<str>);

impl DataError {
    pub(crate) fn new(message: impl Into<Box<str>>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DataError {}

impl serde::de::Error for DataError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string().into())
    }
}

impl serde::ser::Error for DataError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string().into())
    }
}
