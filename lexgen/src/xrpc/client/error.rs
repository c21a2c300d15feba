//! Why a client could not be set up, or a call has no output.

use std::{error::Error as _, fmt};

use http::StatusCode;

use crate::xrpc::{CallError, EncodeError};

/// Why there is no client.
#[derive(Debug)]
pub struct SetupError {
    message: String,
}

impl SetupError {
    /// `base` is repeated unless it may hold a password.
    pub(super) fn base(base: &str, reason: impl fmt::Display) -> Self {
        let what = match base.contains('@') {
            true => "this".to_owned(),
            false => format!("`{base}`"),
        };
        Self {
            message: format!("{what} is no service's URL: {reason}"),
        }
    }

    pub(super) fn http(error: reqwest::Error) -> Self {
        Self {
            message: format!("no HTTP client: {error}"),
        }
    }

    pub(super) fn header(what: &str) -> Self {
        Self {
            message: format!("{what} cannot stand in a header"),
        }
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SetupError {}

/// Why a call has no output. `E` is the endpoint's `Error`.
///
/// Needs the feature `client`.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError<E> {
    /// The client could not be set up for the call.
    Setup(SetupError),
    /// What was given cannot be sent.
    Encode(EncodeError),
    /// No answer came: no connection, a broken one, or none in time.
    Transport(reqwest::Error),
    /// The call took longer than the client allows.
    Timeout,
    /// The answer is larger than the client holds in memory; this is the limit
    /// in bytes.
    TooLarge(usize),
    /// Expired credentials could not be renewed.
    Renew(Box<dyn std::error::Error + Send + Sync>),
    /// The service answered, and not with an output.
    Call(CallError<E>),
}

/// Without the query of the URL, for parameters may be secret and errors are
/// logged.
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

    /// The XRPC error, if the service answered with one.
    pub fn xrpc(&self) -> Option<&E> {
        match self {
            Self::Call(error) => error.xrpc(),
            _ => None,
        }
    }

    /// The HTTP status, where it is what went wrong.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Call(error) => error.status(),
            _ => None,
        }
    }
}

/// What the HTTP library does not say when it was built without TLS.
const TLS_HELP: &str =
    "; `https` needs TLS: enable the feature `client-rustls` or `client-native-tls`";

/// Whether a connection failed since nobody enabled TLS. The library's own
/// features may have done so, which only its error tells.
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
                write!(f, "no answer: {error}")?;
                if lacks_tls(error) {
                    f.write_str(TLS_HELP)?;
                }
                Ok(())
            }
            Self::Timeout => f.write_str("no answer in time"),
            Self::TooLarge(limit) => write!(f, "the answer has more than {limit} bytes"),
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

/// So that what makes a client of a client can stand among calls.
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
