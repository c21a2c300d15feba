//! One document for each NSID.

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
    for ((source, _), outcome) in sources.iter().zip(outcomes) {
        let Some(mut outcome) = outcome else { continue };
        claimed.extend(outcome.claimed.take());
        let Some(id) = outcome.id.take() else {
            if outcome.has_errors {
                checked.refused.nameless.insert(source);
            }
            continue;
        };
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
