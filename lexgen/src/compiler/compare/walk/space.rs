//! Types of spaces: their keys, the records that are expected, and what account
//! holders are shown.

use std::collections::BTreeSet;

use super::Walk;
use crate::{
    compiler::{
        compare::{ChangeKind, Replaced, Side, SpaceChange},
        schema::{Space, Step},
    },
    syntax::Nsid,
};

impl Walk<'_, '_> {
    pub(super) fn spaces(&mut self, old: &Space, new: &Space) {
        self.description(old.description.as_deref(), new.description.as_deref());
        if old.key != new.key {
            let change = SpaceChange::Key(Replaced {
                before: old.key.clone(),
                after: new.key.clone(),
            });
            self.note_keyword("key", ChangeKind::Space(change));
        }
        let text = |key, before: Option<&str>, after: Option<&str>| {
            ChangeKind::Space(SpaceChange::Text {
                key,
                before: before.map(str::to_owned),
                after: after.map(str::to_owned),
            })
        };
        self.shown("name", Some(&old.name), Some(&new.name), text);
        self.translations("name:lang", &old.name_lang, &new.name_lang, text);
        self.collections(old, new);
    }

    /// The record types on one side only. Their order means nothing.
    fn collections(&mut self, old: &Space, new: &Space) {
        for (index, collection) in only(old, new) {
            let collection = collection.clone();
            let kind = ChangeKind::Space(SpaceChange::CollectionRemoved { collection });
            self.collection(Side::Old, index, kind);
        }
        for (index, collection) in only(new, old) {
            let collection = collection.clone();
            let kind = ChangeKind::Space(SpaceChange::CollectionAdded { collection });
            self.collection(Side::New, index, kind);
        }
    }

    fn collection(&mut self, side: Side, index: usize, kind: ChangeKind) {
        self.at(Step::Keyword("collections"), |walk| {
            walk.note_only(side, Step::Index(index), None, kind);
        });
    }
}

/// The record types of one side that the other does not list, with their places.
fn only<'s>(one: &'s Space, other: &'s Space) -> impl Iterator<Item = (usize, &'s Nsid)> {
    let others: BTreeSet<_> = other.collections.iter().map(Nsid::as_str).collect();
    let collections = one.collections.iter().enumerate();
    collections.filter(move |(_, collection)| !others.contains(collection.as_str()))
}
