//! What is wrong with a text that does not have its format.

use std::{borrow::Cow, fmt};

use super::Format;

/// Most characters of the offending text that an error repeats.
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
///     r#""jo_hn.test" is not a valid handle: a segment holds only ASCII letters, digits and hyphens (at byte 2)"#
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

    /// The format the text should have had.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The rule that the text breaks.
    pub fn reason(&self) -> Cow<'static, str> {
        self.fault.reason.text()
    }

    /// The byte at which the text breaks the rule, where one can be named. It
    /// is the length of the text when something is missing at the end.
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
        write!(f, "{excerpt:?} is not a valid {format}: {reason}")?;
        match offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for InvalidSyntax {}

/// What a format's own rule reports: cheap to make, so that a format made of
/// others can try them.
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
