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
mod integer;
pub(crate) mod kind;
pub(crate) mod known_fields;
mod mime;
mod object;
mod params;
mod parse;
mod permission;
mod record;
mod reference;
pub(crate) mod report;
mod string;
pub(crate) mod suggest;
mod union;
mod value;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

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
}

/// How many texts are checked at once. All their diagnostics are in memory before
/// the limit of a run applies.
const AT_ONCE: usize = 256;

/// Checks every text.
pub fn check(sources: &Sources) -> Checked {
    let mut outcomes = Vec::with_capacity(sources.len());
    let mut diagnostics = Collector::of_run();
    for (number, texts) in sources.texts().chunks(AT_ONCE).enumerate() {
        let first = number * AT_ONCE;
        let mut checked = Vec::new();
        (texts.par_iter().enumerate())
            .map(|(index, source)| {
                let id = u32::try_from(first + index).unwrap_or(u32::MAX);
                parse::check(SourceId(id), source)
            })
            .collect_into_vec(&mut checked);
        for outcome in checked.iter_mut().flatten() {
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
