//! Unique names in one scope.
//!
//! The first claim wins, the next three get one, two and three trailing
//! underscores, and every later one a number and an underscore, so that many
//! like names stay short. The order of claims is therefore what keeps names
//! stable: those decided by a definition's own name come before those made up
//! for inline types, canonical spellings before others, and otherwise the order
//! is that of the wire names, never that of the files.

use std::collections::{BTreeMap, BTreeSet};

use super::spelling;

/// The names taken in one module, struct or enum.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    /// How often taken names were claimed again: where the search for a free
    /// spelling continues.
    again: BTreeMap<String, usize>,
}

impl Scope {
    /// Takes `name`, or the next free spelling of it.
    pub(crate) fn claim(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let again = self.again.entry(name.clone()).or_default();
        loop {
            *again += 1;
            let spelling = spelling(&name, *again);
            if self.taken.insert(spelling.clone()) {
                return spelling;
            }
        }
    }

    /// Takes `name` if it is free, and says whether it was.
    pub(crate) fn claim_free(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_owned())
    }

    /// Takes the first of `names` that is free, or the next free spelling of
    /// the first.
    pub(crate) fn claim_first(&mut self, mut names: impl Iterator<Item = String>) -> String {
        let Some(first) = names.next() else {
            return self.claim("Unnamed".to_owned());
        };
        if !self.taken.contains(&first) {
            return self.claim(first);
        }
        let free = names.find(|name| !self.taken.contains(name));
        self.claim(free.unwrap_or(first))
    }

    /// Claims a name for each wire name and returns them in the order given.
    pub(crate) fn claim_all<'a>(
        &mut self,
        wires: impl IntoIterator<Item = &'a str>,
        spell: impl Fn(&str) -> String,
    ) -> Vec<String> {
        let mut spelt: Vec<(usize, &str, String)> = wires
            .into_iter()
            .enumerate()
            .map(|(place, wire)| (place, wire, spell(wire)))
            .collect();
        let mut distinct: BTreeSet<&str> = self.taken.iter().map(String::as_str).collect();
        if spelt.iter().any(|(_, _, name)| !distinct.insert(name)) {
            spelt.sort_by_cached_key(|&(_, wire, _)| (!spelling::is_canonical(wire), wire));
        }
        let mut claimed: Vec<(usize, String)> = spelt
            .into_iter()
            .map(|(place, _, name)| (place, self.claim(name)))
            .collect();
        claimed.sort_unstable();
        claimed.into_iter().map(|(_, name)| name).collect()
    }
}

/// The spelling of a name that was claimed this often before.
fn spelling(name: &str, again: usize) -> String {
    match again {
        0..=3 => format!("{name}{}", &"___"[..again]),
        _ => format!("{}{again}_", name.trim_end_matches('_')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_spelling_keeps_the_plain_name() {
        for order in [["foo-bar", "fooBar"], ["fooBar", "foo-bar"]] {
            let claimed = Scope::default().claim_all(order, spelling::field);
            let canonical = order.iter().position(|wire| *wire == "fooBar").unwrap();
            assert_eq!(claimed[canonical], "foo_bar");
            assert_eq!(claimed[1 - canonical], "foo_bar_");
        }
    }

    #[test]
    fn many_that_are_alike_are_counted() {
        let mut scope = Scope::default();
        scope.claim("Foo4_".into());
        let claimed: Vec<_> = (0..7).map(|_| scope.claim("Foo".into())).collect();
        let expected = ["Foo", "Foo_", "Foo__", "Foo___", "Foo5_", "Foo6_", "Foo7_"];
        assert_eq!(claimed, expected);
        assert_eq!(scope.claim("Foo_".into()), "Foo__".to_owned() + "__");
    }
}
