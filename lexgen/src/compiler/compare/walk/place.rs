//! Where a difference is, on both sides.

use super::{Found, Walk};
use crate::compiler::{
    compare::{Change, ChangeKind, InsideChange, Location, Side, sentence::property},
    schema::{FullName, MAIN, Step},
};

/// What changes are sorted by. At one place they stay as they were found.
pub(super) fn order(change: &Change) -> impl Ord + use<> {
    let definition = change.definition.clone();
    (
        change.nsid.clone(),
        definition.map(|name| (name != MAIN, name)),
        change.path().to_string(),
    )
}

impl Walk<'_, '_> {
    /// Does something one step further down.
    pub(super) fn at(&mut self, step: Step, inside: impl FnOnce(&mut Self)) {
        self.at_each(
            std::slice::from_ref(&step),
            std::slice::from_ref(&step),
            inside,
        );
    }

    /// Does something some steps further down, which are others on each side.
    pub(super) fn at_each(&mut self, old: &[Step], new: &[Step], inside: impl FnOnce(&mut Self)) {
        let lengths = (self.old.steps().len(), self.new.steps().len());
        old.iter().for_each(|step| self.old.push(step.clone()));
        new.iter().for_each(|step| self.new.push(step.clone()));
        inside(self);
        self.old.truncate(lengths.0);
        self.new.truncate(lengths.1);
    }

    /// This place.
    pub(super) fn here(&self, side: Side) -> Location {
        self.location(side, None, true)
    }

    /// Where something is missing that would be at this place.
    pub(super) fn nothing_here(&self, side: Side) -> Location {
        self.location(side, None, false)
    }

    /// A place one step further down.
    pub(super) fn below(&self, side: Side, step: Step) -> Location {
        self.location(side, Some(step), true)
    }

    /// Where something is missing that would be further down: what would hold
    /// it.
    pub(super) fn nothing_below(&self, side: Side, keyword: &'static str) -> Location {
        self.location(side, Some(Step::Keyword(keyword)), false)
    }

    fn location(&self, side: Side, step: Option<Step>, present: bool) -> Location {
        let mut path = match side {
            Side::Old => self.old.clone(),
            Side::New => self.new.clone(),
        };
        if let Some(step) = step {
            path.push(step);
        }
        Location { path, present }
    }

    /// Notes a difference of what is one step down, on the sides that have it.
    pub(super) fn note_at(&mut self, step: Step, is_old: bool, is_new: bool, kind: ChangeKind) {
        let location = |side, present| {
            if present {
                self.below(side, step.clone())
            } else {
                self.nothing_here(side)
            }
        };
        let (old, new) = (location(Side::Old, is_old), location(Side::New, is_new));
        self.note(old, new, kind);
    }

    /// Notes something one step down that only one side has. The other side has
    /// the list or map `holder` for it, or nothing if that is empty.
    pub(super) fn note_only(
        &mut self,
        side: Side,
        step: Step,
        holder: Option<&'static str>,
        kind: ChangeKind,
    ) {
        let present = self.below(side, step);
        let absent = match holder {
            Some(keyword) => self.nothing_below(side.other(), keyword),
            None => self.nothing_here(side.other()),
        };
        match side {
            Side::Old => self.note(present, absent, kind),
            Side::New => self.note(absent, present, kind),
        }
    }

    /// Notes a difference of a keyword that both sides have.
    pub(super) fn note_keyword(&mut self, keyword: &'static str, kind: ChangeKind) {
        self.note_at(Step::Keyword(keyword), true, true, kind);
    }

    /// Notes a difference.
    pub(super) fn note(&mut self, old: Location, new: Location, kind: ChangeKind) {
        match &mut self.found {
            Found::Inside { inside, .. } => {
                let place = if new.present { &new } else { &old };
                let property = property(place.path.steps());
                inside.add(InsideChange { property, kind });
            }
            Found::Changes { differences, .. } => {
                let change = Change {
                    nsid: self.nsid.clone(),
                    definition: self.definition.map(str::to_owned),
                    old,
                    new,
                    kind,
                    old_document: self.old_document.cloned(),
                };
                match &self.renamed {
                    Some(name) => differences.of_renames.push((name.clone(), change)),
                    None => differences.changes.push(change),
                }
            }
        }
    }

    /// Notes what follows from the new name `renamed`.
    pub(super) fn because_of(&mut self, renamed: &FullName, note: impl FnOnce(&mut Self)) {
        self.renamed = Some(renamed.clone());
        note(self);
        self.renamed = None;
    }
}
