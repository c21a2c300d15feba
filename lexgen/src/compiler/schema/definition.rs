//! Documents and their named definitions.

use std::{collections::BTreeMap, fmt};

use serde::{Serialize, Serializer};

use super::{
    Body, Described, ErrorName, Kind, Message, Object, Opaque, Params, PermissionSet, Space, Type,
};
use crate::{
    compiler::source::SourceId,
    syntax::{self, Format, Nsid},
    xrpc::Subprotocol,
};

/// One checked [lexicon document](https://atproto.com/specs/lexicon#lexicon-files).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file it was read from, for diagnostics of later passes.
    pub source: SourceId,
    /// Its NSID.
    pub id: Nsid,
    /// The `description` at the top of the document.
    pub description: Option<String>,
    /// Definitions by name (`main` and others).
    pub defs: BTreeMap<String, Definition>,
}

/// A member of `defs`.
#[expect(
    clippy::large_enum_variant,
    reason = "definitions live in maps, and a box would be in the way of every match"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Definition {
    /// A [record](https://atproto.com/specs/lexicon#record).
    Record(Record),
    /// A [query, procedure](https://atproto.com/specs/lexicon#query-and-procedure-http-api)
    /// or [subscription](https://atproto.com/specs/lexicon#subscription-event-stream).
    Endpoint(Endpoint),
    /// A [permission set](https://atproto.com/specs/permission#permission-sets).
    PermissionSet(PermissionSet),
    /// A [type of spaces](https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data).
    Space(Space),
    /// A [token](https://atproto.com/specs/lexicon#token).
    Token(Token),
    /// Any field type that may be given a name. Never a reference,
    /// a union or `unknown`.
    Type(Type),
    /// Something that this version does not know.
    Opaque(Opaque),
}

impl Definition {
    /// Its `type`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Record(_) => Kind::Record,
            Self::Endpoint(endpoint) => endpoint.method.kind(),
            Self::PermissionSet(_) => Kind::PermissionSet,
            Self::Space(_) => Kind::Space,
            Self::Token(_) => Kind::Token,
            Self::Type(r#type) => r#type.kind(),
            // Any data.
            Self::Opaque(_) => Kind::Unknown,
        }
    }

    /// Its own text for people.
    pub(crate) fn description(&self) -> Option<&str> {
        let description = match self {
            Self::Record(it) => &it.description,
            Self::Endpoint(it) => &it.description,
            Self::PermissionSet(it) => &it.description,
            Self::Space(it) => &it.description,
            Self::Token(it) => &it.description,
            Self::Type(it) => &it.description,
            Self::Opaque(_) => &None,
        };
        description.as_deref()
    }
}

/// A definition of type `record`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Text for people.
    pub description: Option<String>,
    /// What its record keys look like.
    pub key: RecordKey,
    /// The record's fields.
    pub record: Described<Object>,
}

/// A [record key type](https://atproto.com/specs/record-key#record-key-type).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordKey {
    /// `tid`
    Tid,
    /// `nsid`
    Nsid,
    /// `any`
    Any,
    /// `literal:<value>`
    Literal(String),
}

impl RecordKey {
    /// Reads the text of a record's `key`: `None` when it is not a record key type.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "tid" => Some(Self::Tid),
            "nsid" => Some(Self::Nsid),
            "any" => Some(Self::Any),
            _ => {
                let value = text.strip_prefix("literal:")?;
                syntax::check(Format::RecordKey, value).ok()?;
                Some(Self::Literal(value.to_owned()))
            }
        }
    }
}

/// A definition of type `query`, `procedure` or `subscription`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Which of the three.
    pub method: Method,
    /// Text for people.
    pub description: Option<String>,
    /// Query string parameters.
    pub parameters: Option<Params>,
    /// The request body of a procedure.
    pub input: Option<Body>,
    /// The response body of a query or a procedure.
    pub output: Option<Body>,
    /// What a message of a subscription holds.
    pub message: Option<Message>,
    /// How the frames of a subscription are written, if it says so.
    pub subprotocol: Option<Subprotocol>,
    /// The errors it may answer with.
    pub errors: Vec<ErrorName>,
}

/// How an endpoint is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// HTTP `GET`.
    Query,
    /// HTTP `POST`.
    Procedure,
    /// A WebSocket.
    Subscription,
}

/// A definition of type `token`: a name without a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Text for people, the only place that says what the token means.
    pub description: Option<String>,
}

impl Serialize for RecordKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tid => f.write_str("tid"),
            Self::Nsid => f.write_str("nsid"),
            Self::Any => f.write_str("any"),
            Self::Literal(value) => write!(f, "literal:{value}"),
        }
    }
}

impl Method {
    /// The name of the method in the runtime.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Query => "Query",
            Self::Procedure => "Procedure",
            Self::Subscription => "Subscription",
        }
    }

    /// The lexicon's `type` of such an endpoint.
    pub fn kind(self) -> Kind {
        match self {
            Self::Query => Kind::Query,
            Self::Procedure => Kind::Procedure,
            Self::Subscription => Kind::Subscription,
        }
    }
}
