//! Diagnostics as data: what is wrong, where, and what to do.
//!
//! Passes name a place by JSON pointer; line and column are found, and text is
//! rendered, only when somebody looks: make a [`Report`] for that. Every code
//! is explained in [`rules`].

mod excerpt;
mod github;
mod human;
mod json;
mod lines;
mod locate;
mod members;
pub(crate) mod page;
pub mod pointer;
mod report;
pub(crate) mod rule;
pub mod rules;
pub mod sarif;

use crate::compiler::source::SourceId;

pub(crate) use excerpt::clean;
pub(crate) use members::Members;
pub use report::Report;
pub use rule::Rule;

/// One problem, or one remark.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable name of the rule, such as `unknown-type`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence, without a full stop.
    pub message: String,
    /// Where.
    #[doc(hidden)]
    pub place: Option<Place>,
    /// What to say at the underlined text; may be empty.
    pub label: String,
    /// Other places that explain it.
    #[doc(hidden)]
    pub related: Vec<(Place, String)>,
    /// What else there is to know, a sentence each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Edits of the same document that fix it and change neither which data is
    /// valid nor what it means. Empty where there are none.
    #[doc(hidden)]
    pub fix: Vec<Edit>,
}

/// One change to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Remove the member or item at this pointer.
    Remove(String),
    /// Write this string as the value at this pointer.
    Write(String, String),
}

impl Diagnostic {
    /// A diagnostic of a rule, with the severity the rule has.
    #[doc(hidden)]
    pub fn new(rule: &Rule, place: Option<Place>, message: impl Into<String>) -> Self {
        Self {
            code: rule.code,
            severity: rule.severity,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: Vec::new(),
        }
    }

    /// Says something at the underlined text.
    #[doc(hidden)]
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says something else there is to know.
    #[doc(hidden)]
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do about it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, where `offset` other texts stand before those it is about.
    #[doc(hidden)]
    #[must_use]
    pub fn after(mut self, offset: usize) -> Self {
        let related = self.related.iter_mut().map(|(place, _)| place);
        for place in self.place.iter_mut().chain(related) {
            place.source = place.source.after(offset);
        }
        self
    }

    /// Names another place that explains it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}

/// How bad a diagnostic is.
///
/// Needs the feature `codegen`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably a mistake; nothing is held up.
    Warning,
    /// Nothing can be generated from this.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which text.
    pub source: SourceId,
    /// A [JSON pointer](https://www.rfc-editor.org/rfc/rfc6901) to the value,
    /// from the top of the lexicon (which may itself stand inside something
    /// else).
    pub pointer: String,
    /// Which part of it.
    pub part: Part,
}

impl Place {
    /// A source as a whole.
    pub(crate) fn file(source: SourceId) -> Self {
        Self {
            source,
            pointer: String::new(),
            part: Part::Text(0..0),
        }
    }
}

/// Which part of the value at a pointer a [`Place`] means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The property name before it.
    Key,
    /// Bytes of the source's text itself, where it is not JSON.
    Text(std::ops::Range<usize>),
}
