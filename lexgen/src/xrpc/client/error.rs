//! Errors of clients.

use std::{error::Error as _, fmt};

use http::StatusCode;

use crate::xrpc::{CallError, EncodeError};

/// A client cannot be set up.
///
/// Needs the feature `client`.
#[derive(Debug)]
pub struct SetupError {
    message: String,
}

impl SetupError {
    /// The message repeats `base`, unless it may have a password.
    pub(super) fn base(base: &str, reason: impl fmt::Display) -> Self {
        let what = if base.contains('@') {
            "this".to_owned()
        } else {
            format!("`{base}`")
        };
        Self {
            message: format!("{what} is not the URL of a service: {reason}"),
        }
    }

    pub(super) fn http(error: reqwest::Error) -> Self {
        Self {
            message: format!("the HTTP client cannot be built: {error}"),
        }
    }

    pub(super) fn header(what: &str) -> Self {
        Self {
            message: format!("{what} is not a valid header value"),
        }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SetupError {}

/// Why a call has no output. `E` is the `Error` of the endpoint.
///
/// Needs the feature `client`.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError<E> {
    /// The client cannot be set up for the call.
    Setup(SetupError),
    /// The parameters or the input cannot be sent.
    Encode(EncodeError),
    /// There is no response: the connection failed or timed out.
    Transport(reqwest::Error),
    /// The call took longer than the time limit of the client.
    Timeout,
    /// The response is larger than the limit of the client, in bytes.
    TooLarge(usize),
    /// Expired credentials could not be renewed.
    Renew(Box<dyn std::error::Error + Send + Sync>),
    /// The response has no output.
    Call(CallError<E>),
}

/// The error without the query of the URL: errors are logged, and parameters may
/// be secret.
pub(super) fn without_query(mut error: reqwest::Error) -> reqwest::Error {
    if let Some(url) = error.url_mut() {
        url.set_query(None);
    }
    error
}

impl<E> ClientError<E> {
    pub(super) fn transport(error: reqwest::Error) -> Self {
        Self::Transport(without_query(error))
    }

    /// The XRPC error, if the service returned one.
    pub fn xrpc(&self) -> Option<&E> {
        match self {
            Self::Call(error) => error.xrpc(),
            _ => None,
        }
    }

    /// The HTTP status, if it is not a success.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Call(error) => error.status(),
            _ => None,
        }
    }
}

/// The hint that is missing in the error of the HTTP library without TLS.
const TLS_HELP: &str =
    "; `https` needs TLS: enable the feature `client-rustls` or `client-native-tls`";

/// Whether a connection failed because TLS is not enabled. A feature of the library
/// itself may have enabled it, so this is known only from its error.
fn lacks_tls(error: &reqwest::Error) -> bool {
    let is_https = error.url().is_some_and(|url| url.scheme() == "https");
    let mut causes = std::iter::successors(error.source(), |&cause| cause.source());
    is_https && causes.any(|cause| cause.to_string().contains("scheme is not http"))
}

impl<E: fmt::Display> fmt::Display for ClientError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Transport(error) => {
                write!(f, "no response: {error}")?;
                if lacks_tls(error) {
                    f.write_str(TLS_HELP)?;
                }
                Ok(())
            }
            Self::Timeout => f.write_str("the call timed out"),
            Self::TooLarge(limit) => write!(f, "the response has more than {limit} bytes"),
            Self::Renew(error) => write!(f, "the session cannot be renewed: {error}"),
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for ClientError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Setup(error) => Some(error),
            Self::Encode(error) => Some(error),
            Self::Transport(error) => Some(error),
            Self::Renew(error) => Some(error.as_ref()),
            Self::Call(error) => error.source(),
            Self::Timeout | Self::TooLarge(_) => None,
        }
    }
}

/// So that `?` works on clients and calls in one function.
impl<E> From<SetupError> for ClientError<E> {
    fn from(error: SetupError) -> Self {
        Self::Setup(error)
    }
}

impl<E> From<EncodeError> for ClientError<E> {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl<E> From<CallError<E>> for ClientError<E> {
    fn from(error: CallError<E>) -> Self {
        Self::Call(error)
    }
}
