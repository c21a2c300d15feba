//! Field types: the types of properties, array items and named definitions.

use std::{collections::BTreeMap, ops::Deref};

use serde::Serialize;

use super::{Kind, Opaque, Reference};
use crate::syntax::Format;

/// Something with a description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Described<T> {
    /// Text for people.
    pub description: Option<String>,
    /// What is described.
    #[serde(flatten)]
    pub kind: T,
}

impl<T> Deref for Described<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.kind
    }
}

/// A [field type](https://atproto.com/specs/lexicon#overview-of-types).
pub type Type = Described<TypeKind>;

/// The field types, each with its constraints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// `boolean`
    Boolean(Boolean),
    /// `integer`
    Integer(Integer),
    /// `string`
    String(StringType),
    /// `bytes`
    Bytes(Bytes),
    /// `cid-link`
    CidLink,
    /// `blob`
    Blob(Blob),
    /// `array`
    Array(Array),
    /// `object`
    Object(Object),
    /// `ref`
    Ref(Reference),
    /// `union`
    Union(Union),
    /// `unknown`: any object
    Unknown,
    /// A type that this version does not know: any data
    Opaque(Opaque),
}

impl TypeKind {
    /// Its `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::String(_) => Kind::String,
            Self::Bytes(_) => Kind::Bytes,
            Self::CidLink => Kind::CidLink,
            Self::Blob(_) => Kind::Blob,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
            Self::Ref(_) => Kind::Ref,
            Self::Union(_) => Kind::Union,
            Self::Unknown | Self::Opaque(_) => Kind::Unknown,
        }
    }
}

/// A `boolean`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Boolean {
    /// What readers assume when it is absent.
    pub default: Option<bool>,
    /// The only value allowed.
    #[serde(rename = "const")]
    pub constant: Option<bool>,
}

/// An `integer`: 64 bits, signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Integer {
    /// The least value allowed.
    pub minimum: Option<i64>,
    /// The greatest value allowed.
    pub maximum: Option<i64>,
    /// The closed set of values allowed; empty when the lexicon gives none.
    #[serde(rename = "enum")]
    pub values: Vec<i64>,
    /// What readers assume when it is absent.
    pub default: Option<i64>,
    /// The only value allowed.
    #[serde(rename = "const")]
    pub constant: Option<i64>,
}

/// A `string`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StringType {
    /// What the text must look like.
    pub format: Option<Format>,
    /// The name of a format that this version does not know, which allows any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown_format: Option<String>,
    /// Fewest bytes of UTF-8.
    pub min_length: Option<u64>,
    /// Most bytes of UTF-8.
    pub max_length: Option<u64>,
    /// Fewest grapheme clusters.
    pub min_graphemes: Option<u64>,
    /// Most grapheme clusters.
    pub max_graphemes: Option<u64>,
    /// Suggested values; others are allowed. Empty when the lexicon gives none.
    pub known_values: Vec<String>,
    /// The closed set of values allowed; empty when the lexicon gives none.
    #[serde(rename = "enum")]
    pub values: Vec<String>,
    /// What readers assume when it is absent.
    pub default: Option<String>,
    /// The only value allowed.
    #[serde(rename = "const")]
    pub constant: Option<String>,
}

/// A `bytes`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bytes {
    /// Fewest bytes.
    pub min_length: Option<u64>,
    /// Most bytes.
    pub max_length: Option<u64>,
}

/// A `blob`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Blob {
    /// MIME types or patterns such as `image/*`; `None` allows all.
    pub accept: Option<Vec<String>>,
    /// Most bytes.
    pub max_size: Option<u64>,
}

/// An `array`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    /// What each element is.
    pub items: Box<Type>,
    /// Fewest elements.
    pub min_length: Option<u64>,
    /// Most elements.
    pub max_length: Option<u64>,
}

/// An `object`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// Names that must be present, in the order written. Each is in `properties`.
    pub required: Vec<String>,
    /// Names whose value may be `null`, in the order written. Each is in `properties`.
    pub nullable: Vec<String>,
    /// Field types by name.
    pub properties: BTreeMap<String, Type>,
}

/// A `union`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Union {
    /// The members, in the order written, each as often as it is.
    pub refs: Vec<Reference>,
    /// Whether members unknown to this document are refused.
    pub closed: bool,
}
