//! The start page, the list of missing documents, and what is searched.

use super::{Address, Badge, Cut, Link, NamespacePicture, PageKind, Prose, User};

/// What the start page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    /// The title of the site.
    pub(crate) title: String,
    /// How many documents there are.
    pub(crate) documents: usize,
    /// How many definitions.
    pub(crate) definitions: usize,
    /// How many documents there are of each kind, without kinds that there are none of.
    pub(crate) counts: Vec<(PageKind, usize)>,
    /// The namespaces as a tree. A namespace with a single namespace in it and nothing
    /// else is one node with it: `com.atproto`.
    pub(crate) namespaces: Vec<Namespace>,
    /// Which namespaces refer to which.
    pub(crate) picture: NamespacePicture,
    /// How many documents are missing, and the page that lists them.
    pub(crate) missing: Option<(usize, Address)>,
}

/// A namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Namespace {
    /// Its name in full.
    pub(crate) name: String,
    /// The part of the name after that of the namespace around it.
    pub(crate) label: String,
    /// Its `id`.
    pub(crate) anchor: String,
    /// How many documents there are of each kind, in it and in the namespaces inside it.
    pub(crate) counts: Vec<(PageKind, usize)>,
    /// The namespaces inside it.
    pub(crate) namespaces: Vec<Namespace>,
    /// The documents in it.
    pub(crate) documents: Vec<Entry>,
}

/// A document in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its NSID.
    pub(crate) nsid: String,
    /// The last part of its NSID.
    pub(crate) name: String,
    /// Its page.
    pub(crate) address: Address,
    /// What it is.
    pub(crate) kind: PageKind,
    /// Its title, if account holders see one.
    pub(crate) title: Option<String>,
    /// The first sentence or paragraph about it.
    pub(crate) summary: Prose,
    /// What is remarkable about it.
    pub(crate) badges: Vec<Badge>,
}

/// What the page of missing documents says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Its page.
    pub(crate) address: Address,
    /// The names that are referred to and that the site does not have.
    pub(crate) names: Vec<MissingName>,
}

/// A definition that the site does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MissingName {
    /// Its full name.
    pub(crate) name: String,
    /// The `id` of its section.
    pub(crate) anchor: String,
    /// The document, if the site has that and the definition alone is missing.
    pub(crate) document: Option<Link>,
    /// Who refers to it.
    pub(crate) used_by: Cut<User>,
}

/// What search finds: a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchEntry {
    /// Its NSID.
    pub(crate) nsid: String,
    /// Its page.
    pub(crate) page: String,
    /// What it is.
    pub(crate) kind: PageKind,
    /// Its titles in all languages.
    pub(crate) titles: Vec<String>,
    /// Its description, in one line and cut.
    pub(crate) text: String,
    /// Names that have a place on its page: definitions, fields, parameters and errors.
    pub(crate) names: Vec<SearchName>,
}

/// What search finds: a place on the page of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SearchName {
    /// The name.
    pub(crate) name: String,
    /// The `id` of its place.
    pub(crate) id: String,
    /// Its description, in one line and cut.
    pub(crate) text: String,
}
