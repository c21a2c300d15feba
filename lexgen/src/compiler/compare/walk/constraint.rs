//! The keywords that several types share: bounds, closed lists, `const`,
//! `default`.

use std::{collections::HashSet, hash::Hash};

use serde_json::Value;

use super::Walk;
use crate::compiler::{
    compare::{
        ChangeKind, Constraint, ConstraintChange, Limit, Replaced, ValueSetChange,
        values::exchanged,
    },
    schema::Step,
};

impl Walk<'_, '_> {
    /// What readers assume. It is advice, and makes no value invalid.
    pub(super) fn default_value<T>(&mut self, old: Option<T>, new: Option<T>)
    where
        T: PartialEq + Into<Value>,
    {
        self.keyword("default", old, new, |values| {
            (
                Constraint::Default(values.map(json)),
                ValueSetChange::UNCHANGED,
            )
        });
    }

    /// The only value allowed.
    pub(super) fn constant<T>(&mut self, old: Option<T>, new: Option<T>, value_set: ValueSetChange)
    where
        T: PartialEq + Into<Value>,
    {
        self.keyword("const", old, new, |values| {
            (Constraint::Const(values.map(json)), value_set)
        });
    }

    /// The closed list of values allowed; an empty one is none.
    pub(super) fn values<T>(&mut self, old: &[T], new: &[T], value_set: ValueSetChange)
    where
        T: Eq + Hash + Clone + Into<Value>,
    {
        let (added, removed) = (missing_in(old, new), missing_in(new, old));
        let (was_listed, is_listed) = (!old.is_empty(), !new.is_empty());
        if !added.is_empty() || !removed.is_empty() {
            let json = |values: Vec<T>| values.into_iter().map(Into::into).collect();
            let constraint = Constraint::Enum {
                added: json(added),
                removed: json(removed),
                was_listed,
                is_listed,
            };
            self.note_constraint("enum", (was_listed, is_listed), constraint, value_set);
        }
    }

    /// A bound of each version, beside the values that it allows. `refuses` is
    /// whether a bound refuses one of them.
    pub(super) fn limit<V, T>(
        &mut self,
        limit: Limit,
        (was, old): (&V, Option<T>),
        (is, new): (&V, Option<T>),
        refuses: impl Fn(&V, T) -> bool,
    ) where
        T: Copy + PartialEq + Into<i128>,
    {
        self.keyword(limit.name(), old, new, |Replaced { before, after }| {
            let constraint = Constraint::Limit {
                limit,
                before: before.map(Into::into),
                after: after.map(Into::into),
            };
            (constraint, exchanged((was, old), (is, new), refuses))
        });
    }

    /// Notes the constraint that a keyword is, if it differs.
    pub(super) fn keyword<T: PartialEq>(
        &mut self,
        keyword: &'static str,
        before: Option<T>,
        after: Option<T>,
        constraint: impl FnOnce(Replaced<Option<T>>) -> (Constraint, ValueSetChange),
    ) {
        if before != after {
            let present = (before.is_some(), after.is_some());
            let (constraint, value_set) = constraint(Replaced { before, after });
            self.note_constraint(keyword, present, constraint, value_set);
        }
    }

    /// Notes a constraint that differs; `present` is whether the old and the
    /// new version have the keyword.
    pub(super) fn note_constraint(
        &mut self,
        keyword: &'static str,
        present: (bool, bool),
        constraint: Constraint,
        value_set: ValueSetChange,
    ) {
        let kind = ChangeKind::Constraint(ConstraintChange {
            constraint,
            value_set,
        });
        self.note_at(Step::Keyword(keyword), present.0, present.1, kind);
    }
}

fn json<T: Into<Value>>(value: Option<T>) -> Option<Value> {
    value.map(Into::into)
}

/// What of `values` is not in `list`, in its order.
pub(super) fn missing_in<T: Eq + Hash + Clone>(list: &[T], values: &[T]) -> Vec<T> {
    let list: HashSet<&T> = list.iter().collect();
    let is_missing = |value: &&T| !list.contains(*value);
    values.iter().filter(is_missing).cloned().collect()
}
