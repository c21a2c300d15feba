//! References: where they lead, and whether that is something else.
//!
//! One that leads to the same definition as before is no difference, even if
//! the definition is another one now: that is found there.

use super::{Found, Pair, Walk, meaning, union::names};
use crate::compiler::{
    compare::{
        ChangeKind, Constraint, ConstraintChange, InPlace, Inside, Referent, Side, ValueSetChange,
    },
    ir::{DefinitionKind, Target, TypeKind},
    schema::Step,
};

impl Walk<'_, '_> {
    /// A reference on both sides.
    pub(super) fn references(&mut self, old: &Target, new: &Target) {
        if old.name() == new.name() {
            return;
        }
        if self.versions.renames.target(old.name()) == new.name() {
            return self.renamed_reference(old, new);
        }
        match &mut self.found {
            Found::Inside { inside, pairs } => match pair(old, new) {
                Some(pair) => pairs.push(pair),
                None => inside.extend(&Inside::unknown()),
            },
            Found::Changes { deep, .. } => {
                let inside =
                    pair(old, new).map_or_else(Inside::unknown, |pair| deep.inside(&[pair]));
                let [before, after] = [old, new].map(|it| Referent::Definition(it.name().clone()));
                self.reference_changed(before, after, inside);
            }
        }
    }

    /// A reference to what has another name now. Records and tokens have their
    /// name in data.
    fn renamed_reference(&mut self, old: &Target, new: &Target) {
        let Some((_, id)) = pair(old, new).filter(|_| !self.versions.is_search) else {
            return;
        };
        if let DefinitionKind::Record(_) | DefinitionKind::Token { .. } =
            self.versions.new.definition(id).kind
        {
            let [before, after] = [old, new].map(|it| Referent::Definition(it.name().clone()));
            self.because_of(new.name(), |walk| {
                walk.reference_changed(before, after, Inside::of(ValueSetChange::BOTH));
            });
        }
    }

    /// A reference on one side, and a type written in place on the other.
    pub(super) fn reference_or_type(&mut self, old: &TypeKind, new: &TypeKind) {
        let versions = self.versions;
        let mut walk = Walk::for_inside(versions, self.nsid);
        let meanings = (
            meaning::of_type(versions.old, old),
            meaning::of_type(versions.new, new),
        );
        let kinds = match self.only_member(old, new) {
            Some(value_set) => value_set,
            None => walk.meanings(&meanings.0, &meanings.1),
        };
        let Found::Inside { mut inside, pairs } = walk.found else {
            return;
        };
        inside.value_set |= kinds;
        inside.is_unknown |= is_missing(old) || is_missing(new);
        match &mut self.found {
            Found::Inside {
                inside: all,
                pairs: waiting,
            } => {
                all.extend(&inside);
                waiting.extend(pairs);
            }
            Found::Changes { deep, .. } => {
                inside.extend(&deep.inside(&pairs));
                self.reference_changed(referent(old), referent(new), inside);
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

    fn reference_changed(&mut self, before: Referent, after: Referent, inside: Inside) {
        let step = |referent: &Referent| match referent {
            Referent::InPlace(_) => Step::Keyword("type"),
            Referent::Definition(_) => Step::Keyword("ref"),
        };
        let old = self.below(Side::Old, step(&before));
        let new = self.below(Side::New, step(&after));
        let change = ConstraintChange {
            value_set: inside.value_set,
            constraint: Constraint::Reference {
                before,
                after,
                inside,
            },
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
        other => Referent::InPlace(InPlace {
            kind: other.kind(),
            members: match other {
                TypeKind::Union(union) => names(union).into_iter().cloned().collect(),
                _ => Vec::new(),
            },
        }),
    }
}

fn is_missing(kind: &TypeKind) -> bool {
    matches!(
        kind,
        TypeKind::Ref(Target::External { .. } | Target::Missing { .. })
    )
}
