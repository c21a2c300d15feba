//! Places in JSON as steps, displayed as
//! [JSON pointers](https://www.rfc-editor.org/rfc/rfc6901).

use std::{borrow::Cow, fmt, sync::Arc};

/// A place in JSON: the steps to it from the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer(Vec<PointerStep>);

/// One step down in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointerStep {
    /// To a member that the language names.
    Keyword(&'static str),
    /// To a member of another name. Many places can be below a long name, and share it.
    Name(Arc<str>),
    /// To an item.
    Index(usize),
}

impl Pointer {
    /// Reads the path of a violation, which the runtime gives as text. Text does not
    /// tell names from indices, so every step is a name.
    #[cfg(any(feature = "cli", test))]
    pub(crate) fn of_violation(path: &str) -> Self {
        let steps = path.split('/').skip(1);
        Self(
            steps
                .map(|step| PointerStep::name(&unescaped(step)))
                .collect(),
        )
    }

    /// Goes one step further down.
    pub fn push(&mut self, step: PointerStep) {
        self.0.push(step);
    }

    /// Goes back up one step.
    pub(crate) fn pop(&mut self) {
        self.0.pop();
    }

    /// The place one step further down.
    #[cfg(feature = "dag-cbor")]
    #[must_use]
    pub(crate) fn with(&self, step: PointerStep) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend(self.0.iter().cloned());
        steps.push(step);
        Self(steps)
    }

    /// The steps from the root.
    pub(crate) fn steps(&self) -> &[PointerStep] {
        &self.0
    }
}

impl Extend<PointerStep> for Pointer {
    fn extend<I: IntoIterator<Item = PointerStep>>(&mut self, steps: I) {
        self.0.extend(steps);
    }
}

impl FromIterator<PointerStep> for Pointer {
    fn from_iter<I: IntoIterator<Item = PointerStep>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl PointerStep {
    /// A step to a member.
    pub(crate) fn name(name: &str) -> Self {
        Self::Name(name.into())
    }

    /// The name of the member, if it leads to one.
    pub(crate) fn as_name(&self) -> Option<&str> {
        match self {
            Self::Keyword(name) => Some(name),
            Self::Name(name) => Some(name),
            Self::Index(_) => None,
        }
    }

    /// The index of the item, if it leads to one.
    pub(crate) fn as_index(&self) -> Option<usize> {
        match self {
            Self::Index(index) => Some(*index),
            // The path of a violation.
            Self::Name(name) => name.parse().ok(),
            Self::Keyword(_) => None,
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| write!(f, "/{step}"))
    }
}

/// As a pointer writes it, without the slash.
impl fmt::Display for PointerStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Keyword(name) => f.write_str(&escaped(name)),
            Self::Name(name) => f.write_str(&escaped(name)),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

/// A name as a pointer writes it.
pub(crate) fn escaped(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        Cow::Owned(name.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(name)
    }
}

/// A name that a pointer writes.
#[cfg(any(feature = "dag-cbor", test))]
pub(crate) fn unescaped(name: &str) -> Cow<'_, str> {
    if name.contains('~') {
        Cow::Owned(name.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether a pointer, as text, leads further inside than another.
pub(crate) fn is_inside(pointer: &str, outer: &str) -> bool {
    let rest = pointer.strip_prefix(outer);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a pointer, as text, is another or leads further inside.
pub(crate) fn is_within(pointer: &str, outer: &str) -> bool {
    pointer == outer || is_inside(pointer, outer)
}

#[cfg(test)]
mod tests {
    use super::{Pointer, PointerStep, is_inside, is_within};

    #[test]
    fn a_longer_name_is_not_inside() {
        assert!(is_inside("/defs/a/b", "/defs/a") && is_within("/defs/a/b", "/defs/a"));
        assert!(!is_inside("/defs/a", "/defs/a") && is_within("/defs/a", "/defs/a"));
        assert!(!is_within("/defs/ab", "/defs/a"));
        assert!(is_within("/defs", "") && !is_within("", "/defs"));
    }

    #[test]
    fn names_are_escaped() {
        let names = ["a/b", "~1", "", "c"];
        let mut pointer: Pointer = names.into_iter().map(PointerStep::name).collect();
        assert_eq!(pointer.to_string(), "/a~1b/~01//c");
        assert_eq!(Pointer::of_violation("/a~1b/~01//c"), pointer);
        pointer.push(PointerStep::Index(7));
        assert_eq!(pointer.to_string(), "/a~1b/~01//c/7");
        assert_eq!(Pointer::of_violation(""), Pointer::default());
    }
}
