//! The uses of what changes: where data is that both versions see.

use std::{collections::HashSet, rc::Rc};

use super::carriers::Carriers;
use crate::compiler::{
    flow::{Carrier, Direction},
    schema::{FullName, Path},
};

/// The directions in which data goes that both versions see.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Uses {
    pub(super) list: Vec<Use>,
    /// Whether nothing in either version carries it, so that only lexicons of
    /// others may.
    pub(super) is_unknown: bool,
    /// The carriers that strangers serve.
    pub(super) of_others: HashSet<FullName>,
}

/// One direction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Use {
    pub(super) direction: Direction,
    /// What carries it there; empty if only lexicons of others may.
    pub(super) carriers: Vec<Carrier>,
}

impl Uses {
    /// Those of a place in each version. Data that only one version carries is
    /// never misread.
    pub(super) fn common(
        (old, old_place): (&Carriers<'_>, (&str, &Path)),
        (new, new_place): (&Carriers<'_>, (&str, &Path)),
    ) -> Self {
        let before = old.at(old_place.0, old_place.1);
        let after = new.at(new_place.0, new_place.1);
        match (before, after) {
            (Some(None), _) | (_, Some(None)) => Self::unknown(),
            (Some(Some(before)), Some(Some(after))) => {
                let both: HashSet<_> = before.iter().collect();
                let common = after.iter().filter(|it| both.contains(it)).cloned();
                let is_unknown = before.is_empty() && after.is_empty();
                Self::of(common.collect(), is_unknown)
            }
            (Some(Some(one)), None) => Self::still(&one, new),
            (None, Some(Some(one))) => Self::still(&one, old),
            (None, None) => Self::unknown(),
        }
    }

    /// What carried the data at a place of the old version, and is still there.
    pub(super) fn of_old(old: &Carriers<'_>, new: &Carriers<'_>, nsid: &str, path: &Path) -> Self {
        match old.at(nsid, path) {
            Some(Some(before)) => Self::still(&before, new),
            Some(None) | None => Self::unknown(),
        }
    }

    fn still(one: &Rc<Vec<Carrier>>, other: &Carriers<'_>) -> Self {
        let still = one.iter().filter(|it| other.has(it)).cloned();
        Self::of(still.collect(), one.is_empty())
    }

    fn of(carriers: Vec<Carrier>, is_unknown: bool) -> Self {
        if is_unknown {
            return Self::unknown();
        }
        let uses = Direction::ALL.into_iter().map(|direction| {
            let goes = carriers.iter().filter(|it| direction.is_of(it.part));
            Use {
                direction,
                carriers: goes.cloned().collect(),
            }
        });
        Self {
            list: uses.filter(|it| !it.carriers.is_empty()).collect(),
            is_unknown,
            of_others: HashSet::new(),
        }
    }

    /// Those of what nothing carries.
    pub(super) fn unknown() -> Self {
        let uses = Direction::ALL.map(|direction| Use {
            direction,
            carriers: Vec::new(),
        });
        Self {
            list: uses.to_vec(),
            is_unknown: true,
            of_others: HashSet::new(),
        }
    }

    /// Adds those of another place.
    pub(super) fn add(&mut self, other: Self) {
        match (self.is_unknown, other.is_unknown) {
            (_, true) => return,
            (true, false) => {
                *self = other;
                return;
            }
            (false, false) => {}
        }
        self.of_others.extend(other.of_others);
        for mut more in other.list {
            match self
                .list
                .iter_mut()
                .find(|it| it.direction == more.direction)
            {
                None => self.list.push(more),
                Some(known) => {
                    let seen: HashSet<_> = known.carriers.iter().cloned().collect();
                    more.carriers.retain(|it| !seen.contains(it));
                    known.carriers.append(&mut more.carriers);
                }
            }
        }
        self.list.sort_by_key(|it| it.direction);
    }
}
