//! Unions: which members they list, and whether they refuse others.

use std::collections::HashSet;

use super::Walk;
use crate::compiler::{
    compare::{ChangeKind, MemberChange, Side},
    ir::Union,
    schema::{FullName, Step},
};

impl Walk<'_, '_> {
    /// Members are compared by name, which is their `$type`: differences inside
    /// them are found at their definitions.
    pub(super) fn unions(&mut self, old: &Union, new: &Union) {
        if old.closed != new.closed {
            let change = if new.closed {
                MemberChange::Closed
            } else {
                MemberChange::Opened
            };
            let closed = Step::Keyword("closed");
            self.note_at(closed, old.closed, new.closed, ChangeKind::Member(change));
        }
        let renames = self.versions.renames;
        let (before, after) = (names(old), names(new));
        // A name that is still listed is no change, even if what it named has
        // another one now.
        let was: HashSet<&FullName> = before.iter().copied().collect();
        let is: HashSet<&FullName> = after.iter().copied().collect();
        let renamed = |member| {
            let target = renames.renamed(member)?;
            is.contains(target).then_some(target)
        };
        let mut new_names = HashSet::new();
        for (place, &member) in before.iter().enumerate() {
            if is.contains(member) {
                continue;
            }
            let kind = ChangeKind::Member(MemberChange::Removed {
                member: member.clone(),
                closed: new.closed,
            });
            let step = Step::Member(place);
            match renamed(member) {
                Some(target) => {
                    new_names.insert(target);
                    self.of_rename(target, Side::Old, step, kind);
                }
                None => self.note_only(Side::Old, step, Some("refs"), kind),
            }
        }
        for (place, &member) in after.iter().enumerate() {
            if was.contains(member) {
                continue;
            }
            let kind = ChangeKind::Member(MemberChange::Added {
                member: member.clone(),
                closed: old.closed,
            });
            let step = Step::Member(place);
            if new_names.contains(member) {
                self.of_rename(member, Side::New, step, kind);
            } else {
                self.note_only(Side::New, step, Some("refs"), kind);
            }
        }
    }

    fn of_rename(&mut self, name: &FullName, side: Side, step: Step, kind: ChangeKind) {
        if !self.versions.is_search {
            self.because_of(name, |walk| {
                walk.note_only(side, step, Some("refs"), kind);
            });
        }
    }
}

pub(super) fn names(union: &Union) -> Vec<&FullName> {
    let members = union.members.iter();
    members.map(|member| member.target.name()).collect()
}
