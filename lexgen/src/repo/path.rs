//! Paths of records in a repository.

use std::{fmt, str::FromStr};

use crate::{
    shown::shown,
    syntax::{Nsid, RecordKey},
};

/// The most bytes of a path.
const LONGEST: usize = 1024;

/// The path of a record in its repository: `<collection>/<record key>`, as in the
/// operations of a commit.
///
/// The characters are checked. Whether the parts have the formats of an NSID and a
/// record key is not: their methods `check` do that.
///
/// ```
/// use lexgen::repo::RepoPath;
///
/// let path: RepoPath = "com.example.note/3jui7kd54zh2y".parse()?;
/// assert_eq!(path.collection, "com.example.note");
/// assert_eq!(path.rkey, "3jui7kd54zh2y");
/// # Ok::<(), lexgen::repo::PathError>(())
/// ```
///
/// Specification: <https://atproto.com/specs/repository#repo-data-structure-v3>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RepoPath {
    /// The collection, which is the NSID of the record type.
    pub collection: Nsid,
    /// The record key.
    pub rkey: RecordKey,
}

impl RepoPath {
    /// The path of a record in a collection.
    #[must_use]
    pub fn new(collection: Nsid, rkey: RecordKey) -> Self {
        Self { collection, rkey }
    }

    /// Reads a path.
    ///
    /// # Errors
    /// If it is not two parts with a slash between them, has a character that a part
    /// cannot have, or has more than 1024 bytes.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let error = |reason| PathError {
            path: shown(text).to_string(),
            reason,
        };
        if text.len() > LONGEST {
            return Err(error("it has more than 1024 bytes"));
        }
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_~-:./".contains(&byte);
        if !text.bytes().all(allowed) {
            return Err(error("it has a character that is not allowed"));
        }
        match text.split_once('/') {
            Some(("", _) | (_, "")) => Err(error("a part is empty")),
            Some((collection, rkey)) if !rkey.contains('/') => Ok(Self {
                collection: Nsid::new_unchecked(collection),
                rkey: RecordKey::new_unchecked(rkey),
            }),
            _ => Err(error("it is not two parts with a slash between them")),
        }
    }
}

impl FromStr for RepoPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        Self::parse(text)
    }
}

impl fmt::Display for RepoPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.collection, self.rkey)
    }
}

/// Text is not the path of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    path: String,
    reason: &'static str,
}

impl PathError {
    /// What is wrong, without the path.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        self.reason
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, reason } = self;
        write!(f, "`{path}` is not the path of a record: {reason}")
    }
}

impl std::error::Error for PathError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_collection_and_a_key() {
        for text in ["a.b.c/d", "com.example.note/self", "a.b.c/~:_-.", "a/b"] {
            assert_eq!(RepoPath::parse(text).unwrap().to_string(), text);
        }
        let long = format!("a.b.c/{}", "x".repeat(1019));
        for text in [
            "", "a", "/", "a/", "/a", "a/b/c", "a/b/", "a//b", "a/b c", "a/é", &long,
        ] {
            let error = RepoPath::parse(text).unwrap_err();
            assert!(error.to_string().len() < 200, "{error}");
        }
    }
}
