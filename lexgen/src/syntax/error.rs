//! The error for text that does not have its format.

use std::{borrow::Cow, fmt};

use super::Format;
use crate::shown::shown;

/// The most characters of the text in an error.
const EXCERPT: usize = 80;

/// A text does not have the syntax of its [`Format`].
///
/// ```
/// use lexgen::syntax::{Format, Handle};
///
/// let error = Handle::new("jo_hn.test").unwrap_err();
/// assert_eq!(error.format(), Format::Handle);
/// assert_eq!(error.offset(), Some(2));
/// assert_eq!(
///     error.to_string(),
///     r#""jo_hn.test" is not a valid handle: a segment may only contain ASCII letters, digits and hyphens (at byte 2)"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidSyntax {
    format: Format,
    fault: Fault,
    excerpt: String,
}

impl InvalidSyntax {
    pub(super) fn new(format: Format, fault: Fault, text: &str) -> Self {
        let excerpt = match text.char_indices().nth(EXCERPT) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text.to_owned(),
        };
        Self {
            format,
            fault,
            excerpt,
        }
    }

    /// The expected format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The reason, without the text.
    pub fn reason(&self) -> Cow<'static, str> {
        self.fault.reason.text()
    }

    /// The byte at which the text is malformed, unless the whole text is. It is
    /// the length of the text if something is missing at the end.
    pub fn offset(&self) -> Option<usize> {
        self.fault.offset
    }

    /// The text, cut after 80 characters.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

impl fmt::Display for InvalidSyntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            format,
            fault: Fault { offset, reason },
            excerpt,
        } = self;
        let reason = reason.text();
        let name = format.title();
        let excerpt = shown(excerpt).up_to(EXCERPT * 4);
        write!(f, "{excerpt:?} is not a valid {name}: {reason}")?;
        match offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for InvalidSyntax {}

/// What the check of a format reports. It does not allocate, so that a format
/// that consists of others can try their checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    offset: Option<usize>,
    reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Rule(&'static str),
    TooShort { min_bytes: u64 },
    TooLong { max_bytes: u64 },
}

impl Reason {
    fn text(self) -> Cow<'static, str> {
        match self {
            Self::Rule(rule) => rule.into(),
            Self::TooShort { min_bytes } => format!("it is shorter than {min_bytes} bytes").into(),
            Self::TooLong { max_bytes } => format!("it is longer than {max_bytes} bytes").into(),
        }
    }
}

impl Fault {
    /// A fault of the text as a whole.
    pub(super) fn whole(rule: &'static str) -> Self {
        Self {
            offset: None,
            reason: Reason::Rule(rule),
        }
    }

    /// The text has too few bytes.
    pub(super) fn too_short(min_bytes: u64) -> Self {
        Self {
            offset: None,
            reason: Reason::TooShort { min_bytes },
        }
    }

    /// The text has too many bytes.
    pub(super) fn too_long(max_bytes: u64) -> Self {
        Self {
            offset: None,
            reason: Reason::TooLong { max_bytes },
        }
    }

    /// A fault at one byte.
    pub(super) fn at(offset: usize, rule: &'static str) -> Self {
        Self {
            offset: Some(offset),
            reason: Reason::Rule(rule),
        }
    }

    /// The same fault, for a text that starts `start` bytes into another.
    pub(super) fn within(self, start: usize) -> Self {
        Self {
            offset: Some(self.offset.unwrap_or(0) + start),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Did, Handle};

    #[test]
    fn a_huge_text_is_not_repeated() {
        let error = Handle::new("é".repeat(100_000)).unwrap_err();
        assert_eq!(error.excerpt(), format!("{}…", "é".repeat(80)));
        assert!(error.to_string().len() < 400);
    }

    #[test]
    fn control_characters_are_escaped() {
        let error = Did::new("did:web:\u{1b}[2J").unwrap_err();
        assert!(error.to_string().starts_with(r#""did:web:\u{1b}[2J" is"#));
        assert_eq!(error.offset(), Some(8));
    }
}
