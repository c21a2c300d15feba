//! What a handler returns.

use std::fmt;

use axum::{
    body::Body as HttpBody,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE};

use crate::{
    shown::shown,
    xrpc::{
        Binary, Endpoint, Failure, HttpEndpoint, InternalError, XrpcError,
        added_headers::AddedHeaders, respond, respond_failure,
    },
};

/// An output of the endpoint `E` with headers, such as `atproto-repo-rev`, or one
/// that is a stream of bytes.
///
/// A handler without headers of its own can return the output itself.
///
/// Needs the feature `server`.
#[must_use]
pub struct Reply<E: Endpoint> {
    content: Content<E>,
    status: StatusCode,
    headers: AddedHeaders,
}

enum Content<E: Endpoint> {
    Output(E::Output),
    Stream { encoding: String, body: HttpBody },
}

impl<E: Endpoint> Reply<E> {
    /// An output with the status 200.
    pub fn new(output: E::Output) -> Self {
        Self::of(Content::Output(output))
    }

    fn of(content: Content<E>) -> Self {
        Self {
            content,
            status: StatusCode::OK,
            headers: AddedHeaders::default(),
        }
    }

    /// The same output with another header. It replaces one that the service would
    /// set, and is sent beside one of this name that has been set before.
    ///
    /// A name or value that cannot be sent is an error inside the service: the
    /// response has the status 500.
    pub fn with_header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        self.headers.add(name, value);
        self
    }

    /// The same output with another status, which should be one of success.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}

impl<E: Endpoint<Output = Binary>> Reply<E> {
    /// A stream of bytes of a MIME type; `Body::from_stream` of axum converts any
    /// stream.
    pub fn stream(encoding: impl Into<String>, body: impl Into<HttpBody>) -> Self {
        Self::of(Content::Stream {
            encoding: encoding.into(),
            body: body.into(),
        })
    }
}

impl<E: HttpEndpoint> Reply<E> {
    fn respond(self) -> Result<Response, InternalError> {
        let mut response = match self.content {
            Content::Output(output) => respond::<E>(&output)
                .map_err(InternalError::new)?
                .map(Into::into),
            Content::Stream { encoding, body } => {
                let invalid = |_| {
                    let encoding = shown(&encoding);
                    InternalError::new(format!("`{encoding}` is not a valid header value"))
                };
                let encoding = HeaderValue::try_from(&encoding).map_err(invalid)?;
                let mut response = Response::new(body);
                response.headers_mut().insert(CONTENT_TYPE, encoding);
                response
            }
        };
        *response.status_mut() = self.status;
        self.headers.apply(response.headers_mut())?;
        Ok(response)
    }
}

impl<E: HttpEndpoint> IntoResponse for Reply<E> {
    fn into_response(self) -> Response {
        self.respond()
            .unwrap_or_else(|error| Failure::<XrpcError>::from(error).into_response())
    }
}

impl<E: Into<XrpcError>> IntoResponse for Failure<E> {
    fn into_response(self) -> Response {
        respond_failure(self).map(Into::into)
    }
}

/// Shows neither the output nor values of headers, which may be secret.
impl<E: Endpoint> fmt::Debug for Reply<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("nsid", &E::NSID)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// A type that a handler of the endpoint `E` can return: its output, a [`Reply`], or
/// a `Result` of one of them.
///
/// `Kind` keeps the implementations apart, and is inferred.
pub trait ReplyOf<E, Kind> {
    #[doc(hidden)]
    fn into_reply(self) -> Response;
}

/// The output itself.
#[derive(Debug)]
pub enum Plain {}

/// An output with headers.
#[derive(Debug)]
pub enum Full {}

impl<E: HttpEndpoint> ReplyOf<E, Plain> for E::Output {
    fn into_reply(self) -> Response {
        Reply::<E>::new(self).into_response()
    }
}

impl<E: HttpEndpoint> ReplyOf<E, Full> for Reply<E> {
    fn into_reply(self) -> Response {
        self.into_response()
    }
}

impl<E, T, F, Kind> ReplyOf<E, (Kind,)> for Result<T, F>
where
    E: HttpEndpoint,
    T: ReplyOf<E, Kind>,
    F: Into<Failure<E::Error>>,
{
    fn into_reply(self) -> Response {
        match self {
            Ok(reply) => reply.into_reply(),
            Err(failure) => failure.into().into_response(),
        }
    }
}
