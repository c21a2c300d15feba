//! Where a difference stands, on both sides.

use super::{Found, Walk};
use crate::compiler::{
    compare::{Change, Side, Spot, What},
    diagnostic::pointer,
};

/// What changes are sorted by. At one place they stay as they were found.
pub(super) fn order(change: &Change) -> (&str, Option<(bool, &str)>, &str) {
    let definition = change.definition.as_deref();
    let place = match change.new.present {
        true => &change.new.pointer,
        false => &change.old.pointer,
    };
    (
        &change.nsid,
        definition.map(|name| (name != "main", name)),
        place,
    )
}

impl Walk<'_, '_> {
    /// Does something one step further down.
    pub(super) fn at(&mut self, step: &str, inside: impl FnOnce(&mut Self)) {
        self.at_each(&[step], &[step], inside);
    }

    /// Does something some steps further down, which are others on each side.
    pub(super) fn at_each(&mut self, old: &[&str], new: &[&str], inside: impl FnOnce(&mut Self)) {
        let lengths = (self.old.len(), self.new.len());
        // Where only the shift is wanted nobody asks for the place.
        if let Found::Changes { .. } = self.found {
            old.iter()
                .for_each(|step| pointer::push(&mut self.old, step));
            new.iter()
                .for_each(|step| pointer::push(&mut self.new, step));
        }
        inside(self);
        self.old.truncate(lengths.0);
        self.new.truncate(lengths.1);
    }

    /// This place.
    pub(super) fn here(&self, side: Side) -> Spot {
        self.spot(side, &[], true)
    }

    /// Where something is missing that would stand at this place.
    pub(super) fn nothing_here(&self, side: Side) -> Spot {
        self.spot(side, &[], false)
    }

    /// A place further down.
    pub(super) fn below(&self, side: Side, steps: &[&str]) -> Spot {
        self.spot(side, steps, true)
    }

    /// Where something is missing that would stand further down: what would
    /// hold it.
    pub(super) fn nothing_below(&self, side: Side, steps: &[&str]) -> Spot {
        self.spot(side, steps, false)
    }

    fn spot(&self, side: Side, steps: &[&str], present: bool) -> Spot {
        let mut pointer = match side {
            Side::Old => self.old.clone(),
            Side::New => self.new.clone(),
        };
        steps
            .iter()
            .for_each(|step| pointer::push(&mut pointer, step));
        Spot { pointer, present }
    }

    /// Notes a difference in a property of what stands here.
    pub(super) fn property(&mut self, name: &str, is_old: bool, is_new: bool, what: What) {
        let spot = |side, present| match present {
            true => self.below(side, &[name]),
            false => self.nothing_here(side),
        };
        let (old, new) = (spot(Side::Old, is_old), spot(Side::New, is_new));
        self.note(old, new, what);
    }

    /// Notes a difference.
    pub(super) fn note(&mut self, old: Spot, new: Spot, what: What) {
        match &mut self.found {
            Found::Shift { shift, .. } => *shift |= what.shift(),
            Found::Changes { changes, .. } => changes.push(Change {
                nsid: self.nsid.to_owned(),
                definition: self.definition.map(str::to_owned),
                old,
                new,
                what,
            }),
        }
    }
}
