//! The one error of the data model: what is wrong, in words.

use std::fmt;

/// A value is not, or cannot become, atproto data.
///
/// Also what [`Data::decode`](super::Data::decode) and
/// [`Data::encode`](super::Data::encode) report when a type and a value do not
/// fit each other.
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
