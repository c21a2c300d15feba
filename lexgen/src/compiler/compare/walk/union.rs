//! Unions: which members they list, and whether they refuse others.

use std::collections::HashSet;

use super::Walk;
use crate::compiler::{
    compare::{Side, What},
    ir::Union,
};

impl Walk<'_, '_> {
    /// Members are told apart by their names, which are their `$type`: what
    /// differs inside of them is found at their definitions.
    pub(super) fn unions(&mut self, old: &Union, new: &Union) {
        match (old.closed, new.closed) {
            (false, true) => self.property("closed", false, true, What::UnionClosed),
            (true, false) => self.property("closed", true, false, What::UnionOpened),
            (true, true) | (false, false) => {}
        }
        let renames = self.worlds.renames;
        // A name that still stands there is no change, even if what it named
        // has another one now.
        let before: HashSet<&str> = (old.members.iter())
            .map(|member| member.target.name().as_str())
            .flat_map(|member| [member, renames.target(member)])
            .collect();
        let after: HashSet<&str> = new
            .members
            .iter()
            .map(|it| it.target.name().as_str())
            .collect();
        for (place, member) in old.members.iter().enumerate() {
            let member = member.target.name().as_str();
            if !after.contains(renames.target(member)) && !after.contains(member) {
                let old = self.below(Side::Old, &["refs", &place.to_string()]);
                let what = What::MemberRemoved {
                    member: member.to_owned(),
                    closed: new.closed,
                };
                self.note(old, self.nothing_below(Side::New, &["refs"]), what);
            }
        }
        for (place, member) in new.members.iter().enumerate() {
            let member = member.target.name().as_str();
            if !before.contains(member) {
                let new = self.below(Side::New, &["refs", &place.to_string()]);
                let what = What::MemberAdded {
                    member: member.to_owned(),
                    closed: old.closed,
                };
                self.note(self.nothing_below(Side::Old, &["refs"]), new, what);
            }
        }
    }
}
