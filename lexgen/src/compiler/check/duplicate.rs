//! One document for each NSID.
//!
//! Inputs have precedence in their order: a document of an earlier one shadows
//! another text of the same NSID in a later one. Within an input, nothing says which
//! of two is right.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{Checked, Misplaced, Refused, document::Outcome, parse};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Place, rules},
        schema::{Path, Step},
        source::{Source, SourceId, Sources},
    },
    syntax::Nsid,
};

/// The most folders of a path that can be the start of an NSID.
const MOST_FOLDERS: usize = 32;

/// Combines the outcomes of all texts, in the order of the texts. The diagnostics of
/// the result are those about more than one text.
pub(super) fn collect(sources: &Sources, outcomes: Vec<Outcome>) -> Checked {
    let mut checked = Checked::default();
    let mut first: BTreeMap<Nsid, SourceId> = BTreeMap::new();
    let mut documents = BTreeMap::new();
    let mut conflicts: BTreeMap<Nsid, Vec<SourceId>> = BTreeMap::new();
    let mut claimed = BTreeSet::new();
    let winners = winners(sources, &outcomes);
    for ((source, text), mut outcome) in sources.iter().zip(outcomes) {
        let has_errors = outcome.has_errors || (text.is_damaged && text.path.is_some());
        let name = outcome.id.as_ref().or(outcome.claimed.as_ref());
        if name.is_some() || has_errors {
            let misplaced = &mut checked.refused.misplaced;
            misplaced.extend(supposed(text, name).into_iter().map(|id| {
                let name = name.cloned();
                (id, Misplaced { source, id: name })
            }));
        }
        if let Some(id) = outcome.claimed.take() {
            checked.ids.insert(source, id.clone());
            note(&mut checked.refused, &id, source, &outcome);
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
                    conflicts.entry(id).or_default().push(source);
                }
                continue;
            }
        }
        if !outcome.names.is_empty() || outcome.document.is_none() {
            note(&mut checked.refused, &id, source, &outcome);
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
    for (id, again) in conflicts {
        documents.remove(&id);
        // The later text is where the conflict is reported.
        checked.refused.texts.remove(&id);
        for source in again.into_iter().chain(first.get(&id).copied()) {
            let text = sources.get(source).map_or("", |text| text.document());
            let outcome = Outcome {
                names: parse::names(text),
                ..Outcome::default()
            };
            note(&mut checked.refused, &id, source, &outcome);
        }
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

/// Notes a text of a document that is refused in part or as a whole.
fn note(refused: &mut Refused, id: &Nsid, source: SourceId, outcome: &Outcome) {
    let text = refused.texts.entry(id.clone()).or_default();
    text.sources.push(source);
    text.names.extend(outcome.names.iter().cloned());
    text.are_keys |= outcome.are_keys;
}

/// The NSIDs that the path of a text can be, if the document in it has another one.
fn supposed(text: &Source, id: Option<&Nsid>) -> Vec<Nsid> {
    let path = text.name.strip_suffix(".json").unwrap_or_default();
    if id.is_some_and(|id| is_path_of(path, id)) {
        return Vec::new();
    }
    let name = path.replace(['/', '\\'], ".");
    let mut starts: Vec<usize> = name.match_indices('.').map(|(dot, _)| dot + 1).collect();
    starts.insert(0, 0);
    let nearest = starts.into_iter().rev().take(MOST_FOLDERS);
    nearest
        .filter_map(|start| name.get(start..)?.parse().ok())
        .collect()
}

/// Whether a path without its extension ends in an NSID, whose segments can be folders.
fn is_path_of(path: &str, id: &Nsid) -> bool {
    let is_dot = |byte: u8| matches!(byte, b'.' | b'/' | b'\\');
    let (path, id) = (path.as_bytes(), id.as_str().as_bytes());
    let start = path.len().checked_sub(id.len());
    let Some((before, end)) = start.map(|start| path.split_at(start)) else {
        return false;
    };
    let mut pairs = end.iter().zip(id);
    pairs.all(|(one, other)| one == other || (is_dot(*one) && *other == b'.'))
        && before.last().is_none_or(|last| is_dot(*last))
}

/// For each NSID, a text of the first input that has a document of that NSID.
fn winners(sources: &Sources, outcomes: &[Outcome]) -> BTreeMap<Nsid, SourceId> {
    let mut winners: BTreeMap<Nsid, SourceId> = BTreeMap::new();
    let several = sources.texts().iter().any(|text| text.input > 0);
    let outcomes = sources.iter().zip(outcomes).filter(|_| several);
    for ((source, text), outcome) in outcomes {
        let Some(id) = outcome.id.clone() else {
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
        .with_help(
            "neither document is used; rename or remove one, or list their folders as inputs of \
             their own, of which the first has precedence",
        )
}
