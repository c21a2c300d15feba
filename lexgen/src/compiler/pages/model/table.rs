//! Tables of fields.

use super::{Address, Badge, Link, Prose};

/// The fields of an object or of parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// A row for each field, in the order of the lexicon. Without one, the required ones
    /// come first.
    pub(crate) rows: Vec<Row>,
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its name.
    pub(crate) name: String,
    /// The `id` of the row.
    pub(crate) anchor: String,
    /// Its type.
    pub(crate) r#type: TypeText,
    /// Whether it must be present.
    pub(crate) required: bool,
    /// Whether it may be `null`.
    pub(crate) nullable: bool,
    /// Its limits, format, default and constant in words.
    pub(crate) facts: Vec<Fact>,
    /// The values that are listed, or the members of a union.
    pub(crate) values: Vec<Value>,
    /// Whether no values but the listed ones are valid.
    pub(crate) is_closed: bool,
    /// Its description.
    pub(crate) description: Prose,
    /// What is remarkable about it.
    pub(crate) badges: Vec<Badge>,
    /// The fields of an object written in place, also of one in an array.
    pub(crate) nested: Option<Table>,
}

/// A type as text, in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeText(pub(crate) Vec<TypePiece>);

/// A piece of a type's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TypePiece {
    /// Words.
    Text(String),
    /// A definition of the site.
    Link(Link),
    /// A definition that the site does not have, with a link to who refers to it.
    Missing(Link),
    /// A definition whose Rust another crate provides.
    External {
        /// Its name.
        name: String,
        /// The Rust path.
        rust_path: String,
    },
}

/// A limit or another fact about a field, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    /// What it is about: `format`, `default`, `length`, … In a table of facts, the head.
    pub(crate) label: &'static str,
    /// What it says: code and words.
    pub(crate) text: Vec<FactPart>,
}

impl Fact {
    /// Whether it needs its label to be understood.
    pub(crate) fn is_labelled(&self) -> bool {
        !matches!(
            self.label,
            "data" | "format" | "graphemes" | "items" | "length" | "range" | "size" | "union"
        )
    }
}

/// A part of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FactPart {
    /// Words.
    Text(String),
    /// A value.
    Code(String),
    /// A link out of the site, to the specification.
    Web {
        /// What is shown.
        text: String,
        /// An `https` address.
        url: &'static str,
    },
}

/// A value that is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// The value itself, or the name of the member of a union.
    pub(crate) text: String,
    /// The definition that it names, of the site.
    pub(crate) address: Option<Address>,
    /// Whether it names a definition that the site does not have.
    pub(crate) is_missing: bool,
    /// The description of that definition: its first sentence or paragraph.
    pub(crate) description: Prose,
}
