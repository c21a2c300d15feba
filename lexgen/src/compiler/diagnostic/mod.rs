//! Diagnostics as data: what is wrong, where, and what to do.
//!
//! Passes refer to a place by the steps to it. A [`Report`] finds lines and columns
//! and renders text. [`rules`] explains every code.

mod collector;
mod excerpt;
mod github;
mod human;
mod json;
mod lines;
mod locate;
mod machine;
mod members;
pub(crate) mod page;
pub(crate) mod pointer;
mod report;
pub(crate) mod rule;
pub mod rules;
pub mod sarif;
mod visible;

use std::ops::Range;

use crate::compiler::source::SourceId;

pub(crate) use collector::{Collector, problem_count};
pub(crate) use human::{excerpt_of, without_empty_origins};
#[cfg(feature = "dag-cbor")]
pub(crate) use machine::to_json;
#[cfg(feature = "cli")]
pub(crate) use machine::to_json_pretty;
pub(crate) use members::Members;
pub use pointer::{Pointer, PointerStep};
pub use report::Report;
pub use rule::Rule;
#[cfg(any(feature = "cli", feature = "insta"))]
pub(crate) use visible::for_people;
#[cfg(feature = "cli")]
pub(crate) use visible::without_commands;
pub(crate) use visible::{SHOWN, clean, clean_path, clipped, is_hidden, quoted};

/// An error, a warning or a note.
///
/// Needs the feature `codegen`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable name of the rule, such as `unknown-type`.
    pub code: &'static str,
    /// The severity.
    pub severity: Severity,
    /// How many problems this stands for: more than one if it says how many others of
    /// its rule are not shown.
    pub occurrences: usize,
    /// The message: one sentence, without a full stop.
    pub message: String,
    /// The place.
    #[doc(hidden)]
    pub place: Option<Place>,
    /// The label of the underlined text; may be empty.
    pub label: String,
    /// Other places, each with a label.
    #[doc(hidden)]
    pub related: Vec<(Place, String)>,
    /// Notes, a sentence each.
    pub notes: Vec<String>,
    /// Advice.
    pub help: Option<String>,
    /// Edits of the same document that fix the problem, and change neither which
    /// data is valid nor its meaning. Empty if there are none.
    #[doc(hidden)]
    pub fix: Vec<Edit>,
}

/// An edit of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Edit {
    /// Remove the member or item at this place.
    Remove(Pointer),
    /// Write this string as the value at this place.
    Write(Pointer, String),
}

impl Diagnostic {
    /// A diagnostic of a rule, with the severity of the rule.
    #[doc(hidden)]
    pub fn new(rule: &Rule, place: Option<Place>, message: impl Into<String>) -> Self {
        Self {
            code: rule.code,
            severity: rule.severity,
            occurrences: 1,
            message: message.into(),
            place,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: Vec::new(),
        }
    }

    /// Sets the label of the underlined text.
    #[doc(hidden)]
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a note.
    #[doc(hidden)]
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the advice.
    #[doc(hidden)]
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same diagnostic after its sources were appended to `offset` others.
    #[doc(hidden)]
    #[must_use]
    pub fn after(mut self, offset: usize) -> Self {
        let related = self.related.iter_mut().map(|(place, _)| place);
        for place in self.place.iter_mut().chain(related) {
            place.source = place.source.after(offset);
        }
        self
    }

    /// Adds another place.
    #[doc(hidden)]
    #[must_use]
    pub fn with_related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }
}

/// The severity of a diagnostic.
///
/// Needs the feature `codegen`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// Information.
    Note,
    /// Probably a mistake. Does not prevent generation.
    Warning,
    /// Prevents generation.
    Error,
}

/// Whether one of them is an error.
pub(crate) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    let mut diagnostics = diagnostics.iter();
    diagnostics.any(|diagnostic| diagnostic.severity == Severity::Error)
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
    /// The text.
    pub source: SourceId,
    /// The value, from the root of the lexicon (which may be nested in another
    /// value).
    pub pointer: Pointer,
    /// The part of the value.
    pub part: Part,
}

impl Place {
    /// The value at a place.
    pub(crate) fn value(source: SourceId, pointer: impl Into<Pointer>) -> Self {
        Self {
            source,
            pointer: pointer.into(),
            part: Part::Value,
        }
    }

    /// A range of bytes in the source's text.
    pub(crate) fn text(source: SourceId, range: Range<usize>) -> Self {
        Self {
            source,
            pointer: Pointer::default(),
            part: Part::Text(range),
        }
    }

    /// A source as a whole.
    pub(crate) fn file(source: SourceId) -> Self {
        Self::text(source, 0..0)
    }
}

/// The part of a value that a [`Place`] refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The property name before it.
    Key,
    /// A range of bytes in the source's text, which need not be JSON.
    Text(Range<usize>),
}
