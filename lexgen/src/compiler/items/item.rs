//! The items as data, borrowed from the IR.

use std::{
    borrow::Cow,
    fmt::{self, Display},
};

use super::{DeriveFor, Docs, Required, Rules, RustType, Struct};
use crate::{
    compiler::{
        rust::{Ident, RustPath},
        schema::{FullName, Method, Path, PermissionSet, RecordKey, Space, Step},
    },
    xrpc::Subprotocol,
};

/// A public item of a generated module, with all that is generated for it.
#[derive(Debug)]
pub struct Item<'i> {
    /// Its name.
    pub name: Ident<'i>,
    /// Its documentation.
    pub docs: Docs<'i>,
    /// What to use instead, if it is deprecated.
    pub deprecated: Option<&'i str>,
    /// The traits that are derived for it, in that order.
    pub derives: Vec<Derive<'i>>,
    /// What the options say of its definition.
    pub derive_for: Vec<&'i DeriveFor>,
    /// What it is.
    pub shape: Shape<'i>,
    /// How it is read, written and validated, if it holds data.
    pub table: Option<Table<'i>>,
    /// The place in the lexicon it is made of.
    pub origin: Path<&'i str>,
}

impl<'i> Item<'i> {
    /// The place in the lexicon of a property, which a field, an argument or a
    /// default is made of.
    pub fn origin_of(&self, property: &'i str) -> Path<&'i str> {
        let mut path = self.origin.clone();
        if let Some(Table::Record { .. }) = self.table {
            path.push(Step::Record);
        }
        path.push(Step::Property(property));
        path
    }

    /// The traits of its `#[derive(…)]`: not those that its table implements, which
    /// costs less to compile or hides a field, and not `Default` if it sets constants.
    pub(crate) fn derived(&self) -> impl Iterator<Item = &Derive<'i>> {
        let has_constants = match &self.shape {
            Shape::Struct(it) => it.constants().next().is_some(),
            _ => false,
        };
        let of_table = self.table.as_ref().map_or(&[][..], Table::traits);
        self.derives.iter().filter(move |derive| match derive {
            Derive::Standard("Default") => !has_constants,
            Derive::Standard(name) => !of_table.contains(name),
            derive => !derive.is_schema(),
        })
    }

    /// Whether a table implements `JsonSchema`. A derive would describe names in Rust.
    pub(crate) fn has_schema(&self) -> bool {
        self.derives.iter().any(Derive::is_schema)
    }

    /// The type it is another name of in Rust.
    pub(crate) fn alias_of(&self) -> Option<&RustType<'i>> {
        match &self.shape {
            Shape::Alias(aliased) => Some(aliased),
            Shape::Enum(it) => it.alias_of.as_ref(),
            Shape::Struct(_)
            | Shape::Required(_)
            | Shape::Newtype(_)
            | Shape::Constant(_)
            | Shape::Endpoint(_) => None,
        }
    }

    /// Whether it is the definition of this name.
    pub fn is_definition(&self, name: &str) -> bool {
        self.origin.definition_name() == Some(name)
            && self.origin.steps().is_empty()
            && !matches!(self.shape, Shape::Required(_))
    }

    /// Whether it is a definition or a companion of an endpoint, and neither
    /// written inside one nor the required fields of one.
    pub fn is_named(&self) -> bool {
        if let Shape::Required(_) = self.shape {
            return false;
        }
        matches!(
            self.origin.steps(),
            [] | [Step::Parameters | Step::Keyword("errors")]
                | [Step::Input | Step::Output | Step::Message, Step::Schema]
        )
    }
}

/// A trait in a `#[derive(…)]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derive<'i> {
    /// A trait of the standard library.
    Standard(&'static str),
    /// A trait that the options name.
    Named(&'i RustPath),
}

impl Derive<'_> {
    /// Whether it is `JsonSchema` of the crate `schemars`.
    fn is_schema(&self) -> bool {
        matches!(self, Self::Named(path) if path.name() == "JsonSchema")
    }

    /// The trait without its path.
    pub fn name(&self) -> &str {
        match self {
            Self::Standard(name) => name,
            Self::Named(path) => path.name(),
        }
    }
}

impl Display for Derive<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard(name) => f.write_str(name),
            Self::Named(path) => path.fmt(f),
        }
    }
}

/// What an item is.
#[derive(Debug)]
pub enum Shape<'i> {
    /// A struct of an object or a record; always `#[non_exhaustive]`.
    Struct(Struct<'i>),
    /// A struct of the required fields of another one, which its `new` takes;
    /// exhaustive.
    Required(Required<'i>),
    /// An enum of values, members or errors.
    Enum(Enum<'i>),
    /// A struct around one public value.
    Newtype(RustType<'i>),
    /// Another name of a type.
    Alias(RustType<'i>),
    /// A token, a permission set or a type of spaces.
    Constant(Constant<'i>),
    /// The type that represents an endpoint, and its implementation.
    Endpoint(Endpoint<'i>),
}

/// The wire table of an item. Its rows are the fields or variants.
#[derive(Debug)]
pub enum Table<'i> {
    /// An object.
    Object,
    /// A record.
    Record {
        /// `Record::NSID`
        nsid: &'i str,
        /// `Record::KEY`
        key: &'i RecordKey,
        /// Its variant of the enum of all records, if there is one.
        variant: Option<&'i str>,
    },
    /// A string with listed values.
    Values,
    /// A union.
    Union,
    /// All records.
    Records,
    /// The errors of an endpoint.
    Errors,
    /// A newtype, which holds its value to what an alias leaves to its users.
    Newtype(Rules<'i>),
}

impl Table<'_> {
    /// The traits that could be derived and that the table implements.
    fn traits(&self) -> &'static [&'static str] {
        match self {
            Self::Object | Self::Record { .. } | Self::Union | Self::Records => &["Debug", "Eq"],
            Self::Values | Self::Errors => &["Eq"],
            Self::Newtype(_) => &["Debug"],
        }
    }
}

/// A constant.
#[derive(Debug)]
pub struct Constant<'i> {
    /// Its type.
    pub r#type: RustType<'i>,
    /// Its value.
    pub value: Value<'i>,
}

/// The value of a constant.
#[derive(Debug, PartialEq)]
pub enum Value<'i> {
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    Text(&'i str),
    /// A string of the constant's type, which is that of a string format.
    Formatted(&'i str),
    /// A variant of the constant's type.
    Variant(Ident<'i>),
    /// A token, which is its own name.
    Token(FullName),
    /// A permission set with its NSID.
    PermissionSet(&'i str, &'i PermissionSet),
    /// A type of spaces with its NSID.
    Space(&'i str, &'i Space),
}

/// An enum.
#[derive(Debug)]
pub struct Enum<'i> {
    /// The variants that the lexicon lists.
    pub variants: Vec<Variant<'i>>,
    /// What the variant `Other` holds; `None` if the enum is exhaustive.
    pub other: Option<RustType<'i>>,
    /// The type of the runtime that this is another name of: an enum of errors
    /// that has no variant but `Other`.
    pub alias_of: Option<RustType<'i>>,
    /// Whether members that the lexicon does not name must be in the data model.
    pub strict: bool,
}

/// A variant.
#[derive(Debug)]
pub struct Variant<'i> {
    /// Its name.
    pub name: Ident<'i>,
    /// Its name on the wire.
    pub wire: &'i str,
    /// Its documentation.
    pub docs: Docs<'i>,
    /// What to use instead, if it is deprecated.
    pub deprecated: Option<&'i str>,
    /// The feature that it needs, if there is one.
    pub feature: Option<String>,
    /// What it holds.
    pub holds: Option<RustType<'i>>,
    /// Whether what is in the box it holds converts into the enum and back.
    pub converts: bool,
}

impl<'i> Variant<'i> {
    /// The type that converts into it and back, if there is one.
    pub fn member(&self) -> Option<&RustType<'i>> {
        match &self.holds {
            Some(RustType::Box(member)) if self.converts => Some(member),
            _ => None,
        }
    }
}

/// An endpoint's implementation of the trait `Endpoint`.
#[derive(Debug)]
pub struct Endpoint<'i> {
    /// `NSID`
    pub nsid: &'i str,
    /// `METHOD`
    pub method: Method,
    /// `INPUT_ENCODING`
    pub input_encoding: Option<&'i str>,
    /// `OUTPUT_ENCODING`
    pub output_encoding: Option<&'i str>,
    /// `SUBPROTOCOL`, unless it is the default of the trait.
    pub subprotocol: Option<Subprotocol>,
    /// `DEFAULTS`: parameters and their defaults as a query string spells them.
    pub defaults: Vec<(&'i str, Cow<'i, str>)>,
    /// `type Params`
    pub params: RustType<'i>,
    /// `type Input`
    pub input: RustType<'i>,
    /// `type Output`
    pub output: RustType<'i>,
    /// `type Error`
    pub error: RustType<'i>,
}
