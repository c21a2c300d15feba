//! The rules of all passes.

#[cfg(feature = "network")]
use crate::compiler::network;
use crate::compiler::{
    compare,
    diagnostic::{Rule, rules},
    lint,
};

/// A group of rules.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) rules: &'static [&'static Rule],
}

pub(super) fn groups() -> Vec<Group> {
    vec![
        Group {
            title: "Reading, checking and resolving (`lexgen check`)",
            rules: rules::ALL,
        },
        Group {
            title: "Likely mistakes (`lexgen lint`)",
            rules: lint::rules::ALL,
        },
        Group {
            title: "Breaking changes (`lexgen breaking`)",
            rules: compare::rules::ALL,
        },
        #[cfg(feature = "network")]
        Group {
            title: "Published lexicons (`lexgen resolve`)",
            rules: network::rules::ALL,
        },
    ]
}

/// Every rule.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    groups()
        .into_iter()
        .flat_map(|group| group.rules.iter().copied())
}

/// The rule with a code.
pub(super) fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rules_of_all_groups_have_one_code() {
        let mut codes: Vec<_> = all().map(|rule| rule.code).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
