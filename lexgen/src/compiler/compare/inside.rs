//! What differs between two types that a changed reference leads to.

use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{ChangeKind, ValueSetChange, rules, sentence::predicate};

/// How many differences are kept of each rule, and how many in all whose rule is
/// kept already.
const KEPT: usize = 12;

/// What differs inside, with all that the two types refer to.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Inside {
    /// The change of the valid values.
    pub value_set: ValueSetChange,
    /// The first differences, at least one of each rule.
    pub differences: Vec<InsideChange>,
    /// Whether it is unknown, because a version lacks what is referred to.
    pub is_unknown: bool,
}

/// One difference inside.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InsideChange {
    /// The property, from the type that holds it: `author.names[]`.
    pub property: String,
    /// What differs.
    pub kind: ChangeKind,
}

impl Inside {
    pub(super) fn unknown() -> Self {
        Self {
            value_set: ValueSetChange::BOTH,
            is_unknown: true,
            ..Self::default()
        }
    }

    pub(super) fn of(value_set: ValueSetChange) -> Self {
        Self {
            value_set,
            ..Self::default()
        }
    }

    /// Whether nothing at all differs.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn add(&mut self, difference: InsideChange) {
        self.value_set |= difference.kind.value_set();
        let is_room = self.differences.len() < KEPT;
        let is_new = || {
            let rule = rules::of(&difference.kind);
            let mut kept = self.differences.iter();
            kept.all(|kept| rules::of(&kept.kind) != rule)
        };
        if (is_room || is_new()) && !self.differences.contains(&difference) {
            self.differences.push(difference);
        }
    }

    pub(super) fn extend(&mut self, other: &Self) {
        self.value_set |= other.value_set;
        self.is_unknown |= other.is_unknown;
        for difference in &other.differences {
            self.add(difference.clone());
        }
    }

    /// Each difference in words: "optional property `name` removed".
    pub fn sentences(&self) -> impl Iterator<Item = String> {
        let differences = self.differences.iter();
        differences.map(|difference| predicate(&difference.kind, &difference.property))
    }
}

impl Serialize for Inside {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.differences.len()))?;
        for sentence in self.sentences() {
            list.serialize_element(&sentence)?;
        }
        list.end()
    }
}
