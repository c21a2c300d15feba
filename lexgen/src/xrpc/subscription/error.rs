//! Why a subscription has no next message.

use std::fmt;

use http::StatusCode;
use tokio_tungstenite::tungstenite::{self, error::UrlError};

use super::super::{CallError, EncodeError, Endpoint, FrameError, HttpEndpoint, response::refusal};

/// Why a subscription does not begin, or has no next message. `E` is the
/// endpoint's `Error`.
///
/// Needs the feature `subscription`.
#[derive(Debug)]
#[non_exhaustive]
pub enum SubscriptionError<E> {
    /// This is no URL of a service.
    Service(String),
    /// The parameters cannot be sent.
    Encode(EncodeError),
    /// The service refused to begin.
    Refused(CallError<E>),
    /// The connection did not come about, or broke.
    Transport(Box<dyn std::error::Error + Send + Sync>),
    /// The service ended the stream with an error.
    Xrpc(E),
    /// A frame is not what the lexicon says.
    Frame(FrameError),
    /// A message of text came, where frames are bytes.
    Text,
}

impl<E: fmt::Display> fmt::Display for SubscriptionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(url) => {
                write!(f, "`{url}` is no service's URL, as `wss://relay.example`")
            }
            Self::Encode(error) => error.fmt(f),
            Self::Refused(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "the connection failed: {error}"),
            Self::Xrpc(error) => write!(f, "the service ended the stream: {error}"),
            Self::Frame(error) => write!(f, "a frame is not what the lexicon says: {error}"),
            Self::Text => f.write_str("a message of text came, where frames are bytes"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for SubscriptionError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Encode(error) => Some(error),
            Self::Refused(error) => Some(error),
            Self::Transport(error) => Some(error.as_ref()),
            Self::Xrpc(error) => Some(error),
            Self::Frame(error) => Some(error),
            Self::Service(_) | Self::Text => None,
        }
    }
}

/// What went wrong before the first message.
pub(super) fn of_handshake<E: HttpEndpoint>(
    error: tungstenite::Error,
) -> SubscriptionError<<E as Endpoint>::Error> {
    match error {
        tungstenite::Error::Http(response) => {
            let body = response.body().as_deref().unwrap_or_default();
            let status = StatusCode::from_u16(response.status().as_u16()).unwrap_or_default();
            SubscriptionError::Refused(refusal::<E>(status, response.headers(), body))
        }
        tungstenite::Error::Url(UrlError::TlsFeatureNotEnabled) => {
            let help = "`wss` needs TLS: enable the feature `client-rustls` or `client-native-tls`";
            SubscriptionError::Transport(help.into())
        }
        other => SubscriptionError::Transport(Box::new(other)),
    }
}
