//! References: where they lead, and whether that is something else.
//!
//! One that leads to the same definition as before is no difference, even if
//! the definition is another one now: that is found there.

use super::{Found, Pair, Walk, meaning};
use crate::compiler::{
    compare::{ChangeKind, Constraint, ConstraintChange, Referent, Replaced, Side, ValueSetChange},
    ir::{DefinitionKind, Target, TypeKind},
    schema::Step,
};

impl Walk<'_, '_> {
    /// A reference on both sides.
    pub(super) fn references(&mut self, old: &Target, new: &Target) {
        if old.name() == new.name() || self.versions.renames.target(old.name()) == new.name() {
            return;
        }
        match &mut self.found {
            Found::ValueSet { value_set, pairs } => match pair(old, new) {
                Some(pair) => pairs.push(pair),
                None => *value_set |= ValueSetChange::BOTH,
            },
            Found::Changes { deep, .. } => {
                let value_set =
                    pair(old, new).map_or(ValueSetChange::BOTH, |pair| deep.value_set(&[pair]));
                let [before, after] = [old, new].map(|it| Referent::Definition(it.name().clone()));
                self.reference_changed(before, after, value_set);
            }
        }
    }

    /// A reference on one side, and a type written in place on the other.
    pub(super) fn reference_or_type(&mut self, old: &TypeKind, new: &TypeKind) {
        let versions = self.versions;
        let mut inside = Walk::for_value_set(versions, self.nsid);
        let meanings = (
            meaning::of_type(versions.old, old),
            meaning::of_type(versions.new, new),
        );
        let kinds = match self.only_member(old, new) {
            Some(value_set) => value_set,
            None => inside.meanings(&meanings.0, &meanings.1),
        };
        let Found::ValueSet { value_set, pairs } = inside.found else {
            return;
        };
        let mut total = value_set | kinds;
        match &mut self.found {
            Found::ValueSet {
                value_set,
                pairs: all,
            } => {
                *value_set |= total;
                all.extend(pairs);
            }
            Found::Changes { deep, .. } => {
                total |= deep.value_set(&pairs);
                self.reference_changed(referent(old), referent(new), total);
            }
        }
    }

    /// What it does that an object became the only member of a closed union, or
    /// was it: there it must say what it is.
    fn only_member(&self, old: &TypeKind, new: &TypeKind) -> Option<ValueSetChange> {
        let (ir, target, union, value_set) = match (old, new) {
            (TypeKind::Ref(target), TypeKind::Union(union)) => {
                (self.versions.old, target, union, ValueSetChange::NARROWED)
            }
            (TypeKind::Union(union), TypeKind::Ref(target)) => {
                (self.versions.new, target, union, ValueSetChange::WIDENED)
            }
            _ => return None,
        };
        let ([member], Target::Definition { id, .. }) = (&*union.members, target) else {
            return None;
        };
        let (before, after) = if value_set.narrowed {
            (target.name(), member.target.name())
        } else {
            (member.target.name(), target.name())
        };
        let is_object = matches!(ir.definition(*id).kind, DefinitionKind::Object(_));
        let is_same = self.versions.renames.target(before) == after;
        (union.closed && is_object && is_same).then_some(value_set)
    }

    fn reference_changed(&mut self, before: Referent, after: Referent, value_set: ValueSetChange) {
        let step = |referent: &Referent| match referent {
            Referent::InPlace => Step::Keyword("type"),
            Referent::Definition(_) => Step::Keyword("ref"),
        };
        let old = self.below(Side::Old, step(&before));
        let new = self.below(Side::New, step(&after));
        let constraint = Constraint::Reference(Replaced { before, after });
        let change = ConstraintChange {
            constraint,
            value_set,
        };
        self.note(old, new, ChangeKind::Constraint(change));
    }
}

fn pair(old: &Target, new: &Target) -> Option<Pair> {
    match (old, new) {
        (Target::Definition { id: old, .. }, Target::Definition { id: new, .. }) => {
            Some((*old, *new))
        }
        (
            Target::Definition { .. } | Target::External { .. } | Target::Missing { .. },
            Target::Definition { .. } | Target::External { .. } | Target::Missing { .. },
        ) => None,
    }
}

fn referent(kind: &TypeKind) -> Referent {
    match kind {
        TypeKind::Ref(target) => Referent::Definition(target.name().clone()),
        _ => Referent::InPlace,
    }
}
