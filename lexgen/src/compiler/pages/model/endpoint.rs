//! Endpoints.

use super::{Code, Example, Fact, Prose, Table, TypeText, Value};
use crate::compiler::schema::Method;

/// A query, procedure or subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Which of the three.
    pub(crate) method: Method,
    /// The request that it is.
    pub(crate) request: Request,
    /// The parameters in the query string.
    pub(crate) parameters: Option<Table>,
    /// The description of the parameters as a whole.
    pub(crate) parameters_description: Prose,
    /// The body of the request.
    pub(crate) input: Option<Body>,
    /// The body of the response.
    pub(crate) output: Option<Body>,
    /// What a subscription sends.
    pub(crate) message: Option<Body>,
    /// The errors that it names.
    pub(crate) errors: Vec<ErrorRow>,
}

/// The HTTP request that calls an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// `GET` or `POST`.
    pub(crate) method: &'static str,
    /// `/xrpc/com.example.thing`.
    pub(crate) path: String,
    /// An example of the query string, encoded, without the `?`. Empty without
    /// parameters.
    pub(crate) query: String,
    /// The headers of the example, as `Name: value`.
    pub(crate) headers: Vec<String>,
    /// A body that fits the query string, if it is JSON.
    pub(crate) body: Option<Code>,
    /// The same as a command for a shell.
    pub(crate) curl: Option<String>,
    /// Whether it opens a WebSocket.
    pub(crate) is_web_socket: bool,
}

/// The body of a request or a response, or a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// The `id` of its section.
    pub(crate) anchor: String,
    /// Its MIME type; empty for a message.
    pub(crate) encoding: String,
    /// Its description, and that of its type.
    pub(crate) description: Prose,
    /// The type, if the lexicon gives one that is not an object in place: of that, `table`
    /// has the fields.
    pub(crate) r#type: Option<TypeText>,
    /// The limits of the type.
    pub(crate) facts: Vec<Fact>,
    /// The members of a union.
    pub(crate) values: Vec<Value>,
    /// Whether no values but the listed ones are valid.
    pub(crate) is_closed: bool,
    /// The fields of an object.
    pub(crate) table: Option<Table>,
    /// Valid data.
    pub(crate) example: Option<Example>,
}

/// An error that an endpoint names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ErrorRow {
    /// Its name.
    pub(crate) name: String,
    /// The `id` of the row.
    pub(crate) anchor: String,
    /// Its description.
    pub(crate) description: Prose,
}
