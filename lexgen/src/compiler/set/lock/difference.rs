//! Compares two snapshots, document by document.

use super::Pins;
use crate::syntax::Nsid;

/// How a document differs from its entry in a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is not in the snapshot.
    Added,
    /// Its meaning has changed.
    Changed,
    /// Its CID has changed, but not its meaning: descriptions, order, or unknown
    /// fields differ.
    Reworded,
    /// Its CID is the same, but its meaning differs: the snapshot was edited by
    /// hand, or written by an older lexgen.
    Inexact,
    /// It is only in the snapshot.
    Removed,
}

impl Difference {
    /// One word: `added`, `changed`, `reworded`, `inexact` or `removed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Reworded => "reworded",
            Self::Inexact => "inexact",
            Self::Removed => "removed",
        }
    }
}

/// Every document that differs between two snapshots, sorted by NSID.
pub fn differences<'p>(old: &'p Pins, new: &'p Pins) -> Vec<(&'p Nsid, Difference)> {
    let mut found: Vec<_> = new
        .iter()
        .filter_map(|(nsid, new)| {
            let difference = match old.get(nsid) {
                None => Difference::Added,
                Some(old) if (&old.cid, &old.meaning) == (&new.cid, &new.meaning) => {
                    return None;
                }
                Some(old) if old.cid == new.cid => Difference::Inexact,
                Some(old) if old.meaning == new.meaning => Difference::Reworded,
                Some(_) => Difference::Changed,
            };
            Some((nsid, difference))
        })
        .chain(
            old.keys()
                .filter(|nsid| !new.contains_key(*nsid))
                .map(|nsid| (nsid, Difference::Removed)),
        )
        .collect();
    found.sort_unstable();
    found
}
