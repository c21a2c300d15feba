//! The rules of the Lexicon language that can be checked inside one document.
//!
//! Each kind of thing in a lexicon has a file; the rules are listed in
//! [`crate::compiler::diagnostic::rules`]. One run finds every problem of every document. A
//! definition with an error is refused; the others of its document can still be
//! used.

mod array;
mod blob;
mod body;
mod boolean;
mod bytes;
mod context;
mod definition;
mod document;
mod duplicate;
mod endpoint;
mod error_name;
mod field_type;
mod fields;
pub(crate) mod grammar;
mod habits;
mod integer;
pub(crate) mod kind;
pub(crate) mod known_fields;
mod mime;
mod object;
mod params;
mod parse;
mod permission;
mod permission_fields;
mod permission_space;
mod record;
mod reference;
pub(crate) mod report;
mod space;
mod string;
pub(crate) mod suggest;
mod translations;
mod union;
mod unknown;
mod value;
mod value_habits;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub use unknown::Unknown;

use crate::{
    compiler::{
        diagnostic::{Collector, Diagnostic, Place, has_errors, rules},
        schema::{Document, Reference},
        source::{SourceId, Sources},
    },
    syntax::Nsid,
};

/// The result of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The documents, sorted by NSID, each NSID once. Definitions with errors
    /// are not among their `defs`.
    pub documents: Vec<Document>,
    /// What is refused, so that a reference to it is not reported as missing.
    pub refused: Refused,
    /// The NSID of each text that has one.
    pub ids: BTreeMap<SourceId, Nsid>,
    /// The texts that are not used, because an earlier input has a document of the same
    /// NSID.
    pub shadowed: BTreeSet<SourceId>,
    /// The problems, in no particular order. A document with an error in it
    /// can still be among `documents`.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Whether there is an error among the diagnostics.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.diagnostics)
    }
}

/// Documents and definitions that exist but have errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// Documents of which nothing is used.
    pub documents: BTreeSet<Nsid>,
    /// Texts with errors that have no NSID.
    pub nameless: BTreeSet<SourceId>,
    /// Definitions, of documents of which something is used.
    pub definitions: BTreeSet<(Nsid, String)>,
    /// The references in them, so that one run also reports which of these lead
    /// nowhere.
    pub references: Vec<RefusedReference>,
    /// The texts of these documents.
    pub texts: BTreeMap<Nsid, RefusedText>,
    /// Texts by the NSID that their path is, where the text has another one or, with
    /// an error, none.
    pub misplaced: BTreeMap<Nsid, Misplaced>,
}

/// The texts of a document that is refused in part or as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedText {
    /// The texts: several if they contradict each other.
    pub sources: Vec<SourceId>,
    /// The names of all definitions in them, valid or not; empty if nothing is known of
    /// them.
    pub names: BTreeSet<String>,
    /// Whether `names` includes other keys of a text that is not JSON.
    pub are_keys: bool,
}

/// A text at the path of a document that is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The text.
    pub source: SourceId,
    /// The NSID in it; `None` if it has an error instead.
    pub id: Option<Nsid>,
}

/// A reference in a definition that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedReference {
    /// The document.
    pub document: Nsid,
    /// The definition, which may have a name that no reference can have.
    pub definition: String,
    /// Where it is written.
    pub place: Place,
    /// What it refers to.
    pub reference: Reference,
}

impl Refused {
    /// Whether a definition is refused, alone or with its document.
    pub fn contains(&self, document: &Nsid, definition: &str) -> bool {
        self.documents.contains(document)
            || self
                .definitions
                .contains(&(document.clone(), definition.to_owned()))
    }

    /// Whether a definition is refused and is in the text of its document.
    pub(crate) fn defines(&self, document: &Nsid, definition: &str) -> bool {
        let text = self.texts.get(document);
        self.contains(document, definition)
            && text.is_none_or(|text| text.names.is_empty() || text.names.contains(definition))
    }
}

/// How many texts are checked at once. All their diagnostics are in memory before
/// the limit of a run applies.
const AT_ONCE: usize = 256;

/// Checks every text.
pub fn check(sources: &Sources) -> Checked {
    check_with(sources, Unknown::default())
}

/// Checks every text, with a choice of what becomes of unknown words.
pub fn check_with(sources: &Sources, unknown: Unknown) -> Checked {
    let mut outcomes = Vec::with_capacity(sources.len());
    let mut diagnostics = Collector::of_run();
    for (number, texts) in sources.texts().chunks(AT_ONCE).enumerate() {
        let first = number * AT_ONCE;
        let mut checked = Vec::new();
        (texts.par_iter().enumerate())
            .map(|(index, source)| {
                let id = u32::try_from(first + index).unwrap_or(u32::MAX);
                parse::check(SourceId(id), source, unknown)
            })
            .collect_into_vec(&mut checked);
        for outcome in &mut checked {
            diagnostics.extend(std::mem::take(&mut outcome.diagnostics));
        }
        outcomes.append(&mut checked);
    }
    let mut checked = duplicate::collect(sources, outcomes);
    diagnostics.extend(checked.diagnostics);
    let shadowed = &checked.shadowed;
    let counts = |found: &Diagnostic| {
        let place = found.place.as_ref();
        found.code == rules::SHADOWED_DOCUMENT.code
            || !place.is_some_and(|place| shadowed.contains(&place.source))
    };
    let found = diagnostics.finish().into_iter();
    checked.diagnostics = found.filter(counts).collect();
    checked
}
