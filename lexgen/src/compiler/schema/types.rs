//! Field types: the types of properties, array items and named definitions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Kind, Reference};
use crate::syntax::Format;

/// A [field type](https://atproto.com/specs/lexicon#overview-of-types).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `boolean`
    Boolean(Boolean),
    /// `integer`
    Integer(Integer),
    /// `string`
    String(StringType),
    /// `bytes`
    Bytes(Bytes),
    /// `cid-link`
    CidLink(CidLink),
    /// `blob`
    Blob(Blob),
    /// `array`
    Array(Array),
    /// `object`
    Object(Object),
    /// `ref`
    Ref(Ref),
    /// `union`
    Union(Union),
    /// `unknown`
    Unknown(Unknown),
}

impl Type {
    /// Its `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::String(_) => Kind::String,
            Self::Bytes(_) => Kind::Bytes,
            Self::CidLink(_) => Kind::CidLink,
            Self::Blob(_) => Kind::Blob,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
            Self::Ref(_) => Kind::Ref,
            Self::Union(_) => Kind::Union,
            Self::Unknown(_) => Kind::Unknown,
        }
    }
}

/// A `boolean`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Boolean {
    /// Text for people.
    pub description: Option<String>,
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
    /// Text for people.
    pub description: Option<String>,
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
    /// Text for people.
    pub description: Option<String>,
    /// What the text must look like.
    pub format: Option<Format>,
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
    /// Text for people.
    pub description: Option<String>,
    /// Fewest bytes.
    pub min_length: Option<u64>,
    /// Most bytes.
    pub max_length: Option<u64>,
}

/// A `cid-link`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CidLink {
    /// Text for people.
    pub description: Option<String>,
}

/// A `blob`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Blob {
    /// Text for people.
    pub description: Option<String>,
    /// MIME types or patterns such as `image/*`; `None` allows all.
    pub accept: Option<Vec<String>>,
    /// Most bytes.
    pub max_size: Option<u64>,
}

/// An `array`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    /// Text for people.
    pub description: Option<String>,
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
    /// Text for people.
    pub description: Option<String>,
    /// Names that must be present, in the order written. Each is in `properties`.
    pub required: Vec<String>,
    /// Names whose value may be `null`, in the order written. Each is in `properties`.
    pub nullable: Vec<String>,
    /// Field types by name.
    pub properties: BTreeMap<String, Type>,
}

/// A `ref`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    /// Text for people.
    pub description: Option<String>,
    /// What it refers to.
    pub target: Reference,
}

/// A `union`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Union {
    /// Text for people.
    pub description: Option<String>,
    /// The members, in the order written, each as often as it is.
    pub refs: Vec<Reference>,
    /// Whether members unknown to this document are refused.
    pub closed: bool,
}

/// An `unknown`: any object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unknown {
    /// Text for people.
    pub description: Option<String>,
}
