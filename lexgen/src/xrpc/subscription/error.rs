//! Errors of subscriptions.

use std::fmt;

use http::StatusCode;
use tokio_tungstenite::tungstenite::{self, error::UrlError};

use super::super::{CallError, EncodeError, Endpoint, FrameError, HttpEndpoint, response::refusal};

/// Why a subscription cannot start, or has no next message. `E` is the `Error`
/// of the endpoint.
///
/// Needs the feature `subscription`.
#[derive(Debug)]
#[non_exhaustive]
pub enum SubscriptionError<E> {
    /// The URL is not that of a service.
    Service(String),
    /// The parameters cannot be sent.
    Encode(EncodeError),
    /// The service refused the subscription.
    Refused(CallError<E>),
    /// The connection failed.
    Transport(Box<dyn std::error::Error + Send + Sync>),
    /// The service ended the stream with an error.
    Xrpc(E),
    /// A frame does not match the lexicon.
    Frame(FrameError),
    /// Received a text message, but frames are binary.
    Text,
}

impl<E: fmt::Display> fmt::Display for SubscriptionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(url) => {
                write!(
                    f,
                    "`{url}` is not the URL of a service, such as `wss://relay.example`"
                )
            }
            Self::Encode(error) => error.fmt(f),
            Self::Refused(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "the connection failed: {error}"),
            Self::Xrpc(error) => write!(f, "the service ended the stream: {error}"),
            Self::Frame(error) => write!(f, "a frame does not match the lexicon: {error}"),
            Self::Text => f.write_str("received a text message, but frames are binary"),
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

/// The error of opening the WebSocket.
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
