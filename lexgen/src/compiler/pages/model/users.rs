//! Who uses a definition or a document.

use super::{Address, Link};

/// Who uses something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Users {
    /// The definitions that refer to it.
    pub(crate) direct: Cut<User>,
    /// The endpoints and records that lead to it, also through other definitions.
    pub(crate) reached_from: Cut<Reach>,
}

/// The first entries of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut<T> {
    /// Those that are shown.
    pub(crate) shown: Vec<T>,
    /// How many there are.
    pub(crate) total: usize,
    /// Whether there may be more than that.
    pub(crate) is_at_least: bool,
    /// The page with all of them, if some are not shown.
    pub(crate) page: Option<Address>,
}

/// A definition that refers to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct User {
    /// The definition.
    pub(crate) definition: Link,
    /// How it does.
    pub(crate) relation: Relation,
    /// Where in it: `embed`, `input.posts`. Each a link to its row.
    pub(crate) places: Cut<Link>,
}

/// How one definition refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// Its type does.
    Schema,
    /// A value that it lists is the name of the other.
    Value,
    /// It is a permission set, and grants access to the other.
    PermissionSet,
    /// It is a type of spaces, which contain records of the other.
    Space,
}

impl Relation {
    /// What a page says beside the user. Nothing, if it is an ordinary reference.
    pub(crate) fn label(self) -> Option<&'static str> {
        match self {
            Self::Schema => None,
            Self::Value => Some("as a value"),
            Self::PermissionSet => Some("permission set"),
            Self::Space => Some("space"),
        }
    }
}

/// An endpoint or a record that leads to a definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reach {
    /// The endpoint or record.
    pub(crate) link: Link,
    /// `query`, `procedure`, `subscription` or `record`.
    pub(crate) kind: &'static str,
    /// How the data goes: `sent to services`, `sent to clients`, `stored`.
    pub(crate) directions: Vec<&'static str>,
}

impl<T> Default for Cut<T> {
    fn default() -> Self {
        Self {
            shown: Vec::new(),
            total: 0,
            is_at_least: false,
            page: None,
        }
    }
}

impl<T> Cut<T> {
    /// Whether there is nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// How many are not shown.
    pub(crate) fn hidden(&self) -> usize {
        self.total - self.shown.len()
    }
}

impl Users {
    /// Whether nobody uses it.
    pub(crate) fn is_empty(&self) -> bool {
        self.direct.is_empty() && self.reached_from.is_empty()
    }
}
