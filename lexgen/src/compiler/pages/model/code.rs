//! Code with highlighting and links.

use super::Address;

/// Code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Code {
    /// Its lines, without their ends.
    pub(crate) lines: Vec<Line>,
}

/// A line of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line(pub(crate) Vec<Token>);

/// A piece of code. Spaces are in tokens of the kind `Plain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Its text.
    pub(crate) text: String,
    /// The definition that it names.
    pub(crate) address: Option<Address>,
}

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Spaces, punctuation and all else.
    Plain,
    /// The name of a member in JSON, or of a field in Rust.
    Name,
    /// A keyword, `true`, `false` or `null`.
    Keyword,
    /// A string.
    String,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// A type in Rust.
    Type,
    /// An attribute in Rust.
    Attribute,
}

impl TokenKind {
    /// The name of its class; `None` if it has none.
    pub(crate) fn class(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Name => Some("name"),
            Self::Keyword => Some("keyword"),
            Self::String => Some("string"),
            Self::Number => Some("number"),
            Self::Comment => Some("comment"),
            Self::Type => Some("type"),
            Self::Attribute => Some("attribute"),
        }
    }
}

/// JSON beside the Rust that it becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Lines of JSON. Fewer than those of Rust, or more.
    pub(crate) json: Vec<Line>,
    /// Lines of Rust.
    pub(crate) rust: Vec<Line>,
}

impl Line {
    /// Its text.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|token| token.text.as_str()).collect()
    }
}

impl Code {
    /// Its text, which can be copied.
    pub(crate) fn text(&self) -> String {
        let lines = self.lines.iter();
        lines.map(|line| line.text() + "\n").collect()
    }
}
