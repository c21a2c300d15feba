//! Which change of a lexicon makes which difference.
//!
//! Both know their place. A difference belongs to the change at its own place;
//! or to the one that replaced what it is in; or to those further inside
//! that show at its place, such as a format within an array. What is left
//! follows from the whole: the order of `required`, names that collide,
//! recursion, a definition that others refer to and that was missing.

use std::collections::{BTreeSet, HashMap};

use super::{Difference, makers::Makers};
use crate::compiler::compare::{Change, Semver};

/// The differences by the changes that make them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// For each change, what callers see of it.
    of: Vec<Vec<Difference>>,
    /// What no change of a lexicon makes.
    pub unexplained: Vec<Difference>,
}

impl Attribution {
    /// Finds for each difference the changes that make it.
    pub fn new(changes: &[Change], differences: Vec<Difference>) -> Self {
        let mut attribution = Self {
            of: vec![Vec::new(); changes.len()],
            unexplained: Vec::new(),
        };
        let index = Makers::index(changes);
        for difference in differences {
            attribution.add(index.of(&difference), difference);
        }
        attribution.follow_types();
        attribution
    }

    /// Where a type is another one because its item was renamed, came or went,
    /// the change that did this is the reason also in the places that only
    /// refer to it.
    fn follow_types(&mut self) {
        let mut whole: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, seen) in self.of.iter().enumerate() {
            for item in seen.iter().filter(|it| it.is_whole_item()) {
                whole.entry(item.path.clone()).or_default().push(index);
            }
        }
        for difference in std::mem::take(&mut self.unexplained) {
            let paths = difference.exchanged_items();
            let makers = paths.into_iter().filter_map(|path| whole.get(path));
            self.add(makers.flatten().copied().collect(), difference);
        }
    }

    /// Adds a difference that these changes make.
    fn add(&mut self, makers: BTreeSet<usize>, difference: Difference) {
        if makers.is_empty() {
            self.unexplained.push(difference);
            return;
        }
        for maker in makers {
            if let Some(seen) = self.of.get_mut(maker) {
                seen.push(difference.clone());
            }
        }
    }

    /// What callers see of the change at `index`.
    pub fn of(&self, index: usize) -> &[Difference] {
        self.of.get(index).map_or(&[], Vec::as_slice)
    }

    /// What the change at `index` makes the next version.
    pub fn semver_of(&self, index: usize) -> Semver {
        let seen = self.of(index).iter();
        seen.map(|it| it.semver).max().unwrap_or_default()
    }
}
