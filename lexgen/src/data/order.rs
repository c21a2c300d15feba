//! Comparing and hashing [`Data`] by what it is, whether it is kept as its text or as a tree.

use std::{
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use super::Data;

impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        self.view() == other.view()
    }
}

impl Eq for Data {}

impl PartialOrd for Data {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Data {
    fn cmp(&self, other: &Self) -> Ordering {
        self.view().cmp(&other.view())
    }
}

impl Hash for Data {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.view().hash(state);
    }
}
