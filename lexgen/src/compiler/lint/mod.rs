//! Lint: what the language allows and an author would rather not publish.
//!
//! A lexicon is a promise that cannot be taken back, so the time to hear of a
//! string without a limit is before the first record exists. The rules are in
//! `rules/`; what is around them finds the place (`context`), decides which
//! findings count (`select`, `policy`), and fixes texts (`fix`, `edit`).
//!
//! The rules follow the [style guide](https://atproto.com/guides/lexinomicon)
//! of the protocol. They see only what `check` has found sound.

mod context;
mod edit;
#[cfg(feature = "cli")]
mod fix;
mod mentions;
#[cfg(feature = "cli")]
mod policy;
pub mod rules;
mod select;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use context::{Context, Set};
use mentions::Mentions;

pub use edit::apply;
#[cfg(feature = "cli")]
pub(crate) use fix::{Fixed, fix};
#[cfg(feature = "cli")]
pub(crate) use policy::Policy;
pub use select::{Level, Selection, UnknownRule, find_rule};

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
    };
    let findings: Vec<_> = documents
        .par_iter()
        .map(|document| {
            let text = sources.get(document.source);
            let parsed = text.and_then(|source| json::parse(source.document()).ok());
            let written = match parsed.as_ref().map(|parsed| claim(&parsed.value)) {
                Some(Claim::Lexicon(object) | Claim::Envelope(object)) => Some(object),
                Some(Claim::Other(_)) | None => None,
            };
            rules::check(Context::new(&set, document, written))
        })
        .collect();
    findings.into_iter().flatten().collect()
}
