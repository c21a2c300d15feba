//! Types written by hand the way the generator writes them, which hold
//! themselves in every way that a lexicon can say, and are large.

use lexgen::{Blob, Data, Datetime, Did, Extra, Handle, Nullable, TypedObject};

/// Holds itself in every way, and two leaves where they stand: about as large
/// as what a real lexicon says of a post in a thread.
#[derive(Clone, Default, PartialEq)]
pub struct Node {
    pub text: Option<String>,
    pub one: Option<Leaf>,
    pub two: Option<Leaf>,
    pub child: Option<Box<Node>>,
    pub children: Option<Vec<Node>>,
    pub union: Option<Union>,
    pub tree: Option<Tree>,
    pub extra: Extra,
}

lexgen::object! {
    Node {
        optional text = "text", max_length(8);
        optional one = "one", checked;
        optional two = "two", checked;
        optional child = "child", checked;
        optional children = "children", checked;
        optional union = "union", checked;
        optional tree = "tree", checked;
    }
}

/// Fields of every kind.
#[derive(Clone, Default, PartialEq)]
pub struct Leaf {
    pub text: Option<String>,
    pub created_at: Option<Datetime>,
    pub did: Option<Did>,
    pub handle: Option<Handle>,
    pub blob: Option<Blob>,
    pub unknown: Option<Data>,
    pub texts: Option<Vec<String>>,
    pub handles: Option<Vec<Handle>>,
    pub count: Option<i64>,
    pub three: Nullable<String>,
    pub indexed_at: Option<Datetime>,
    pub avatar: Option<Blob>,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub pronouns: Option<String>,
    pub banner: Option<String>,
    pub extra: Extra,
}

lexgen::object! {
    Leaf {
        optional text = "text";
        optional created_at = "createdAt", lenient;
        optional did = "did", lenient;
        optional handle = "handle", lenient;
        optional blob = "blob";
        optional unknown = "unknown";
        optional texts = "texts";
        optional handles = "handles", lenient;
        optional count = "count", lenient;
        nullable three = "three";
        optional indexed_at = "indexedAt", lenient;
        optional avatar = "avatar";
        optional display_name = "displayName";
        optional description = "description";
        optional pronouns = "pronouns";
        optional banner = "banner";
    }
}

#[derive(Clone, PartialEq)]
pub enum Union {
    Node(Box<Node>),
    Other(Box<TypedObject>),
}

lexgen::union! {
    open Union {
        Node = "com.example.node";
    }
}

#[derive(Clone, PartialEq, Eq)]
pub struct Tree(pub Vec<Tree>);

lexgen::newtype! {
    Tree {}
}
