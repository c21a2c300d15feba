//! Inputs and outputs as streams of bytes.

use std::fmt;

use axum::{
    body::{Body as HttpBody, BodyDataStream},
    extract::Request,
    response::Response,
};
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

use super::answer;
use crate::{
    shown::shown,
    validate::Validate,
    xrpc::{Failure, HttpEndpoint, parse_params, service::check_encoding},
};

/// A call of an endpoint whose input is a stream of bytes.
///
/// Needs the feature `server`.
#[non_exhaustive]
pub struct Upload<E: HttpEndpoint> {
    /// The parameters, which match the lexicon.
    pub params: E::Params,
    /// The MIME type of the input, which the lexicon allows.
    pub encoding: String,
    /// The input.
    pub body: BodyDataStream,
    /// The headers of the request.
    pub headers: HeaderMap,
    /// Values that layers of the router have added, such as the caller.
    pub extensions: http::Extensions,
}

/// Does not show headers and extensions, which may be secret.
impl<E: HttpEndpoint> fmt::Debug for Upload<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("nsid", &E::NSID)
            .field("encoding", &shown(&self.encoding))
            .finish_non_exhaustive()
    }
}

pub(super) fn read<E>(request: Request) -> Result<Upload<E>, Failure>
where
    E: HttpEndpoint<Params: Validate>,
{
    let (head, body) = request.into_parts();
    let params = parse_params::<E>(&head.method, head.uri.query())?;
    let content_type = head.headers.get(CONTENT_TYPE);
    let content_type = content_type.map(|value| value.to_str().unwrap_or("?").to_owned());
    let expected = E::INPUT_ENCODING.unwrap_or("*/*");
    check_encoding(expected, content_type.as_deref(), false)?;
    Ok(Upload {
        params,
        encoding: content_type.unwrap_or_default(),
        body: body.into_data_stream(),
        headers: head.headers,
        extensions: head.extensions,
    })
}

/// An output that is a stream of bytes.
///
/// Needs the feature `server`.
#[derive(Debug)]
pub struct Outgoing {
    /// The MIME type.
    pub encoding: String,
    /// The bytes; [`HttpBody::from_stream`] converts a stream.
    pub body: HttpBody,
}

impl Outgoing {
    /// An output of a MIME type.
    pub fn new(encoding: impl Into<String>, body: impl Into<HttpBody>) -> Self {
        Self {
            encoding: encoding.into(),
            body: body.into(),
        }
    }

    pub(super) fn into_response(self) -> Response {
        let Ok(encoding) = HeaderValue::try_from(self.encoding) else {
            let message = "the output's encoding is not a valid header value";
            return answer::failure(Failure::internal_server_error(message));
        };
        let mut response = Response::new(self.body);
        response.headers_mut().insert(CONTENT_TYPE, encoding);
        response
    }
}
