//! Types written by hand the way the generator writes them, which hold
//! themselves in every way that a lexicon can say, and are large.

use lexgen::{Blob, Data, Datetime, Did, Extra, Handle, TypedObject};

/// Fields of every kind, so that it is among the larger types there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub a: Option<String>,
    pub b: Option<Datetime>,
    pub c: Option<Did>,
    pub d: Option<Handle>,
    pub e: Option<Blob>,
    pub f: Option<Data>,
    pub g: Option<Vec<String>>,
    pub h: Option<Vec<Handle>>,
    pub i: Option<i64>,
    pub j: Option<Option<String>>,
    pub k: Option<String>,
    pub l: Option<Datetime>,
    pub m: Option<Did>,
    pub n: Option<Handle>,
    pub o: Option<Blob>,
    pub p: Option<Data>,
    pub child: Option<Box<Node>>,
    pub children: Option<Vec<Node>>,
    pub union: Option<Union>,
    pub tree: Option<Tree>,
    pub extra: Extra,
}

lexgen::object! {
    Node {
        optional a = "a", max_length(8);
        optional b = "b", lenient;
        optional c = "c", lenient;
        optional d = "d", lenient;
        optional e = "e";
        optional f = "f";
        optional g = "g";
        optional h = "h", lenient;
        optional i = "i", lenient;
        optional j = "j";
        optional k = "k";
        optional l = "l", lenient;
        optional m = "m", lenient;
        optional n = "n", lenient;
        optional o = "o";
        optional p = "p";
        optional child = "child", checked;
        optional children = "children", checked;
        optional union = "union", checked;
        optional tree = "tree", checked;
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Union {
    Node(Box<Node>),
    Other(Box<TypedObject>),
}

lexgen::union! {
    open Union {
        Node = "com.example.node";
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tree(pub Vec<Tree>);

lexgen::newtype! {
    Tree {}
}
