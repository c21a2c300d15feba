//! Responses that a client reads.

use std::fmt;

use http::{HeaderMap, Response, StatusCode, header::CONTENT_TYPE};

use super::{Body, DecodeError, HttpEndpoint, XrpcError, media_type};
use crate::shown::{message, shown};

/// Why a call has no output. `E` is the `Error` of the endpoint, whose variants
/// are the errors that the lexicon names.
///
/// `Display` and `Debug` escape and shorten what the service sent; the fields have
/// all of it.
///
/// Needs the feature `xrpc`.
#[non_exhaustive]
pub enum CallError<E> {
    /// The service returned an XRPC error, named in the lexicon or not.
    /// [Specification](https://atproto.com/specs/xrpc#error-responses).
    Xrpc {
        /// The HTTP status.
        status: StatusCode,
        /// The error.
        error: E,
    },
    /// The status is not a success, but the body is not an XRPC error, such as
    /// the response of a proxy.
    Status {
        /// The HTTP status.
        status: StatusCode,
        /// The `Content-Type` of the body.
        encoding: Option<String>,
    },
    /// The output has another encoding than in the lexicon.
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
            Self::Xrpc { status, error } => write!(f, "{} ({status})", message(error)),
            Self::Status { status, encoding } => {
                let encoding = shown(encoding.as_deref().unwrap_or("no content type"));
                write!(f, "{status}, without an XRPC error (body: {encoding})")
            }
            Self::Encoding {
                expected,
                found: Some(found),
            } => write!(f, "the output is {}, not {expected}", shown(found)),
            Self::Encoding {
                expected,
                found: None,
            } => write!(f, "the response has no Content-Type, expected {expected}"),
            Self::Decode(error) => write!(f, "the output does not match the lexicon: {error}"),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Xrpc { status, error } => f
                .debug_struct("Xrpc")
                .field("status", status)
                .field("error", error)
                .finish(),
            Self::Status { status, encoding } => f
                .debug_struct("Status")
                .field("status", status)
                .field("encoding", &encoding.as_deref().map(shown))
                .finish(),
            Self::Encoding { expected, found } => f
                .debug_struct("Encoding")
                .field("expected", expected)
                .field("found", &found.as_deref().map(shown))
                .finish(),
            Self::Decode(error) => f.debug_tuple("Decode").field(error).finish(),
        }
    }
}

/// `Display` has the text of the error inside, so the source is what that comes from.
impl<E: std::error::Error + 'static> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Xrpc { error, .. } => error.source(),
            Self::Decode(error) => error.source(),
            Self::Status { .. } | Self::Encoding { .. } => None,
        }
    }
}

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
    match serde_json::from_slice::<XrpcError>(body) {
        Ok(error) => CallError::Xrpc {
            status,
            error: error.into(),
        },
        Err(_) => CallError::Status {
            status,
            encoding: content_type(headers).map(str::to_owned),
        },
    }
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?;
    value.to_str().ok()
}
