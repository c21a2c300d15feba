//! Two versions, compared as far as they can be.

use crate::compiler::{
    compare::{self, Comparison, Faulty, Side},
    set::{Loaded, Past},
};

/// The verdicts on all changes. What has errors in either version has one of its own,
/// and so has a name that comes back.
pub(super) fn compared(
    old: &Loaded,
    past: Option<&Past>,
    new: &Loaded,
    options: &compare::Options,
) -> Comparison {
    let mut comparison = compare::compare(&old.ir, &new.ir, options);
    if let Some(past) = past {
        comparison = comparison.with_past(&past.ir, &new.ir, options, |nsid, place| {
            past.retired(nsid, place).map(str::to_owned)
        });
    }
    // What both versions refuse was not compared either.
    for (side, set) in [(Side::New, new), (Side::Old, old)] {
        let faulty = Faulty {
            side,
            refused: &set.faulty(),
            kind: &|nsid, name| set.kind_of_refused(nsid, name),
        };
        comparison = comparison.with_refused(&faulty, &old.ir, &new.ir);
    }
    comparison
}
