//! Names that came out alike in one scope, told apart.
//!
//! The first claim wins and every later one gets trailing underscores, so the
//! order of claims is what keeps names stable: those decided by a definition's
//! own name come before those made up for inline types, canonical spellings
//! before others, and otherwise the order is that of the wire names, never
//! that of the files.

use std::collections::BTreeSet;

use super::names;

/// The names taken in one module, struct or enum.
#[derive(Debug, Default)]
pub(crate) struct Scope(BTreeSet<String>);

impl Scope {
    /// Takes `name`, or the next free spelling of it.
    pub(crate) fn claim(&mut self, mut name: String) -> String {
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    /// Takes the first of `names` that is free, or the next free spelling of
    /// the first.
    pub(crate) fn claim_first(&mut self, mut names: impl Iterator<Item = String>) -> String {
        let Some(first) = names.next() else {
            return self.claim("Unnamed".to_owned());
        };
        if !self.0.contains(&first) {
            return self.claim(first);
        }
        let free = names.find(|name| !self.0.contains(name));
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
        let mut distinct: BTreeSet<&str> = self.0.iter().map(String::as_str).collect();
        if spelt.iter().any(|(_, _, name)| !distinct.insert(name)) {
            spelt.sort_by_key(|&(_, wire, _)| (!names::is_canonical(wire), wire));
        }
        let mut claimed: Vec<(usize, String)> = spelt
            .into_iter()
            .map(|(place, _, name)| (place, self.claim(name)))
            .collect();
        claimed.sort_unstable();
        claimed.into_iter().map(|(_, name)| name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_spelling_keeps_the_plain_name() {
        for order in [["foo-bar", "fooBar"], ["fooBar", "foo-bar"]] {
            let claimed = Scope::default().claim_all(order, names::field);
            let canonical = order.iter().position(|wire| *wire == "fooBar").unwrap();
            assert_eq!(claimed[canonical], "foo_bar");
            assert_eq!(claimed[1 - canonical], "foo_bar_");
        }
    }
}
