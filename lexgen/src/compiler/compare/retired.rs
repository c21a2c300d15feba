//! Names that are gone and come back. Data of earlier versions still has them.

use super::{
    Change, ChangeKind, Comparison, Options, PropertyChange, Semver, Verdict, compare,
    comparison::order,
};
use crate::{compiler::ir::Ir, syntax::Nsid};

impl Comparison {
    /// With the verdicts on names that come back: what the new version refuses of the
    /// data that the `past` allowed. `retired` is when the name at a place of the past
    /// was retired.
    pub(crate) fn with_past(
        mut self,
        past: &Ir,
        new: &Ir,
        options: &Options,
        retired: impl Fn(&Nsid, &str) -> Option<String>,
    ) -> Self {
        let mut options = options.clone();
        // A name that stays away was not renamed now.
        options.changes.without_renames = true;
        options.changes.descriptions = false;
        for verdict in compare(past, new, &options).verdicts {
            let change = &verdict.change;
            let place = change.old.path.to_string();
            let Some(when) = retired(&change.nsid, &place) else {
                continue;
            };
            let is_again = change.new.present || is_further_inside(change, &retired);
            if is_again && !is_known(change, &retired) && !verdict.effects.is_empty() {
                self.verdicts.push(Verdict {
                    retired: Some(when),
                    rust: Semver::default(),
                    rust_reasons: Vec::new(),
                    ..verdict
                });
            }
        }
        self.verdicts
            .sort_by(|a, b| order(&a.change).cmp(&order(&b.change)));
        self
    }
}

/// Whether it is about something inside what has a retired name, and not about the
/// name itself.
fn is_further_inside(change: &Change, retired: &impl Fn(&Nsid, &str) -> Option<String>) -> bool {
    let holder = change.old.path.parent();
    holder.is_some_and(|holder| retired(&change.nsid, &holder.to_string()).is_some())
}

/// Whether the comparison with the last version tells the same: that a property
/// which it does not have is required.
fn is_known(change: &Change, retired: &impl Fn(&Nsid, &str) -> Option<String>) -> bool {
    match change.kind {
        ChangeKind::Property(PropertyChange::BecameRequired) => !is_further_inside(change, retired),
        ChangeKind::Rust(_) => true,
        _ => false,
    }
}
