//! Lint: likely mistakes in valid lexicons.
//!
//! A published lexicon is hard to change, so a string without a limit has to be
//! found before the first record exists. The rules are in `rules/`. The other
//! files find places (`context`), mentions of definitions (`mentions`) and NSIDs that
//! are alike (`names`), decide which findings count (`select`, `policy`), and fix texts (`fix`,
//! `edit`).
//!
//! The rules follow the [style guide](https://atproto.com/guides/lexicon-style-guide)
//! of the protocol. They only see what passes `check`.

mod context;
mod edit;
#[cfg(feature = "cli")]
mod fix;
mod mentions;
mod names;
#[cfg(feature = "cli")]
mod policy;
pub mod rules;
mod select;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use rayon::prelude::*;

use context::{Context, Set};
use mentions::Mentions;
use names::Names;

pub use edit::apply;
#[cfg(feature = "cli")]
pub(crate) use fix::{Fixed, fix};
#[cfg(feature = "cli")]
pub(crate) use policy::{Policy, texts_with_errors};
#[cfg(feature = "cli")]
pub(crate) use select::selectable;
pub use select::{Level, Selection, find_rule};

use crate::compiler::{
    diagnostic::Diagnostic,
    flow::Flow,
    ir::Ir,
    schema::Document,
    source::{
        Sources,
        claim::{Claim, claim},
        json,
    },
};

/// Applies every rule to every document, in the order of the documents.
///
/// The documents are the whole set, and the IR is all of it: some rules ask who
/// refers to a definition, or whether its data is stored.
pub fn lint(sources: &Sources, documents: &[Document], ir: &Ir) -> Vec<Diagnostic> {
    let set = Set {
        flow: Flow::of(ir),
        mentions: Mentions::of(ir),
        names: Names::of(documents, refused(sources, documents)),
    };
    let findings: Vec<_> = documents
        .par_iter()
        .map(|document| {
            let text = sources.get(document.source);
            let parsed = text.and_then(|source| json::parse(source.document()).ok());
            let written = match parsed.as_ref().map(|parsed| claim(&parsed.value)) {
                Some(Claim::Lexicon(object) | Claim::Envelope(object)) => Some(object),
                Some(Claim::List(_) | Claim::Other(_)) | None => None,
            };
            rules::check(Context::new(&set, document, written))
        })
        .collect();
    findings.into_iter().flatten().collect()
}

/// The NSIDs of the texts that are not among the documents, because they have errors.
fn refused(sources: &Sources, documents: &[Document]) -> HashSet<String> {
    let sound: HashSet<_> = documents.iter().map(|document| document.source).collect();
    let others = sources.iter().filter(|(id, _)| !sound.contains(id));
    others
        .filter_map(|(_, source)| {
            let parsed = json::parse(source.document()).ok()?;
            let object = match claim(&parsed.value) {
                Claim::Lexicon(object) | Claim::Envelope(object) => object,
                Claim::List(_) | Claim::Other(_) => return None,
            };
            object.get("id")?.as_str().map(str::to_owned)
        })
        .collect()
}
