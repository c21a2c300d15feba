//! The service's errors: an XRPC error and the HTTP status it goes under.

use http::StatusCode;

use super::XrpcError;

/// An error that a service answers with.
/// [Specification](https://atproto.com/specs/xrpc#error-responses).
///
/// `E` is the endpoint's `Error`, which becomes one under the status 400, or
/// [another](Self::with_status):
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
///
/// Needs the feature `xrpc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure<E = XrpcError> {
    /// The HTTP status.
    pub status: StatusCode,
    /// What the body says.
    pub error: E,
}

impl<E> Failure<E> {
    /// The same error under another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same failure with another kind of error, such as the endpoint's own
    /// in place of any.
    pub fn map<F>(self, change: impl FnOnce(E) -> F) -> Failure<F> {
        Failure {
            status: self.status,
            error: change(self.error),
        }
    }
}

impl<E: From<XrpcError>> Failure<E> {
    fn named(status: StatusCode, name: &str, message: impl Into<String>) -> Self {
        let mut error = XrpcError::new(name);
        error.message = Some(message.into());
        Self {
            status,
            error: error.into(),
        }
    }

    /// 400: the request is not what the lexicon says.
    pub fn invalid_request(message: impl Into<String>) -> Self {
        Self::named(StatusCode::BAD_REQUEST, "InvalidRequest", message)
    }

    /// 401: the request says not, or not credibly, whom it comes from.
    pub fn authentication_required(message: impl Into<String>) -> Self {
        Self::named(StatusCode::UNAUTHORIZED, "AuthenticationRequired", message)
    }

    /// 403: whom the request comes from may not do this.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::named(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    /// 405: the endpoint is called by another HTTP method.
    pub fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::named(StatusCode::METHOD_NOT_ALLOWED, "InvalidRequest", message)
    }

    /// 413: the request body is larger than the service takes.
    pub fn payload_too_large(message: impl Into<String>) -> Self {
        Self::named(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLarge", message)
    }

    /// 429: too many requests in a time.
    pub fn rate_limit_exceeded(message: impl Into<String>) -> Self {
        Self::named(StatusCode::TOO_MANY_REQUESTS, "RateLimitExceeded", message)
    }

    /// 500: it is the service's own fault. The message is for anybody to read.
    pub fn internal_server_error(message: impl Into<String>) -> Self {
        Self::named(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalServerError",
            message,
        )
    }

    /// 501: the service has no such endpoint.
    pub fn method_not_implemented(message: impl Into<String>) -> Self {
        Self::named(StatusCode::NOT_IMPLEMENTED, "MethodNotImplemented", message)
    }
}

/// An error of the endpoint's own goes under 400.
impl<E> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
        }
    }
}
