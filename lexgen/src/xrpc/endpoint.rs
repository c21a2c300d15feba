//! [`Endpoint`]: a query, procedure or subscription.

use super::Subprotocol;

/// A query, procedure or subscription of a lexicon.
/// [Specification](https://atproto.com/specs/lexicon#query-and-procedure-http-api).
pub trait Endpoint {
    /// The NSID, which is also the last segment of the path, `/xrpc/<NSID>`.
    const NSID: &'static str;

    /// How it is called.
    const METHOD: Method;

    /// The MIME type, or pattern, of the request body; `None` if it has none.
    const INPUT_ENCODING: Option<&'static str> = None;

    /// The MIME type, or pattern, of the response body; `None` if it has none.
    const OUTPUT_ENCODING: Option<&'static str> = None;

    /// The parameters with a default, and their defaults as in a query string.
    const DEFAULTS: &'static [(&'static str, &'static str)] = &[];

    /// How the frames of a subscription are written, unless client and service agree
    /// on another way.
    const SUBPROTOCOL: Subprotocol = Subprotocol::V0Cbor;

    /// The query string parameters; `()` if it has none.
    type Params;

    /// The request body; `()` if it has none, bytes if it has an encoding other
    /// than JSON and no schema.
    type Input;

    /// The response body, like [`Input`](Self::Input); for a subscription, one
    /// message.
    type Output;

    /// The errors that it can return.
    type Error;
}

/// How an endpoint is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// HTTP `GET`.
    Query,
    /// HTTP `POST`.
    Procedure,
    /// A WebSocket.
    Subscription,
}
