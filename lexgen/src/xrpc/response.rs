//! Responses that a client reads.

use std::fmt;

use http::{HeaderMap, Response, StatusCode, header::CONTENT_TYPE};

use super::{Body, DecodeError, HttpEndpoint, XrpcError, error_body, headers::names, media_type};
use crate::shown::{message, shown};

/// Why a call has no output. `E` is the `Error` of the endpoint, whose variants
/// are the errors that the lexicon names.
///
/// `Display` and `Debug` escape and shorten what the service sent; the fields have
/// all of it. `Display` has the text of all sources, so there is no `source`.
///
/// Needs the feature `xrpc`.
#[non_exhaustive]
pub enum CallError<E> {
    /// The service returned an XRPC error, named in the lexicon or not.
    /// [Specification](https://atproto.com/specs/xrpc#error-responses).
    #[non_exhaustive]
    Xrpc {
        /// The HTTP status.
        status: StatusCode,
        /// The error.
        error: E,
        /// The headers of the response.
        headers: Box<HeaderMap>,
    },
    /// The status is not a success, but the body is not an XRPC error, such as
    /// the response of a proxy.
    #[non_exhaustive]
    Status {
        /// The HTTP status.
        status: StatusCode,
        /// The `Content-Type` of the body.
        encoding: Option<String>,
        /// The start of the body, without what looks like a token; empty if it is not
        /// text.
        excerpt: String,
        /// The headers of the response.
        headers: Box<HeaderMap>,
    },
    /// The output has another encoding than in the lexicon.
    #[non_exhaustive]
    Encoding {
        /// The encoding in the lexicon.
        expected: &'static str,
        /// The encoding of the output.
        found: Option<String>,
    },
    /// The output does not match the lexicon.
    Decode(DecodeError),
}

impl<E> CallError<E> {
    /// The HTTP status, if it is not a success.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Xrpc { status, .. } | Self::Status { status, .. } => Some(*status),
            Self::Encoding { .. } | Self::Decode(_) => None,
        }
    }

    /// The headers of the response, if its status is not a success.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Xrpc { headers, .. } | Self::Status { headers, .. } => Some(headers),
            Self::Encoding { .. } | Self::Decode(_) => None,
        }
    }

    /// The XRPC error, if the service returned one.
    pub fn xrpc(&self) -> Option<&E> {
        match self {
            Self::Xrpc { error, .. } => Some(error),
            Self::Status { .. } | Self::Encoding { .. } | Self::Decode(_) => None,
        }
    }
}

impl<E: fmt::Display> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xrpc { status, error, .. } => write!(f, "{} ({status})", message(error)),
            Self::Status {
                status,
                encoding,
                excerpt,
                ..
            } => {
                let encoding = shown(encoding.as_deref().unwrap_or("no content type"));
                write!(f, "{status}, without an XRPC error (body: {encoding})")?;
                match excerpt.as_str() {
                    "" => Ok(()),
                    excerpt => write!(f, ": {}", message(excerpt)),
                }
            }
            Self::Encoding {
                expected,
                found: Some(found),
                ..
            } => write!(f, "the output is {}, not {expected}", shown(found)),
            Self::Encoding {
                expected,
                found: None,
                ..
            } => write!(f, "the response has no Content-Type, expected {expected}"),
            Self::Decode(error) => write!(f, "the output does not match the lexicon: {error}"),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xrpc {
                status,
                error,
                headers,
            } => f
                .debug_struct("Xrpc")
                .field("status", status)
                .field("error", error)
                .field("headers", &names(headers))
                .finish(),
            Self::Status {
                status,
                encoding,
                excerpt,
                headers,
            } => f
                .debug_struct("Status")
                .field("status", status)
                .field("encoding", &encoding.as_deref().map(shown))
                .field("excerpt", &message(excerpt))
                .field("headers", &names(headers))
                .finish(),
            Self::Encoding {
                expected, found, ..
            } => f
                .debug_struct("Encoding")
                .field("expected", expected)
                .field("found", &found.as_deref().map(shown))
                .finish(),
            Self::Decode(error) => f.debug_tuple("Decode").field(error).finish(),
        }
    }
}

/// `Display` has the text of all sources.
impl<E: fmt::Debug + fmt::Display> std::error::Error for CallError<E> {}

/// Reads the response to a call.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If there is no output: see [`CallError`].
pub fn response<E: HttpEndpoint>(
    response: &Response<impl AsRef<[u8]>>,
) -> Result<E::Output, CallError<E::Error>> {
    let (status, headers, body) = (response.status(), response.headers(), response.body());
    let body = body.as_ref();
    if !status.is_success() {
        return Err(refusal::<E>(status, headers, body));
    }
    let encoding = output_encoding::<E>(headers)?;
    match E::OUTPUT_ENCODING {
        Some(_) => E::Output::decode(encoding, body),
        // `()` as JSON, since nothing is promised.
        None => E::Output::decode("", b"null"),
    }
    .map_err(CallError::Decode)
}

/// The encoding of an output that the caller reads as a stream.
///
/// Needs the feature `xrpc`.
///
/// # Errors
/// If the lexicon does not allow it.
pub fn output_encoding<E: HttpEndpoint>(headers: &HeaderMap) -> Result<&str, CallError<E::Error>> {
    let encoding = content_type(headers);
    match (E::OUTPUT_ENCODING, encoding) {
        (None, _) => Ok(encoding.unwrap_or_default()),
        (Some(expected), Some(found)) if media_type::matches(expected, found) => Ok(found),
        // Bytes of an unknown kind are fine where any kind is.
        (Some("*/*"), None) => Ok("application/octet-stream"),
        (Some(expected), found) => Err(CallError::Encoding {
            expected,
            found: found.map(str::to_owned),
        }),
    }
}

/// The error of a response whose status is not a success, for callers that read
/// the output as a stream.
///
/// Needs the feature `xrpc`.
pub fn refusal<E: HttpEndpoint>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> CallError<E::Error> {
    CallError::of(status, headers, error_body::read(body), body)
}

impl<E: From<XrpcError>> CallError<E> {
    /// The error of a response whose body is this XRPC error, or is none.
    pub(super) fn of(
        status: StatusCode,
        headers: &HeaderMap,
        error: Option<XrpcError>,
        body: &[u8],
    ) -> Self {
        let headers = Box::new(headers.clone());
        match error {
            Some(error) => Self::Xrpc {
                status,
                error: error.into(),
                headers,
            },
            None => Self::Status {
                status,
                encoding: content_type(&headers).map(str::to_owned),
                excerpt: error_body::excerpt(body),
                headers,
            },
        }
    }
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?;
    value.to_str().ok()
}
