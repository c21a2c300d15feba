//! Requests of a client.

use http::{
    Method as HttpMethod, Request,
    header::{ACCEPT, CONTENT_TYPE},
};

use super::{Body, EncodeError, Endpoint, HttpEndpoint, Method, query::to_query};

/// The path of every endpoint, before its NSID.
/// [Specification](https://atproto.com/specs/xrpc#lexicon-http-endpoints).
///
/// Needs the feature `xrpc`.
pub const PATH_PREFIX: &str = "/xrpc/";

/// The path and query of a call, or of the WebSocket of a subscription:
/// `/xrpc/<NSID>?<parameters>`.
///
/// Absent parameters with a default are sent with it, as the specification
/// recommends for caching; others are omitted.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If query strings have no form for a parameter.
pub fn path_and_query<E: HttpEndpoint>(params: &E::Params) -> Result<String, EncodeError> {
    let given = to_query(params)?;
    let is_given = |name| form_urlencoded::parse(given.as_bytes()).any(|(it, _)| it == name);
    let defaults = E::DEFAULTS.iter().filter(|(name, _)| !is_given(*name));
    let query = form_urlencoded::Serializer::new(given.clone())
        .extend_pairs(defaults)
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    Ok(format!("{PATH_PREFIX}{}{mark}{query}", E::NSID))
}

/// The HTTP request of a call. Its URI is only a path: the caller adds the host
/// and the authorization.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If a value cannot be written, or is not a valid header value.
///
/// ```
/// # use lexgen::{Data, Endpoint, Method, XrpcError};
/// # struct ResolveHandle;
/// # impl Endpoint for ResolveHandle {
/// #     const NSID: &'static str = "com.atproto.identity.resolveHandle";
/// #     const METHOD: Method = Method::Query;
/// #     const OUTPUT_ENCODING: Option<&'static str> = Some("application/json");
/// #     type Params = Data;
/// #     type Input = ();
/// #     type Output = Data;
/// #     type Error = XrpcError;
/// # }
/// # let params: Data = [("handle".to_owned(), "alice.example".into())].into_iter().collect();
/// let request = lexgen::xrpc::request::<ResolveHandle>(&params, &())?;
/// assert_eq!(request.method(), "GET");
/// assert_eq!(request.uri(), "/xrpc/com.atproto.identity.resolveHandle?handle=alice.example");
/// # Ok::<(), lexgen::xrpc::EncodeError>(())
/// ```
pub fn request<E: HttpEndpoint>(
    params: &E::Params,
    input: &E::Input,
) -> Result<Request<Vec<u8>>, EncodeError> {
    let (content_type, body) = match E::INPUT_ENCODING {
        Some(encoding) => {
            let (content_type, body) = input.encode(encoding)?;
            (Some(content_type), body)
        }
        None => (None, Vec::new()),
    };
    request_with_body::<E, _>(params, content_type.as_deref(), body)
}

/// Like [`request`], with any body, such as a stream.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If query strings have no form for a parameter, or `content_type` is not a valid
/// header value.
pub fn request_with_body<E: HttpEndpoint, B>(
    params: &E::Params,
    content_type: Option<&str>,
    body: B,
) -> Result<Request<B>, EncodeError> {
    let mut request = Request::builder()
        .method(http_method::<E>())
        .uri(path_and_query::<E>(params)?);
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type);
    }
    if let Some(encoding) = E::OUTPUT_ENCODING {
        request = request.header(ACCEPT, encoding);
    }
    request.body(body).map_err(EncodeError::headers)
}

/// The HTTP method of an endpoint: `POST` for procedures, `GET` for queries and
/// for the handshake of subscriptions.
///
/// Needs the feature `xrpc`.
pub fn http_method<E: Endpoint>() -> HttpMethod {
    match E::METHOD {
        Method::Procedure => HttpMethod::POST,
        Method::Query | Method::Subscription => HttpMethod::GET,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{data::Data, xrpc::XrpcError};

    struct Search;

    impl Endpoint for Search {
        const NSID: &'static str = "com.example.search";
        const METHOD: Method = Method::Query;
        const DEFAULTS: &'static [(&'static str, &'static str)] =
            &[("limit", "50"), ("sort", "by title")];
        type Params = Data;
        type Input = ();
        type Output = ();
        type Error = XrpcError;
    }

    fn path(params: &[(&str, Data)]) -> String {
        let params = params.iter().cloned();
        let params: Data = params.map(|(name, it)| (name.to_owned(), it)).collect();
        path_and_query::<Search>(&params).unwrap()
    }

    #[test]
    fn defaults_are_sent_for_what_is_absent() {
        assert_eq!(path(&[]), "/xrpc/com.example.search?limit=50&sort=by+title");
        assert_eq!(
            path(&[("q", "limit".into()), ("limit", Data::from(50))]),
            "/xrpc/com.example.search?limit=50&q=limit&sort=by+title"
        );
        assert_eq!(
            path(&[("sort", "a".into()), ("limit", Data::from(7))]),
            "/xrpc/com.example.search?limit=7&sort=a"
        );
    }
}
