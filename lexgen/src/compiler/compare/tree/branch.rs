//! Lines by path.

use std::collections::HashMap;

use super::Line;

/// What is said of one step of a path, and what of the steps below it.
#[derive(Clone, Debug, Default)]
pub(super) struct Branch {
    /// As it is shown; of the root nothing.
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    pub(super) branches: Vec<Branch>,
    /// Which of the branches has which name.
    places: HashMap<String, usize>,
}

impl Branch {
    /// Adds a line at the end of a path.
    pub(super) fn insert(&mut self, path: &[String], line: Line) {
        let Some((first, rest)) = path.split_first() else {
            self.lines.push(line);
            return;
        };
        let place = match self.places.get(first) {
            Some(place) => *place,
            None => {
                self.places.insert(first.clone(), self.branches.len());
                self.branches.push(Self {
                    name: first.clone(),
                    ..Self::default()
                });
                self.branches.len() - 1
            }
        };
        if let Some(branch) = self.branches.get_mut(place) {
            branch.insert(rest, line);
        }
    }

    /// Makes one step of two where there is nothing between them.
    pub(super) fn compress(&mut self) {
        self.branches.iter_mut().for_each(Self::compress);
        let is_root = self.name.is_empty();
        if !is_root && self.lines.is_empty() && self.branches.len() == 1 {
            let Some(only) = self.branches.pop() else {
                return;
            };
            let dot = if only.name.starts_with('[') { "" } else { "." };
            self.name = format!("{}{dot}{}", self.name, only.name);
            self.lines = only.lines;
            self.branches = only.branches;
            self.places = only.places;
        }
    }
}
