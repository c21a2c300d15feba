//! Bytes that come or go piece by piece.

use std::fmt;

use axum::{
    body::{Body as HttpBody, BodyDataStream},
    extract::Request,
    response::Response,
};
use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

use super::answer;
use crate::{
    validate::Validate,
    xrpc::{Failure, HttpEndpoint, parse_params, service::check_encoding},
};

/// One call of an endpoint whose input comes piece by piece.
#[non_exhaustive]
pub struct Upload<E: HttpEndpoint> {
    /// The parameters, sound by the lexicon.
    pub params: E::Params,
    /// The input's MIME type, one that the lexicon allows.
    pub encoding: String,
    /// The input.
    pub body: BodyDataStream,
    /// The request's headers.
    pub headers: HeaderMap,
    /// What layers of the router have found out, such as who calls.
    pub extensions: http::Extensions,
}

/// Shows what may be in a log.
impl<E: HttpEndpoint> fmt::Debug for Upload<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("nsid", &E::NSID)
            .field("encoding", &self.encoding)
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

/// An output of bytes that are sent as they come.
#[derive(Debug)]
pub struct Outgoing {
    /// Its MIME type.
    pub encoding: String,
    /// The bytes; [`HttpBody::from_stream`] makes one of a stream.
    pub body: HttpBody,
}

impl Outgoing {
    /// Bytes of a MIME type.
    pub fn new(encoding: impl Into<String>, body: impl Into<HttpBody>) -> Self {
        Self {
            encoding: encoding.into(),
            body: body.into(),
        }
    }

    pub(super) fn into_response(self) -> Response {
        let Ok(encoding) = HeaderValue::try_from(self.encoding) else {
            let message = "the output's encoding cannot stand in a header";
            return answer::failure(Failure::internal_server_error(message));
        };
        let mut response = Response::new(self.body);
        response.headers_mut().insert(CONTENT_TYPE, encoding);
        response
    }
}
