//! Calls with their input in memory.

use std::fmt;

use axum::{body::to_bytes, extract::Request};
use http::{
    HeaderMap,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};

use crate::{
    validate::Validate,
    xrpc::{Failure, HttpEndpoint, parse_input, parse_params},
};

/// A call of an endpoint.
///
/// Needs the feature `server`.
#[non_exhaustive]
pub struct Call<E: HttpEndpoint> {
    /// The parameters, which match the lexicon.
    pub params: E::Params,
    /// The input, which matches the lexicon.
    pub input: E::Input,
    /// The headers of the request.
    pub headers: HeaderMap,
    /// Values that layers of the router have added, such as the caller.
    pub extensions: http::Extensions,
}

/// Does not show headers and extensions, which may be secret.
impl<E: HttpEndpoint> fmt::Debug for Call<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("nsid", &E::NSID)
            .finish_non_exhaustive()
    }
}

/// Reads a request with at most `max_request` bytes of body.
pub(super) async fn read<E>(request: Request, max_request: usize) -> Result<Call<E>, Failure>
where
    E: HttpEndpoint<Params: Validate, Input: Validate>,
{
    let (head, body) = request.into_parts();
    let params = parse_params::<E>(&head.method, head.uri.query())?;
    let text = |name| {
        head.headers
            .get(name)
            .map(|value: &http::HeaderValue| value.to_str().unwrap_or("?"))
    };
    let length = text(CONTENT_LENGTH).and_then(|text| text.parse::<usize>().ok());
    let too_large = || {
        let message = format!("the request body has more than {max_request} bytes");
        Failure::payload_too_large(message)
    };
    if length.is_some_and(|length| length > max_request) {
        return Err(too_large());
    }
    let body = to_bytes(body, max_request).await.map_err(|error| {
        use std::error::Error;
        if error
            .source()
            .is_some_and(|it| it.is::<http_body_util::LengthLimitError>())
        {
            too_large()
        } else {
            Failure::invalid_request("the request body ended early")
        }
    })?;
    let input = parse_input::<E>(text(CONTENT_TYPE), &body)?;
    Ok(Call {
        params,
        input,
        headers: head.headers,
        extensions: head.extensions,
    })
}
