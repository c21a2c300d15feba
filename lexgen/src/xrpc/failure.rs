//! The error of a service: an XRPC error with an HTTP status.

use http::StatusCode;

use super::XrpcError;

/// The error response of a service.
/// [Specification](https://atproto.com/specs/xrpc#error-responses).
///
/// `E` is the `Error` of the endpoint, which converts into a failure with the
/// status 400, or with [another one](Self::with_status):
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure<E = XrpcError> {
    /// The HTTP status.
    pub status: StatusCode,
    /// The error in the body.
    pub error: E,
}

impl<E> Failure<E> {
    /// The same error with another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same failure with another type of error, such as that of the endpoint.
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

    /// 400: the request does not match the lexicon.
    pub fn invalid_request(message: impl Into<String>) -> Self {
        Self::named(StatusCode::BAD_REQUEST, "InvalidRequest", message)
    }

    /// 401: the request has no valid credentials.
    pub fn authentication_required(message: impl Into<String>) -> Self {
        Self::named(StatusCode::UNAUTHORIZED, "AuthenticationRequired", message)
    }

    /// 403: the account is not allowed to do this.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::named(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    /// 405: the endpoint has another HTTP method.
    pub fn method_not_allowed(message: impl Into<String>) -> Self {
        Self::named(StatusCode::METHOD_NOT_ALLOWED, "InvalidRequest", message)
    }

    /// 413: the request body is too large for the service.
    pub fn payload_too_large(message: impl Into<String>) -> Self {
        Self::named(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLarge", message)
    }

    /// 429: too many requests.
    pub fn rate_limit_exceeded(message: impl Into<String>) -> Self {
        Self::named(StatusCode::TOO_MANY_REQUESTS, "RateLimitExceeded", message)
    }

    /// 500: an error in the service. The message is public.
    pub fn internal_server_error(message: impl Into<String>) -> Self {
        Self::named(
            StatusCode::INTERNAL_SERVER_ERROR,
            "InternalServerError",
            message,
        )
    }

    /// 501: the service does not have the endpoint.
    pub fn method_not_implemented(message: impl Into<String>) -> Self {
        Self::named(StatusCode::NOT_IMPLEMENTED, "MethodNotImplemented", message)
    }
}

/// With the status 400.
impl<E> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
        }
    }
}
