//! What differs between two snapshots, document by document.

use super::Pins;
use crate::syntax::Nsid;

/// How a document differs from what a snapshot says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The snapshot does not have it.
    Added,
    /// It means something else now.
    Changed,
    /// Its CID is another one, and it means the same: descriptions, the order
    /// of something, or fields that are not in the language have changed.
    Reworded,
    /// Its CID is the same, and the snapshot says something else of it: the
    /// snapshot was edited by hand, or by a lexgen that knew less.
    Inexact,
    /// It is gone.
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

/// Every document that is not in both snapshots alike, sorted by NSID.
pub fn differences<'p>(old: &'p Pins, new: &'p Pins) -> Vec<(&'p Nsid, Difference)> {
    let mut found: Vec<_> = new
        .iter()
        .filter_map(|(nsid, new)| {
            let difference = match old.get(nsid) {
                None => Difference::Added,
                Some(old) if old == new => return None,
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
