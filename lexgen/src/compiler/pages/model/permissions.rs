//! Permission sets and spaces.

use super::{Fact, Language, Link, Localised, Prose};

/// A permission set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PermissionSet {
    /// The name that account holders see, if it has one.
    pub(crate) title: Option<Localised>,
    /// The text that account holders see.
    pub(crate) detail: Prose,
    /// That text in other languages.
    pub(crate) detail_languages: Vec<Language>,
    /// What it grants.
    pub(crate) permissions: Vec<Permission>,
}

/// A permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Permission {
    /// `repo`, `rpc`, `space` or another.
    pub(crate) resource: String,
    /// One sentence that says what it grants.
    pub(crate) sentence: String,
    /// The documents that it is about.
    pub(crate) documents: Vec<Group>,
    /// All else that it says.
    pub(crate) facts: Vec<Fact>,
}

/// Documents of one namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The namespace, whose name the documents begin with; empty if these are few, and not
    /// in groups.
    pub(crate) namespace: String,
    /// The documents.
    pub(crate) documents: Vec<Granted>,
}

/// A document, or a pattern, that a permission is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Granted {
    /// A document of the site.
    Link(Link),
    /// The name of another document, or `*`.
    Name(String),
}

/// A type of spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Space {
    /// The name that account holders see.
    pub(crate) name: Localised,
    /// What the keys of its spaces look like.
    pub(crate) key: String,
    /// The same in words.
    pub(crate) key_meaning: String,
    /// The record types to expect.
    pub(crate) collections: Vec<Group>,
}

impl Granted {
    /// Its name.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Link(link) => &link.text,
            Self::Name(name) => name,
        }
    }
}
