//! A snapshot with the conflict markers of git: two branches that add documents at
//! one place conflict in any text that lists documents in order. What both sides
//! accepted is merged here, entry by entry.
//!
//! Git has the whole versions of both sides until the conflict is resolved. Where it
//! does not, they are read from the text between the markers.

use std::collections::BTreeMap;

use super::{Pin, Pins, RetiredDocuments, history::History, read::MARKERS};
use crate::syntax::Nsid;

/// The texts of both sides; `None` if the text has no conflict, or its markers do not
/// fit together.
pub(crate) fn sides(text: &str) -> Option<[String; 2]> {
    let [mut ours, mut theirs] = [String::new(), String::new()];
    let mut part = Part::Both;
    let mut is_conflict = false;
    for line in text.split_inclusive('\n') {
        let marker = MARKERS.iter().position(|marker| line.starts_with(marker));
        part = match (marker, part) {
            (None, part) => {
                if matches!(part, Part::Both | Part::Ours) {
                    ours.push_str(line);
                }
                if matches!(part, Part::Both | Part::Theirs) {
                    theirs.push_str(line);
                }
                part
            }
            (Some(0), Part::Both) => Part::Ours,
            (Some(1), Part::Ours) => Part::Base,
            (Some(2), Part::Ours | Part::Base) => Part::Theirs,
            (Some(3), Part::Theirs) => {
                is_conflict = true;
                Part::Both
            }
            _ => return None,
        };
    }
    (is_conflict && part == Part::Both).then_some([ours, theirs])
}

/// Whose lines are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    Base,
    Theirs,
}

/// Both sides of a conflict.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    pub(crate) pins: Pins,
    pub(crate) retired: RetiredDocuments,
    /// The documents that each side changed in its own way, with what they mean on
    /// the other side. `pins` has ours.
    pub(crate) disputed: BTreeMap<Nsid, String>,
}

/// What a version of a snapshot has.
pub(crate) type Version = (Pins, RetiredDocuments);

/// Merges what two sides accepted since a version, which is empty if nobody knows it.
pub(crate) fn merge(
    base: &Pins,
    (ours, our_retired): Version,
    (mut theirs, their_retired): Version,
) -> Merged {
    let mut merged = Merged::default();
    for (nsid, our) in ours {
        let base = base.get(&nsid);
        let pin = match theirs.remove(&nsid) {
            None => of_one_side(&nsid, base, our, &their_retired, &mut merged),
            Some(their) if base == Some(&our) => Some(their),
            Some(their) if base == Some(&their) => Some(our),
            Some(their) => Some(of_both(&nsid, our, their, &mut merged)),
        };
        merged.pins.extend(pin.map(|pin| (nsid, pin)));
    }
    for (nsid, their) in theirs {
        let base = base.get(&nsid);
        let pin = of_one_side(&nsid, base, their, &our_retired, &mut merged);
        merged.pins.extend(pin.map(|pin| (nsid, pin)));
    }
    for (nsid, document) in their_retired.into_iter().chain(our_retired) {
        if !merged.pins.contains_key(&nsid) {
            merged.retired.insert(nsid, document);
        }
    }
    merged
}

/// A document that one side has: it was added, or the other side removed it.
fn of_one_side(
    nsid: &Nsid,
    base: Option<&Pin>,
    pin: Pin,
    retired: &RetiredDocuments,
    merged: &mut Merged,
) -> Option<Pin> {
    let gone = retired.get(nsid).map(|it| &it.meaning);
    match base.map(|it| &it.meaning).or(gone) {
        None => Some(pin),
        Some(meaning) if *meaning == pin.meaning => None,
        Some(meaning) => {
            merged.disputed.insert(nsid.clone(), meaning.clone());
            Some(pin)
        }
    }
}

/// A document that both sides have and changed.
fn of_both(nsid: &Nsid, our: Pin, their: Pin, merged: &mut Merged) -> Pin {
    // Other words are no dispute: the lexicons have the CID of those that stay.
    if our.meaning != their.meaning {
        merged.disputed.insert(nsid.clone(), their.meaning);
    }
    Pin {
        history: our.history.with(their.history),
        ..our
    }
}

impl History {
    /// What either side remembers.
    fn with(mut self, other: Self) -> Self {
        for (name, retired) in other.retired {
            self.retired.entry(name).or_insert(retired);
        }
        for (name, former) in other.former {
            self.former.entry(name).or_insert(former);
        }
        for accepted in other.accepted {
            if !self.accepted.contains(&accepted) {
                self.accepted.push(accepted);
            }
        }
        self.accepted.sort_by(|a, b| a.on.cmp(&b.on));
        self
    }
}
