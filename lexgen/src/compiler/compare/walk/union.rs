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
        let was: HashSet<&FullName> = (before.iter())
            .flat_map(|&member| [member, renames.target(member)])
            .collect();
        let is: HashSet<&FullName> = after.iter().copied().collect();
        for (place, &member) in before.iter().enumerate() {
            if !is.contains(renames.target(member)) && !is.contains(member) {
                let kind = ChangeKind::Member(MemberChange::Removed {
                    member: member.clone(),
                    closed: new.closed,
                });
                self.note_only(Side::Old, Step::Member(place), Some("refs"), kind);
            }
        }
        for (place, &member) in after.iter().enumerate() {
            if !was.contains(member) {
                let kind = ChangeKind::Member(MemberChange::Added {
                    member: member.clone(),
                    closed: old.closed,
                });
                self.note_only(Side::New, Step::Member(place), Some("refs"), kind);
            }
        }
    }
}

fn names(union: &Union) -> Vec<&FullName> {
    let members = union.members.iter();
    members.map(|member| member.target.name()).collect()
}
