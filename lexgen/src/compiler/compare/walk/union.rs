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
        let closed = Step::Keyword("closed");
        match (old.closed, new.closed) {
            (false, true) => {
                let kind = ChangeKind::Member(MemberChange::Closed);
                self.note_at(closed, false, true, kind);
            }
            (true, false) => {
                let kind = ChangeKind::Member(MemberChange::Opened);
                self.note_at(closed, true, false, kind);
            }
            (true, true) | (false, false) => {}
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
                let old = self.below(Side::Old, Step::Member(place));
                let kind = ChangeKind::Member(MemberChange::Removed {
                    member: member.clone(),
                    closed: new.closed,
                });
                self.note(old, self.nothing_below(Side::New, "refs"), kind);
            }
        }
        for (place, &member) in after.iter().enumerate() {
            if !was.contains(member) {
                let new = self.below(Side::New, Step::Member(place));
                let kind = ChangeKind::Member(MemberChange::Added {
                    member: member.clone(),
                    closed: old.closed,
                });
                self.note(self.nothing_below(Side::Old, "refs"), new, kind);
            }
        }
    }
}

fn names(union: &Union) -> Vec<&FullName> {
    let members = union.members.iter();
    members.map(|member| member.target.name()).collect()
}
