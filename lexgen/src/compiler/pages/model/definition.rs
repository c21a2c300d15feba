//! A definition on the page of its document.

use super::{
    Code, Endpoint, Fact, Pair, PermissionSet, Prose, Space, Table, TypeText, Users, Value,
};
use crate::compiler::schema::Kind;

/// A definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Definition {
    /// Its name in the document: `main` or another.
    pub(crate) name: String,
    /// The name in full: `com.example.thing#name`.
    pub(crate) full_name: String,
    /// The `id` of its section.
    pub(crate) anchor: String,
    /// What it is.
    pub(crate) kind: Kind,
    /// Its description.
    pub(crate) description: Prose,
    /// What is remarkable about it.
    pub(crate) badges: Vec<Badge>,
    /// What it holds.
    pub(crate) content: Content,
    /// Who refers to it.
    pub(crate) used_by: Users,
    /// Valid data, always the same. An endpoint has examples in its parts instead.
    pub(crate) example: Option<Example>,
    /// The JSON of the definition beside its Rust, field by field. Empty if that would
    /// not help or is too large.
    pub(crate) beside: Vec<Pair>,
}

/// What a definition holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a page has few definitions, and a box would be in the way of templates"
)]
pub(crate) enum Content {
    /// A record.
    Record {
        /// What its record keys look like: `tid`.
        key: String,
        /// The same in words.
        key_meaning: String,
        /// The fields.
        table: Table,
    },
    /// A query, procedure or subscription.
    Endpoint(Endpoint),
    /// An object.
    Fields(Table),
    /// Any other type with a name.
    Type {
        /// The type.
        r#type: TypeText,
        /// Its limits.
        facts: Vec<Fact>,
        /// The values of a string or an integer, and the members of a union.
        values: Vec<Value>,
        /// Whether no values but the listed ones are valid.
        is_closed: bool,
        /// The fields, if it is an array of objects.
        nested: Option<Table>,
    },
    /// A token, whose value is its full name.
    Token,
    /// A permission set.
    PermissionSet(PermissionSet),
    /// A type of spaces.
    Space(Space),
    /// A definition of a type that this version does not know, as JSON.
    Opaque {
        /// Its `type`.
        r#type: String,
        /// All of it.
        json: Code,
    },
}

/// What is remarkable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Badge {
    /// It should not be used any more, with what the description says about it.
    Deprecated(Prose),
    /// The name says that its shape can change at any time.
    Unspecced,
    /// It is of a type that this version does not know, with the name of the type.
    Opaque(String),
    /// It refers to itself.
    Recursive,
}

/// Valid data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    /// The data as JSON, in lines.
    pub(crate) json: Code,
}
