//! What a query, procedure or subscription is called and what goes in and out.

/// A query, procedure or subscription of a lexicon, as a type.
/// [Specification](https://atproto.com/specs/lexicon#query-and-procedure-http-api).
pub trait Endpoint {
    /// Its NSID, which is also the last part of its path, `/xrpc/<NSID>`.
    const NSID: &'static str;

    /// How it is called.
    const METHOD: Method;

    /// The MIME type, or pattern, of the request body; `None` when it has none.
    const INPUT_ENCODING: Option<&'static str> = None;

    /// The MIME type, or pattern, of the response body; `None` when it has none.
    const OUTPUT_ENCODING: Option<&'static str> = None;

    /// The parameters that have a default, and this as a query string spells it.
    const DEFAULTS: &'static [(&'static str, &'static str)] = &[];

    /// The query string parameters; `()` when it has none.
    type Params;

    /// The request body; `()` when it has none, bytes when the lexicon gives an
    /// encoding that is not JSON and no schema.
    type Input;

    /// The response body, like [`Input`](Self::Input); for a subscription, one
    /// message.
    type Output;

    /// The errors it may answer with.
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
