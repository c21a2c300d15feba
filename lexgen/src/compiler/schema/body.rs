//! Parts of endpoints: parameters, bodies, messages, errors.

use std::collections::BTreeMap;

use super::Type;

/// Query string parameters of an endpoint.
/// [Specification](https://atproto.com/specs/lexicon#params).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params {
    /// Text for people.
    pub description: Option<String>,
    /// Names that must be given, in the order written. Each is in `properties`.
    pub required: Vec<String>,
    /// Only boolean, integer, string, unknown, and arrays of these.
    pub properties: BTreeMap<String, Type>,
}

/// A request or response body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Text for people.
    pub description: Option<String>,
    /// The MIME type, or a pattern such as `*/*`.
    pub encoding: String,
    /// An object, a reference or a union.
    pub schema: Option<Type>,
}

/// What a subscription sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Text for people.
    pub description: Option<String>,
    /// A union of the message types.
    pub schema: Option<Type>,
}

/// One entry of an endpoint's `errors`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorName {
    /// The name on the wire, in the `error` field of the response.
    pub name: String,
    /// Text for people.
    pub description: Option<String>,
}
