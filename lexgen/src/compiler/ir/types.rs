//! Types of data, and what they refer to.

use serde::Serialize;

use super::{DefinitionId, name_index::NameIndex};
use crate::compiler::{
    rust::RustPath,
    schema::{self, Described, FullName, Kind},
};

/// An object: a struct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Object {
    /// The Rust struct.
    pub rust_name: String,
    /// The Rust struct of the required fields, if `new` takes it because they
    /// are many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_name: Option<String>,
    /// Required fields in the order of the lexicon's `required`, then the
    /// others by name.
    pub fields: Vec<Field>,
}

/// A property of an object: a field of a struct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The property's name.
    pub name: String,
    /// The Rust field, without `r#`.
    pub rust_name: String,
    /// Whether it must be present.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Whether the value is boxed, because the struct holds itself.
    pub boxed: bool,
    /// Whether it is required and has one valid value, so that `new` sets it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub constant: bool,
    /// Its type.
    pub r#type: Type,
}

impl Field {
    /// Whether a caller of `new` gives it.
    pub(crate) fn is_argument(&self) -> bool {
        self.required && !self.constant
    }
}

/// A field type.
pub type Type = Described<TypeKind>;

/// The field types, each with its constraints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum TypeKind {
    /// `bool`
    Boolean(schema::Boolean),
    /// `i64`
    Integer(schema::Integer),
    /// Text: a `String`, a string format's type, or an enum of values.
    String(Text),
    /// Bytes.
    Bytes(schema::Bytes),
    /// A link.
    CidLink,
    /// A blob.
    Blob(schema::Blob),
    /// Any object.
    Unknown,
    /// A type that this version does not know: any data.
    Opaque(schema::Opaque),
    /// A `Vec`.
    Array(Array),
    /// An object written in place.
    Object(Object),
    /// A union written in place.
    Union(Union),
    /// Another definition.
    Ref(Target),
}

/// A string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Its constraints in the lexicon.
    #[serde(flatten)]
    pub schema: schema::StringType,
    /// The enum, where the lexicon lists values.
    pub values: Option<Values>,
    /// The allowed values, by name.
    #[serde(skip)]
    pub(crate) lookup: NameIndex,
}

impl Text {
    /// Whether a text is in the closed list of values, if there is one.
    pub(crate) fn lists(&self, text: &str) -> bool {
        let found = self.lookup.find(&self.schema.values, text, String::as_str);
        found.is_some()
    }
}

/// An enum of string values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The Rust enum.
    pub rust_name: String,
    /// Whether other values are refused.
    pub closed: bool,
    /// The values, in the order of the lexicon.
    pub variants: Vec<Variant>,
}

/// A value or an error: a variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The text on the wire.
    pub name: String,
    /// The Rust variant.
    pub rust_name: String,
    /// Text for people.
    pub description: Option<String>,
}

/// An array.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Array {
    /// What each element is.
    pub items: Box<Type>,
    /// Fewest elements.
    pub min_length: Option<u64>,
    /// Most elements.
    pub max_length: Option<u64>,
}

/// A union: an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Union {
    /// The Rust enum.
    pub rust_name: String,
    /// Whether other members are refused.
    pub closed: bool,
    /// The members, in the order of the lexicon.
    pub members: Vec<Member>,
    /// The members, by name.
    #[serde(skip)]
    pub(crate) lookup: NameIndex,
}

impl Union {
    /// The member whose `$type` this is.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.lookup.find(&self.members, name, |it| it.target.name())
    }
}

/// A member of a union: a variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The Rust variant.
    pub rust_name: String,
    /// What it holds; its wire name is the `$type`.
    #[serde(flatten)]
    pub target: Target,
}

/// What a reference resolved to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "resolved", rename_all = "kebab-case")]
pub enum Target {
    /// A definition of this set.
    Definition {
        /// Its name on the wire.
        #[serde(rename = "ref")]
        name: FullName,
        /// The definition.
        #[serde(skip)]
        id: DefinitionId,
    },
    /// A type that some other Rust code provides.
    External {
        /// Its name on the wire.
        #[serde(rename = "ref")]
        name: FullName,
        /// Its path.
        rust_path: RustPath,
    },
    /// Nothing that is known: data of any kind.
    Missing {
        /// Its name on the wire.
        #[serde(rename = "ref")]
        name: FullName,
    },
}

impl Target {
    /// The name it is referred to by.
    pub fn name(&self) -> &FullName {
        match self {
            Self::Definition { name, .. }
            | Self::External { name, .. }
            | Self::Missing { name } => name,
        }
    }
}

impl TypeKind {
    /// The lexicon's `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::String(_) => Kind::String,
            Self::Bytes(_) => Kind::Bytes,
            Self::CidLink => Kind::CidLink,
            Self::Blob(_) => Kind::Blob,
            Self::Unknown | Self::Opaque(_) => Kind::Unknown,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
            Self::Union(_) => Kind::Union,
            Self::Ref(_) => Kind::Ref,
        }
    }
}
