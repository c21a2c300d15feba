//! One document for each NSID.
//!
//! Inputs have precedence in their order: a document of an earlier one shadows
//! another text of the same NSID in a later one. Within an input, nothing says which
//! of two is right.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{Checked, document::Outcome, parse};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Place, rules},
        schema::{Path, Step},
        source::{SourceId, Sources},
    },
    syntax::Nsid,
};

/// Combines the outcomes of all texts, in the order of the texts. The diagnostics of
/// the result are those about more than one text.
pub(super) fn collect(sources: &Sources, outcomes: Vec<Option<Outcome>>) -> Checked {
    let mut checked = Checked::default();
    let mut first: BTreeMap<Nsid, SourceId> = BTreeMap::new();
    let mut documents = BTreeMap::new();
    let mut conflicts = BTreeSet::new();
    let mut claimed = BTreeSet::new();
    let winners = winners(sources, &outcomes);
    for ((source, text), outcome) in sources.iter().zip(outcomes) {
        let Some(mut outcome) = outcome else { continue };
        if let Some(id) = outcome.claimed.take() {
            checked.ids.insert(source, id.clone());
            claimed.insert(id);
        }
        let Some(id) = outcome.id.take() else {
            if outcome.has_errors {
                checked.refused.nameless.insert(source);
            }
            continue;
        };
        checked.ids.insert(source, id.clone());
        if let Some(winner) = winners.get(&id)
            && input(sources, *winner) < text.input
        {
            checked.shadowed.insert(source);
            if !is_same(sources, *winner, source) {
                checked
                    .diagnostics
                    .push(shadowed(&id, *winner, source, sources));
            }
            continue;
        }
        match first.entry(id.clone()) {
            Entry::Vacant(entry) => {
                entry.insert(source);
            }
            Entry::Occupied(entry) => {
                let other = *entry.get();
                if !is_same(sources, other, source) {
                    checked.diagnostics.push(conflict(&id, other, source));
                    conflicts.insert(id);
                }
                continue;
            }
        }
        checked.refused.references.append(&mut outcome.references);
        match outcome.document {
            Some(document) => {
                let refused = outcome.refused.into_iter().map(|name| (id.clone(), name));
                checked.refused.definitions.extend(refused);
                documents.insert(id, document);
            }
            None => {
                checked.refused.documents.insert(id);
            }
        }
    }
    for id in conflicts {
        documents.remove(&id);
        checked.refused.documents.insert(id);
    }
    // What is there, though not as JSON, is not missing.
    claimed.retain(|id| !first.contains_key(id));
    checked.refused.documents.append(&mut claimed);
    let whole = &checked.refused.documents;
    checked
        .refused
        .definitions
        .retain(|(id, _)| !whole.contains(id));
    checked.documents = documents.into_values().collect();
    checked
}

/// For each NSID, a text of the first input that has a document of that NSID.
fn winners(sources: &Sources, outcomes: &[Option<Outcome>]) -> BTreeMap<Nsid, SourceId> {
    let mut winners: BTreeMap<Nsid, SourceId> = BTreeMap::new();
    let several = sources.texts().iter().any(|text| text.input > 0);
    let outcomes = sources.iter().zip(outcomes).filter(|_| several);
    for ((source, text), outcome) in outcomes {
        let Some(id) = outcome.as_ref().and_then(|it| it.id.clone()) else {
            continue;
        };
        let winner = winners.entry(id).or_insert(source);
        if text.input < input(sources, *winner) {
            *winner = source;
        }
    }
    winners
}

fn input(sources: &Sources, source: SourceId) -> usize {
    sources.get(source).map_or(0, |text| text.input)
}

fn shadowed(id: &Nsid, winner: SourceId, source: SourceId, sources: &Sources) -> Diagnostic {
    let place = |source| Place::value(source, &Path::document().with(Step::Keyword("id")));
    let name = |source| sources.get(source).map_or("", |it| it.name.as_str());
    let message = format!(
        "`{}` is read from {}: this document is not used",
        id.as_str(),
        name(winner)
    );
    Diagnostic::new(&rules::SHADOWED_DOCUMENT, Some(place(source)), message)
        .with_label("in a later input, with another text")
        .with_related(place(winner), "used, from an earlier input")
        .with_help("if this is the right one, list its folder first in the inputs")
}

fn is_same(sources: &Sources, a: SourceId, b: SourceId) -> bool {
    match (sources.get(a), sources.get(b)) {
        (Some(a), Some(b)) => parse::same(a, b),
        _ => false,
    }
}

fn conflict(id: &Nsid, first: SourceId, again: SourceId) -> Diagnostic {
    let place = |source| Place::value(source, &Path::document().with(Step::Keyword("id")));
    let message = format!("two different documents have the id `{}`", id.as_str());
    Diagnostic::new(&rules::DUPLICATE_ID, Some(place(again)), message)
        .with_label("already used")
        .with_related(place(first), "first used here")
        .with_help("neither document is used; rename or remove one")
}
