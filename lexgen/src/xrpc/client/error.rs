//! Errors of clients.

use std::fmt;

use http::StatusCode;

use super::session;
use crate::{
    shown::message,
    xrpc::{CallError, EncodeError, SetupError, TransportError},
};

/// Why a call has no output. `E` is the `Error` of the endpoint.
///
/// `Display` and `Debug` escape and shorten what the service sent.
///
/// Needs the feature `client`.
#[non_exhaustive]
pub enum ClientError<E> {
    /// The client cannot be set up for the call, such as with a token that is not a
    /// valid header value. Nothing was sent.
    Setup(SetupError),
    /// The parameters or the input cannot be sent.
    Encode(EncodeError),
    /// There is no response: the connection failed or timed out.
    Transport(TransportError),
    /// The call took longer than the time limit of the client.
    Timeout,
    /// The response is larger than the limit of the client, in bytes.
    TooLarge(usize),
    /// Expired credentials could not be renewed. For a [`Session`](super::Session), the
    /// error of its service is the source.
    Renew(Box<dyn std::error::Error + Send + Sync>),
    /// The response has no output.
    Call(CallError<E>),
}

impl<E> ClientError<E> {
    pub(super) fn transport(error: reqwest::Error) -> Self {
        Self::Transport(TransportError::http(error))
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

impl<E: fmt::Display> fmt::Display for ClientError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Transport(error) => write!(f, "no response: {error}"),
            Self::Timeout => f.write_str("the call timed out"),
            Self::TooLarge(limit) => write!(f, "the response has more than {limit} bytes"),
            Self::Renew(error) => {
                write!(
                    f,
                    "the session cannot be renewed: {}",
                    message(&Chain(session::reason(error.as_ref())))
                )
            }
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for ClientError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => f.debug_tuple("Setup").field(error).finish(),
            Self::Encode(error) => f.debug_tuple("Encode").field(error).finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Timeout => f.write_str("Timeout"),
            Self::TooLarge(limit) => f.debug_tuple("TooLarge").field(limit).finish(),
            Self::Renew(error) => {
                let error = format_args!("{error:?}");
                f.debug_tuple("Renew").field(&message(&error)).finish()
            }
            Self::Call(error) => f.debug_tuple("Call").field(error).finish(),
        }
    }
}

/// `Display` has the text of the error inside, so the source is what that comes from.
impl<E: std::error::Error + 'static> std::error::Error for ClientError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Setup(error) => error.source(),
            Self::Encode(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Call(error) => error.source(),
            // The text has all of its sources.
            Self::Renew(_) | Self::Timeout | Self::TooLarge(_) => None,
        }
    }
}

/// An error and its sources, in a line.
struct Chain<'e>(&'e (dyn std::error::Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        match self.0.source() {
            Some(source) => write!(f, ": {}", Chain(source)),
            None => Ok(()),
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
