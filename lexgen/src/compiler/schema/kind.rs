//! The values of `type`.

use std::fmt;

use serde::{Serialize, Serializer};

/// A type of the language, named by the `type` of a definition or property.
/// [Specification](https://atproto.com/specs/lexicon#overview-of-types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`as_str` names each as the lexicon does")]
#[non_exhaustive]
pub enum Kind {
    Record,
    Query,
    Procedure,
    Subscription,
    PermissionSet,
    Space,
    Token,
    Object,
    Array,
    String,
    Integer,
    Boolean,
    Bytes,
    CidLink,
    Blob,
    Ref,
    Union,
    Unknown,
    Params,
    Permission,
}

impl Kind {
    /// Every type of the language.
    pub const ALL: [Self; 20] = [
        Self::Record,
        Self::Query,
        Self::Procedure,
        Self::Subscription,
        Self::PermissionSet,
        Self::Space,
        Self::Token,
        Self::Object,
        Self::Array,
        Self::String,
        Self::Integer,
        Self::Boolean,
        Self::Bytes,
        Self::CidLink,
        Self::Blob,
        Self::Ref,
        Self::Union,
        Self::Unknown,
        Self::Params,
        Self::Permission,
    ];

    /// The name in a lexicon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Query => "query",
            Self::Procedure => "procedure",
            Self::Subscription => "subscription",
            Self::PermissionSet => "permission-set",
            Self::Space => "space",
            Self::Token => "token",
            Self::Object => "object",
            Self::Array => "array",
            Self::String => "string",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Bytes => "bytes",
            Self::CidLink => "cid-link",
            Self::Blob => "blob",
            Self::Ref => "ref",
            Self::Union => "union",
            Self::Unknown => "unknown",
            Self::Params => "params",
            Self::Permission => "permission",
        }
    }

    /// The type with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether it is a query, procedure or subscription.
    pub fn is_endpoint(self) -> bool {
        matches!(self, Self::Query | Self::Procedure | Self::Subscription)
    }

    /// Whether only `main` may have it.
    /// [Specification](https://atproto.com/specs/lexicon#lexicon-files).
    pub fn is_primary(self) -> bool {
        self.is_endpoint() || matches!(self, Self::Record | Self::PermissionSet | Self::Space)
    }

    /// The name with its article: `an object`.
    pub fn with_article(self) -> String {
        let article = match self {
            Self::Object | Self::Array | Self::Integer => "an",
            _ => "a",
        };
        format!("{article} {self}")
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
