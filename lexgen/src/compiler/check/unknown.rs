//! Words that the language does not have, or not yet.
//!
//! The language grows. A type, a string format or a resource of permissions that is
//! newer than this version of lexgen is an error, unless such words are allowed: then
//! it is a warning, and what it says is kept without being understood. A word that is
//! probably a misspelling is an error in any case.

/// What becomes of unknown words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// They are errors. Help says how to allow them: `pass …`.
    Refused(&'static str),
    /// They are warnings.
    Allowed,
}

impl Default for Unknown {
    fn default() -> Self {
        Self::Refused("pass `--allow-unknown`")
    }
}

/// Label of a word that is read as another one.
pub(super) fn taken_for(word: &str) -> String {
    format!("taken for a misspelling of `{word}`")
}
