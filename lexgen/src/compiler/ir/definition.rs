//! Definitions and what they are.

use serde::Serialize;

use super::{Object, Type, Variant};
use crate::{
    compiler::schema::{self, Described, Kind, Method, RecordKey},
    xrpc::Subprotocol,
};

/// One definition and the Rust items it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name in `defs`.
    pub name: String,
    /// The Rust type or constant.
    pub rust_name: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: DefinitionKind,
}

/// The kinds of definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum DefinitionKind {
    /// A record: a struct.
    Record(Record),
    /// A query, procedure or subscription: a marker and its companions.
    Endpoint(Box<Endpoint>),
    /// A permission set: a constant.
    PermissionSet(schema::PermissionSet),
    /// A type of spaces: a constant.
    Space(schema::Space),
    /// Something that this version does not know, of which nothing is generated.
    /// References to it are [`Missing`](super::Target::Missing).
    Opaque(schema::Opaque),
    /// A token: a constant.
    Token {
        /// Text for people.
        description: Option<String>,
    },
    /// An object: a struct.
    Object(Described<Object>),
    /// Any other named type: an enum, an alias, or a newtype where an alias
    /// would be recursive.
    Type {
        /// The type.
        r#type: Type,
        /// Whether a newtype is needed.
        newtype: bool,
    },
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    /// What its record keys look like.
    pub key: RecordKey,
    /// The Rust variant of an enum of all records.
    pub variant: String,
    /// Text for people.
    pub description: Option<String>,
    /// Its fields.
    pub object: Described<Object>,
}

/// A query, procedure or subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// Which of the three.
    pub method: Method,
    /// Text for people.
    pub description: Option<String>,
    /// The query string parameters, as a struct `Params`.
    pub params: Option<Described<Object>>,
    /// The request body, as `Input`.
    pub input: Option<Body>,
    /// The response body, as `Output`.
    pub output: Option<Body>,
    /// What a subscription sends, as `Message`.
    pub message: Option<Type>,
    /// Text about the messages for people, beside that of their type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_description: Option<String>,
    /// How the frames of a subscription are written, if the lexicon says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subprotocol: Option<Subprotocol>,
    /// The errors the lexicon names, as variants of `Error`.
    pub errors: Vec<Variant>,
}

/// A request or response body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Body {
    /// The MIME type or pattern.
    pub encoding: String,
    /// Text for people.
    pub description: Option<String>,
    /// Its type, where the lexicon gives one.
    pub schema: Option<Type>,
}

impl DefinitionKind {
    /// The lexicon's `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Record(_) => Kind::Record,
            Self::Endpoint(endpoint) => endpoint.method.kind(),
            Self::PermissionSet(_) => Kind::PermissionSet,
            Self::Space(_) => Kind::Space,
            // Any data.
            Self::Opaque(_) => Kind::Unknown,
            Self::Token { .. } => Kind::Token,
            Self::Object(_) => Kind::Object,
            Self::Type { r#type, .. } => r#type.kind(),
        }
    }

    /// The description of the definition itself.
    pub(crate) fn description(&self) -> Option<&str> {
        match self {
            Self::Record(it) => it.description.as_deref(),
            Self::Endpoint(it) => it.description.as_deref(),
            Self::PermissionSet(it) => it.description.as_deref(),
            Self::Space(it) => it.description.as_deref(),
            Self::Opaque(_) => None,
            Self::Token { description } => description.as_deref(),
            Self::Object(it) => it.description.as_deref(),
            Self::Type { r#type, .. } => r#type.description.as_deref(),
        }
    }
}
