//! Pictures of what refers to what.

use super::{Address, Link, PageKind};

/// The documents around one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    /// The documents that refer to it.
    pub(crate) before: Side,
    /// The documents that it refers to.
    pub(crate) after: Side,
    /// Those of them that the picture does not have, unless the page lists them elsewhere.
    pub(crate) others: Vec<Link>,
}

/// A column of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side {
    /// The documents with the most references.
    pub(crate) nodes: Vec<Node>,
    /// How many more there are, and the list that has them.
    pub(crate) more: Option<(usize, Address)>,
}

/// A document in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// Its name, and its page, or the place of a missing one.
    pub(crate) link: Link,
    /// What it is; `None` if the site does not have it.
    pub(crate) kind: Option<PageKind>,
    /// How many references there are.
    pub(crate) references: usize,
}

/// Which namespaces refer to which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NamespacePicture {
    /// The namespaces, by name.
    pub(crate) nodes: Vec<NamespaceNode>,
    /// Each pair of which one refers to the other.
    pub(crate) edges: Vec<NamespaceEdge>,
    /// How many namespaces are left out because there are too many.
    pub(crate) more: usize,
    /// How many pairs of those that are shown, likewise.
    pub(crate) more_edges: usize,
}

/// A namespace in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamespaceNode {
    /// Its name.
    pub(crate) name: String,
    /// Its place on the start page.
    pub(crate) address: Address,
    /// How many documents are in it.
    pub(crate) documents: usize,
}

/// That one namespace refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NamespaceEdge {
    /// Which refers, as an index into the nodes.
    pub(crate) from: usize,
    /// To which.
    pub(crate) to: usize,
    /// How many references there are.
    pub(crate) references: usize,
}

impl Picture {
    /// Whether there is nothing around the document.
    pub(crate) fn is_empty(&self) -> bool {
        self.before.nodes.is_empty() && self.after.nodes.is_empty()
    }
}
