//! Parts of endpoints: parameters, bodies, messages, errors.

use std::collections::BTreeMap;

use super::{Step, Type};

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

/// The part of a definition that data belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A value of the definition: a record, an object or another type.
    Value,
    /// The parameters of an endpoint, as an object.
    Params,
    /// The body of a request.
    Input,
    /// The body of a response.
    Output,
    /// A message of a subscription.
    Message,
    /// The body of an error response.
    /// [Specification](https://atproto.com/specs/xrpc#error-responses).
    ErrorBody,
}

impl Subject {
    /// The part that these steps from a definition lead into.
    pub(crate) fn at<N>(steps: &[Step<N>]) -> Self {
        match steps.first() {
            Some(Step::Parameters) => Self::Params,
            Some(Step::Input) => Self::Input,
            Some(Step::Output) => Self::Output,
            Some(Step::Message) => Self::Message,
            _ => Self::Value,
        }
    }
}
