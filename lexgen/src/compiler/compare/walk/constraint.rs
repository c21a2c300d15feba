//! The properties that several types share: bounds, closed lists, `const`,
//! `default`.

use std::{collections::HashSet, hash::Hash};

use serde_json::Value;

use super::Walk;
use crate::compiler::compare::{Limit, Shift, What};

impl Walk<'_, '_> {
    /// What readers assume. It is advice, and makes no value invalid.
    pub(super) fn default_value<T>(&mut self, old: Option<T>, new: Option<T>)
    where
        T: PartialEq + Into<Value>,
    {
        if old != new {
            let is = (old.is_some(), new.is_some());
            let (before, after) = (old.map(Into::into), new.map(Into::into));
            let what = What::DefaultChanged { before, after };
            self.property("default", is.0, is.1, what);
        }
    }

    /// The only value allowed.
    pub(super) fn constant<T>(&mut self, old: Option<T>, new: Option<T>, shift: Shift)
    where
        T: PartialEq + Into<Value>,
    {
        if old != new {
            let is = (old.is_some(), new.is_some());
            let (before, after) = (old.map(Into::into), new.map(Into::into));
            let what = What::ConstChanged {
                before,
                after,
                shift,
            };
            self.property("const", is.0, is.1, what);
        }
    }

    /// The closed list of values allowed; an empty one is none.
    pub(super) fn values<T>(&mut self, old: &[T], new: &[T], shift: Shift)
    where
        T: Eq + Hash + Clone + Into<Value>,
    {
        let (added, removed) = (missing_in(old, new), missing_in(new, old));
        let (was_listed, is_listed) = (!old.is_empty(), !new.is_empty());
        if !added.is_empty() || !removed.is_empty() {
            let json = |values: Vec<T>| values.into_iter().map(Into::into).collect();
            let what = What::EnumChanged {
                added: json(added),
                removed: json(removed),
                was_listed,
                is_listed,
                shift,
            };
            self.property("enum", was_listed, is_listed, what);
        }
    }

    /// A bound.
    pub(super) fn limit<T>(&mut self, limit: Limit, old: Option<T>, new: Option<T>, shift: Shift)
    where
        T: PartialEq + Into<i128>,
    {
        if old != new {
            let is = (old.is_some(), new.is_some());
            let (before, after) = (old.map(Into::into), new.map(Into::into));
            let what = What::LimitChanged {
                limit,
                before,
                after,
                shift,
            };
            self.property(limit.name(), is.0, is.1, what);
        }
    }
}

/// What of `values` is not in `list`, in its order.
pub(super) fn missing_in<T: Eq + Hash + Clone>(list: &[T], values: &[T]) -> Vec<T> {
    let list: HashSet<&T> = list.iter().collect();
    let is_missing = |value: &&T| !list.contains(*value);
    values.iter().filter(is_missing).cloned().collect()
}
