//! The error of a service: an XRPC error with an HTTP status.

use http::{HeaderName, HeaderValue, StatusCode};

use super::{Endpoint, InternalError, XrpcError, added_headers::AddedHeaders};

/// The error response of a service.
/// [Specification](https://atproto.com/specs/xrpc#error-responses).
///
/// `E` is the `Error` of the endpoint, which converts into a failure with the
/// status 400, or with [another one](Self::with_status). An error that is none of the
/// endpoint's own becomes one with the status 500 by
/// [`or_internal`](super::OrInternal::or_internal).
///
/// Needs the feature `xrpc`.
///
/// ```
/// use http::StatusCode;
/// use lexgen::{XrpcError, xrpc::Failure};
///
/// fn find() -> Result<(), Failure<XrpcError>> {
///     Err(XrpcError::new("NotFound"))?
/// }
/// assert_eq!(find().unwrap_err().status, StatusCode::BAD_REQUEST);
/// ```
#[derive(Clone, Debug)]
pub struct Failure<E = XrpcError> {
    /// The HTTP status.
    pub status: StatusCode,
    /// The error in the body.
    pub error: E,
    /// On the heap, because most failures have none, and results should be small.
    more: Option<Box<More>>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct More {
    pub(super) headers: AddedHeaders,
    pub(super) internal: Option<InternalError>,
}

/// What a handler of the endpoint `E` returns: its output, or a `T` such as a
/// `Reply` of the feature `server` with headers, or a failure.
///
/// Needs the feature `xrpc`.
pub type XrpcResult<E, T = <E as Endpoint>::Output> = Result<T, Failure<<E as Endpoint>::Error>>;

impl<E> Failure<E> {
    /// The same error with another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same failure with another header, such as `WWW-Authenticate` or
    /// `Retry-After`.
    ///
    /// A name or value that cannot be sent is an error inside the service: the
    /// response has the status 500.
    #[must_use]
    pub fn with_header(
        mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Self {
        self.more.get_or_insert_default().headers.add(name, value);
        self
    }

    /// The same failure with another type of error, such as that of the endpoint.
    pub fn map<F>(self, change: impl FnOnce(E) -> F) -> Failure<F> {
        Failure {
            status: self.status,
            error: change(self.error),
            more: self.more,
        }
    }

    /// The error inside the service, if that is the reason.
    pub fn internal(&self) -> Option<&InternalError> {
        self.more.as_ref()?.internal.as_ref()
    }

    pub(super) fn into_parts(self) -> (StatusCode, E, More) {
        let more = self.more.map(|more| *more).unwrap_or_default();
        (self.status, self.error, more)
    }
}

impl<E: From<XrpcError>> Failure<E> {
    /// A failure with the name that the protocol has for this status.
    pub(super) fn of(status: StatusCode, message: impl Into<String>) -> Self {
        let mut error = XrpcError::new(name(status));
        error.message = Some(message.into());
        Self::from(E::from(error)).with_status(status)
    }

    /// 400: the request does not match the lexicon.
    pub fn invalid_request(message: impl Into<String>) -> Self {
        Self::of(StatusCode::BAD_REQUEST, message)
    }

    /// 401: the request has no valid credentials. The response asks for a bearer
    /// token, unless another `WWW-Authenticate` is [set](Self::with_header).
    pub fn authentication_required(message: impl Into<String>) -> Self {
        Self::of(StatusCode::UNAUTHORIZED, message)
    }

    /// 403: the account is not allowed to do this.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::of(StatusCode::FORBIDDEN, message)
    }

    /// 404: there is no such thing.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::of(StatusCode::NOT_FOUND, message)
    }

    /// 405: the endpoint has another HTTP method.
    pub fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::of(StatusCode::METHOD_NOT_ALLOWED, message)
    }

    /// 406: the service has the output in no encoding that the client accepts.
    pub fn not_acceptable(message: impl Into<String>) -> Self {
        Self::of(StatusCode::NOT_ACCEPTABLE, message)
    }

    /// 413: the request body is too large for the service.
    pub fn payload_too_large(message: impl Into<String>) -> Self {
        Self::of(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    /// 415: the service does not take bodies of this type.
    pub fn unsupported_media_type(message: impl Into<String>) -> Self {
        Self::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, message)
    }

    /// 429: too many requests.
    pub fn rate_limit_exceeded(message: impl Into<String>) -> Self {
        Self::of(StatusCode::TOO_MANY_REQUESTS, message)
    }

    /// 500: an error in the service. The message is public; see
    /// [`OrInternal`](super::OrInternal) for errors whose text is not.
    pub fn internal_server_error(message: impl Into<String>) -> Self {
        Self::of(StatusCode::INTERNAL_SERVER_ERROR, message)
    }

    /// 501: the service does not have the endpoint.
    pub fn method_not_implemented(message: impl Into<String>) -> Self {
        Self::of(StatusCode::NOT_IMPLEMENTED, message)
    }

    /// 502: a service that this one asked has failed.
    pub fn upstream_failure(message: impl Into<String>) -> Self {
        Self::of(StatusCode::BAD_GATEWAY, message)
    }

    /// 503: the service has too much to do.
    pub fn not_enough_resources(message: impl Into<String>) -> Self {
        Self::of(StatusCode::SERVICE_UNAVAILABLE, message)
    }

    /// 504: a service that this one asked has not answered in time.
    pub fn upstream_timeout(message: impl Into<String>) -> Self {
        Self::of(StatusCode::GATEWAY_TIMEOUT, message)
    }
}

/// The name of the error for a status, as the reference implementation has them;
/// for 404 it has one for services that do not know the protocol at all.
fn name(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "AuthenticationRequired",
        StatusCode::FORBIDDEN => "Forbidden",
        StatusCode::NOT_FOUND => "NotFound",
        StatusCode::NOT_ACCEPTABLE => "NotAcceptable",
        StatusCode::PAYLOAD_TOO_LARGE => "PayloadTooLarge",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "UnsupportedMediaType",
        StatusCode::TOO_MANY_REQUESTS => "RateLimitExceeded",
        StatusCode::NOT_IMPLEMENTED => "MethodNotImplemented",
        StatusCode::BAD_GATEWAY => "UpstreamFailure",
        StatusCode::SERVICE_UNAVAILABLE => "NotEnoughResources",
        StatusCode::GATEWAY_TIMEOUT => "UpstreamTimeout",
        status if status.is_server_error() => "InternalServerError",
        _ => "InvalidRequest",
    }
}

/// With the status 400.
impl<E> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            more: None,
        }
    }
}

/// With the status 500, and without the text of the error on the wire.
impl<E: From<XrpcError>> From<InternalError> for Failure<E> {
    fn from(error: InternalError) -> Self {
        let mut failure = Self::internal_server_error("Internal Server Error");
        failure.more.get_or_insert_default().internal = Some(error);
        failure
    }
}
