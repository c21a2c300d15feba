//! The path to the value that is being checked.

use std::fmt::Write as _;

/// The most bytes of a name in a path.
const MAX_NAME: usize = 200;

/// The bytes of a path after which no more names are added.
const MAX_PATH: usize = 2000;

/// The steps that are kept without an allocation, which is most of what a validation
/// would cost: few values are deeper.
const FIRST: usize = 8;

/// A step of the path, which becomes text only for a violation.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'v> {
    Field(&'v str),
    Item(usize),
}

/// The path to the value that is being checked.
#[derive(Debug)]
pub(super) struct Path<'v> {
    first: [Step<'v>; FIRST],
    /// The steps after the first.
    more: Vec<Step<'v>>,
    length: usize,
}

impl<'v> Path<'v> {
    pub(super) fn new() -> Self {
        Self {
            first: [Step::Item(0); FIRST],
            more: Vec::new(),
            length: 0,
        }
    }

    #[inline]
    pub(super) fn push(&mut self, step: Step<'v>) {
        match self.first.get_mut(self.length) {
            Some(place) => *place = step,
            None => self.more.push(step),
        }
        self.length += 1;
    }

    /// Removes the last step, of which there is one.
    #[inline]
    pub(super) fn pop(&mut self) {
        if self.length > FIRST {
            self.more.pop();
        }
        self.length = self.length.saturating_sub(1);
    }

    fn steps(&self) -> impl Iterator<Item = &Step<'v>> {
        self.first.iter().take(self.length).chain(&self.more)
    }

    /// The path as a JSON pointer. Names that a lexicon does not give can be of any
    /// length, and are cut.
    pub(super) fn pointer(&self) -> String {
        let mut path = String::new();
        for step in self.steps() {
            if path.len() > MAX_PATH {
                path.push_str("/…");
                break;
            }
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Field(name) => write!(path, "/{}", cut(name)),
                Step::Item(index) => write!(path, "/{index}"),
            };
        }
        path
    }
}

/// A name as a part of a JSON pointer, without the end of a long one.
fn cut(name: &str) -> String {
    let escape = |name: &str| name.replace('~', "~0").replace('/', "~1");
    if name.len() <= MAX_NAME {
        return escape(name);
    }
    let ends = (0..=MAX_NAME).rev();
    let start = ends.into_iter().find_map(|end| name.get(..end));
    escape(start.unwrap_or_default()) + "…"
}

#[cfg(test)]
mod tests {
    use super::{Path, Step};

    /// Before and after there are more steps than are kept without an allocation.
    #[test]
    fn a_path_of_any_depth_is_the_same_on_the_way_down_and_up() {
        let mut path = Path::new();
        let mut expected = vec![String::new()];
        for depth in 0..20 {
            path.push(Step::Field("a~/b"));
            path.push(Step::Item(depth));
            let last = expected.last().cloned().unwrap_or_default();
            expected.push(format!("{last}/a~0~1b/{depth}"));
        }
        while let Some(pointer) = expected.pop() {
            assert_eq!(path.pointer(), pointer);
            path.pop();
            path.pop();
        }
        assert_eq!(path.pointer(), "");
    }
}
