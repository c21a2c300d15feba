//! Integers and booleans.

use std::collections::HashSet;

use crate::compiler::schema::{Boolean, Integer};

/// The integers that a type allows.
pub(in crate::compiler::compare) struct Integers {
    least: i64,
    most: i64,
    /// All there are, where the type lists them.
    listed: Option<Vec<i64>>,
}

impl Integers {
    pub(in crate::compiler::compare) fn of(schema: &Integer) -> Self {
        let least = schema.minimum.unwrap_or(i64::MIN);
        let most = schema.maximum.unwrap_or(i64::MAX);
        let listed = match schema.constant {
            Some(constant) => Some(vec![constant]),
            None if schema.values.is_empty() => None,
            None => Some(schema.values.clone()),
        };
        let values: HashSet<i64> = schema.values.iter().copied().collect();
        let is_allowed = |value: &i64| {
            (least..=most).contains(value) && (values.is_empty() || values.contains(value))
        };
        Self {
            least,
            most,
            listed: listed.map(|it| it.into_iter().filter(is_allowed).collect()),
        }
    }

    /// All there are, where the type lists them.
    pub(super) fn listed(&self) -> Option<&[i64]> {
        self.listed.as_deref()
    }

    /// Whether this is one.
    pub(super) fn contain(&self, value: i64) -> bool {
        match &self.listed {
            Some(listed) => listed.contains(&value),
            None => (self.least..=self.most).contains(&value),
        }
    }

    /// The ends of the range, and what is nearest to zero on either side.
    pub(super) fn extremes(&self) -> Vec<i64> {
        let mut extremes = vec![self.least, self.most, -1, 0, 1];
        extremes.retain(|it| (self.least..=self.most).contains(it));
        extremes
    }

    /// Whether one is less.
    pub(in crate::compiler::compare) fn go_below(&self, bound: i64) -> bool {
        match &self.listed {
            Some(listed) => listed.iter().any(|&value| value < bound),
            None => self.least <= self.most && self.least < bound,
        }
    }

    /// Whether one is greater.
    pub(in crate::compiler::compare) fn go_above(&self, bound: i64) -> bool {
        match &self.listed {
            Some(listed) => listed.iter().any(|&value| value > bound),
            None => self.least <= self.most && self.most > bound,
        }
    }

    /// Whether one is none of these.
    pub(in crate::compiler::compare) fn are_outside(&self, values: &[i64]) -> bool {
        if let Some(listed) = &self.listed {
            let values: HashSet<i64> = values.iter().copied().collect();
            return listed.iter().any(|value| !values.contains(value));
        }
        let mut within: Vec<i64> = values.to_vec();
        within.retain(|value| (self.least..=self.most).contains(value));
        within.sort_unstable();
        within.dedup();
        let count = i128::from(self.most) - i128::from(self.least) + 1;
        count > within.len() as i128
    }
}

/// The booleans that a type allows.
pub(in crate::compiler::compare) struct Booleans {
    only: Option<bool>,
}

impl Booleans {
    pub(in crate::compiler::compare) fn of(schema: &Boolean) -> Self {
        Self {
            only: schema.constant,
        }
    }

    /// Whether one is not this.
    pub(in crate::compiler::compare) fn are_not(&self, value: bool) -> bool {
        self.only != Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(minimum: i64, maximum: i64) -> Integers {
        Integers::of(&Integer {
            minimum: Some(minimum),
            maximum: Some(maximum),
            ..Integer::default()
        })
    }

    #[test]
    fn a_list_that_fills_the_range_leaves_nothing_outside() {
        assert!(!between(1, 3).are_outside(&[3, 1, 2, 2, 9]));
        assert!(between(1, 3).are_outside(&[1, 3]));
        assert!(between(i64::MIN, i64::MAX).are_outside(&[0]));
    }

    #[test]
    fn the_ends_of_the_type_are_bounds() {
        let all = Integers::of(&Integer::default());
        assert!(!all.go_below(i64::MIN) && !all.go_above(i64::MAX));
        assert!(all.go_below(0) && all.go_above(0));
        assert!(!between(3, 1).go_above(0), "there is no such value");
    }

    #[test]
    fn listed_values_stand_for_themselves() {
        let listed = Integers::of(&Integer {
            values: vec![1, 5],
            ..Integer::default()
        });
        assert!(!listed.go_above(5) && listed.go_above(4) && !listed.go_below(1));
    }
}
