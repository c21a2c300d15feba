//! The error of quick readers and writers, which know only the usual forms of data.

use std::fmt;

use serde::{de, ser};

/// A value is not in its usual form. It is not known why: the library that reads or writes
/// it then does.
#[derive(Debug)]
pub(crate) struct GivenUp;

impl de::Error for GivenUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl ser::Error for GivenUp {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl fmt::Display for GivenUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not data in its usual form")
    }
}

impl std::error::Error for GivenUp {}

pub(super) type Result<T, E = GivenUp> = std::result::Result<T, E>;
