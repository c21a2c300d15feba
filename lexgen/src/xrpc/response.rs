//! The client's half of reading: an HTTP response to an output or an error.

use std::fmt;

use http::{HeaderMap, Response, StatusCode, header::CONTENT_TYPE};

use super::{Body, DecodeError, HttpEndpoint, XrpcError, media_type};

/// Why a call has no output. `E` is the endpoint's `Error`, in which the errors
/// that the lexicon names are variants.
///
/// Needs the feature `xrpc`.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The service answered with an XRPC error, one that the lexicon names or
    /// another.
    /// [Specification](https://atproto.com/specs/xrpc#error-responses).
    Xrpc {
        /// The HTTP status.
        status: StatusCode,
        /// The error itself.
        error: E,
    },
    /// The status is no success and the body no XRPC error, as when something
    /// between answers in the service's place.
    Status {
        /// The HTTP status.
        status: StatusCode,
        /// The body's `Content-Type`, if it has one.
        encoding: Option<String>,
    },
    /// The output has another encoding than the lexicon says.
    Encoding {
        /// What the lexicon says.
        expected: &'static str,
        /// What came.
        found: Option<String>,
    },
    /// The output is not what the lexicon says.
    Decode(DecodeError),
}

impl<E> CallError<E> {
    /// The HTTP status, where it is what went wrong.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Xrpc { status, .. } | Self::Status { status, .. } => Some(*status),
            Self::Encoding { .. } | Self::Decode(_) => None,
        }
    }

    /// The XRPC error, if the service answered with one.
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
            Self::Xrpc { status, error } => write!(f, "{error} ({status})"),
            Self::Status { status, encoding } => {
                let encoding = encoding.as_deref().unwrap_or("no content type");
                write!(f, "{status}, without an XRPC error (body: {encoding})")
            }
            Self::Encoding { expected, found } => {
                let found = found.as_deref().unwrap_or("nothing");
                write!(f, "the output is {found}, not {expected}")
            }
            Self::Decode(error) => write!(f, "the output is not what the lexicon says: {error}"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Xrpc { error, .. } => Some(error),
            Self::Decode(error) => Some(error),
            Self::Status { .. } | Self::Encoding { .. } => None,
        }
    }
}

/// Reads the response to a call.
///
/// # Errors
/// Whatever stands in the way of an output; see [`CallError`].
///
/// Needs the feature `xrpc`.
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

/// The encoding of an output, for who reads it as a stream.
///
/// # Errors
/// When it is not the one the lexicon says.
///
/// Needs the feature `xrpc`.
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

/// What a response means whose status is no success, for who reads the others as
/// a stream.
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
