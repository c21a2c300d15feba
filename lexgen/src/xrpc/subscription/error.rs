//! Errors of subscriptions.

use std::{fmt, io};

use super::super::{
    CallError, EncodeError, FrameError, SetupError, Subprotocol, TransportError, XrpcError,
};
use crate::shown::message;

/// Errors of a stream that are no fault of the client, besides that of a slow client,
/// as the protocol and its reference implementation name them.
const TEMPORARY: [&str; 7] = [
    "ConsumerTooSlow",
    "InternalServerError",
    "NotEnoughResources",
    "RateLimitExceeded",
    "Unknown",
    "UpstreamFailure",
    "UpstreamTimeout",
];

/// Why a subscription cannot start, or has no next message. `E` is the `Error`
/// of the endpoint.
///
/// Needs the feature `subscription`.
#[derive(Debug)]
#[non_exhaustive]
pub enum SubscriptionError<E> {
    /// The subscription cannot be set up, such as with a URL that is not that of a
    /// service.
    Setup(SetupError),
    /// The parameters cannot be sent.
    Encode(EncodeError),
    /// The service refused the subscription.
    Refused(CallError<E>),
    /// The connection failed.
    Transport(TransportError),
    /// Opening the connection took too long, or nothing arrived for too long.
    Timeout,
    /// The service ended the stream with an error.
    Xrpc(E),
    /// A frame does not match the lexicon.
    Frame(FrameError),
    /// Received a text message, but the frames of this subprotocol are binary; or the
    /// other way round.
    Kind(Subprotocol),
    /// The function of [`Options::with_decoder`](super::Options::with_decoder) could not
    /// decode a binary message, or wrote more than a frame may have.
    Decoder(io::Error),
}

impl<E> SubscriptionError<E> {
    /// The XRPC error, whether the service refused the subscription with it or ended
    /// the stream.
    pub fn xrpc(&self) -> Option<&E> {
        match self {
            Self::Refused(error) => error.xrpc(),
            Self::Xrpc(error) => Some(error),
            Self::Setup(_)
            | Self::Encode(_)
            | Self::Transport(_)
            | Self::Timeout
            | Self::Frame(_)
            | Self::Kind(_)
            | Self::Decoder(_) => None,
        }
    }
}

impl<E: Into<XrpcError>> SubscriptionError<E> {
    /// Whether to connect again may help, with the same address and parameters. It is
    /// the rule of [`Resume`](super::Resume).
    ///
    /// These are temporary: a failed connection, silence, a refusal with the status 408,
    /// 429 or 5xx other than 501, and the errors of a stream `ConsumerTooSlow`, `InternalServerError`,
    /// `NotEnoughResources`, `RateLimitExceeded`, `Unknown`, `UpstreamFailure` and
    /// `UpstreamTimeout`.
    pub fn is_temporary(&self) -> bool
    where
        E: Clone,
    {
        self.is_temporary_if(|error| is_passing(&error.clone().into()))
    }

    /// The same, with what is said of an error of the stream.
    fn is_temporary_if(&self, is_passing: impl FnOnce(&E) -> bool) -> bool {
        match self {
            Self::Transport(_) | Self::Timeout => true,
            Self::Refused(refusal) => {
                let status = refusal.status().map(|status| status.as_u16());
                // 501: the service has no such stream, and the client should not try again.
                matches!(status, Some(408 | 429 | 500 | 502..))
            }
            Self::Xrpc(error) => is_passing(error),
            Self::Setup(_)
            | Self::Encode(_)
            | Self::Frame(_)
            | Self::Kind(_)
            | Self::Decoder(_) => false,
        }
    }
}

/// Whether an error of a stream is no fault of the client.
fn is_passing(error: &XrpcError) -> bool {
    TEMPORARY.contains(&error.error.as_str())
}

impl<E: From<XrpcError> + Into<XrpcError>> SubscriptionError<E> {
    /// Whether it [is temporary](Self::is_temporary), for errors that cannot be cloned.
    pub(super) fn told(self) -> (bool, Self) {
        match self {
            Self::Xrpc(error) => {
                let error = error.into();
                (is_passing(&error), Self::Xrpc(error.into()))
            }
            _ => (self.is_temporary_if(|_| false), self),
        }
    }
}

impl<E: fmt::Display> fmt::Display for SubscriptionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Refused(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "the connection failed: {error}"),
            Self::Timeout => f.write_str("the service did not answer in time"),
            Self::Xrpc(error) => write!(f, "the service ended the stream: {}", message(error)),
            Self::Frame(error) => write!(f, "a frame does not match the lexicon: {error}"),
            Self::Kind(subprotocol) => {
                let mut kinds = ["text", "binary"];
                if subprotocol.is_text() {
                    kinds.reverse();
                }
                let [found, expected] = kinds;
                write!(
                    f,
                    "received a {found} message, but frames of `{subprotocol}` are {expected}"
                )
            }
            Self::Decoder(error) => {
                write!(f, "a binary message cannot be decoded: {}", message(error))
            }
        }
    }
}

/// `Display` has the text of the error inside, so the source is what that comes from.
impl<E: std::error::Error + 'static> std::error::Error for SubscriptionError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Setup(error) => error.source(),
            Self::Encode(error) => error.source(),
            Self::Refused(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Xrpc(error) => error.source(),
            Self::Frame(error) => error.source(),
            Self::Decoder(error) => error.source(),
            Self::Timeout | Self::Kind(_) => None,
        }
    }
}
