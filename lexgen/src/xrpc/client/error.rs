//! Errors of clients.

use std::fmt;

use http::{HeaderMap, StatusCode};

use super::{BoxError, auth};
use crate::{
    shown::message,
    xrpc::{
        CallError, EncodeError, Endpoint, SetupError, TransportError, headers::RateLimit,
        transport_error::Chain,
    },
};

/// Why a call has no output: the endpoint, and the [kind](Self::kind) of error. `E` is
/// the `Error` of the endpoint.
///
/// `Display` and `Debug` escape and shorten what the service sent. `Display` has the
/// text of all sources, so there is no `source`.
///
/// Needs the feature `client`.
///
/// ```
/// use lexgen::xrpc::{CallError, ClientError, ClientErrorKind, XrpcError};
///
/// fn is_busy(error: &ClientError<XrpcError>) -> bool {
///     match error.kind() {
///         ClientErrorKind::Call(CallError::Xrpc { error, .. }) => error.error == "Busy",
///         ClientErrorKind::Timeout => true,
///         _ => false,
///     }
/// }
/// ```
pub struct ClientError<E>(Box<Inner<E>>);

struct Inner<E> {
    nsid: Option<&'static str>,
    kind: ClientErrorKind<E>,
}

/// Why a call has no output. `E` is the `Error` of the endpoint.
///
/// Needs the feature `client`.
#[non_exhaustive]
pub enum ClientErrorKind<E> {
    /// The client cannot be set up for the call, such as with a token that is not a
    /// valid header value. Nothing was sent.
    Setup(SetupError),
    /// The parameters or the input cannot be sent.
    Encode(EncodeError),
    /// The [`Auth`](super::Auth) of the client could not authorize the call. Nothing
    /// was sent.
    Auth(BoxError),
    /// There is no response: the connection failed or timed out.
    Transport(TransportError),
    /// The call took longer than the time limit of the client.
    Timeout,
    /// The response is larger than the limit of the client, in bytes.
    TooLarge(usize),
    /// Expired credentials could not be renewed; [`ClientError::renewal`] is why.
    Renew(BoxError),
    /// The response has no output.
    Call(CallError<E>),
}

impl<E> ClientError<E> {
    /// The error of a call of `C`.
    pub(super) fn of<C: Endpoint<Error = E>>(kind: ClientErrorKind<E>) -> Self {
        Self(Box::new(Inner {
            nsid: Some(C::NSID),
            kind,
        }))
    }

    /// The error of something other than a call of an endpoint.
    pub(super) fn elsewhere(kind: ClientErrorKind<E>) -> Self {
        Self(Box::new(Inner { nsid: None, kind }))
    }

    /// The NSID of the endpoint; `None` if the client could not be set up, or if no
    /// endpoint was called.
    pub fn nsid(&self) -> Option<&'static str> {
        self.0.nsid
    }

    /// What went wrong.
    pub fn kind(&self) -> &ClientErrorKind<E> {
        &self.0.kind
    }

    /// What went wrong.
    pub fn into_kind(self) -> ClientErrorKind<E> {
        self.0.kind
    }

    /// Why expired credentials could not be renewed: the error of your `refresh`, as it
    /// was returned. It is what the box of [`ClientErrorKind::Renew`] wraps.
    ///
    /// Only some of these errors mean that the account must log in again:
    ///
    /// ```
    /// use lexgen::xrpc::{ClientError, XrpcError};
    ///
    /// /// If `refresh` returns the error of its call by `?`.
    /// fn must_log_in<E>(error: &ClientError<E>) -> bool {
    ///     let reason = error.renewal();
    ///     let call = reason.and_then(|error| error.downcast_ref::<ClientError<XrpcError>>());
    ///     let error = call.and_then(ClientError::xrpc);
    ///     error.is_some_and(|error| {
    ///         ["invalid_grant", "ExpiredToken", "InvalidToken"].contains(&&*error.error)
    ///     })
    /// }
    /// ```
    ///
    /// [`Dpop::request_tokens`](super::Dpop::request_tokens) and the agent return this
    /// type. A generated `refreshSession` has an error of its own in place of
    /// `XrpcError`.
    pub fn renewal(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ClientErrorKind::Renew(error) => Some(auth::reason(error.as_ref())),
            _ => None,
        }
    }

    /// The XRPC error, if the service returned one.
    pub fn xrpc(&self) -> Option<&E> {
        match self.kind() {
            ClientErrorKind::Call(error) => error.xrpc(),
            _ => None,
        }
    }

    /// The XRPC error, if the service returned one.
    ///
    /// # Errors
    /// Any other error, as it was.
    pub fn into_xrpc(self) -> Result<E, Self> {
        let Inner { nsid, kind } = *self.0;
        match kind {
            ClientErrorKind::Call(CallError::Xrpc { error, .. }) => Ok(error),
            kind => Err(Self(Box::new(Inner { nsid, kind }))),
        }
    }

    /// The HTTP status, if it is not a success.
    pub fn status(&self) -> Option<StatusCode> {
        match self.kind() {
            ClientErrorKind::Call(error) => error.status(),
            _ => None,
        }
    }

    /// The headers of the response, if its status is not a success.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self.kind() {
            ClientErrorKind::Call(error) => error.headers(),
            _ => None,
        }
    }

    /// The rate limit of the service, such as how long to wait after the status 429.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.headers().and_then(RateLimit::of)
    }
}

impl<E> ClientErrorKind<E> {
    /// The error of credentials before anything was sent.
    pub(super) fn auth(error: BoxError) -> Self {
        match error.downcast::<SetupError>() {
            Ok(error) => Self::Setup(*error),
            Err(error) => Self::Auth(error),
        }
    }
}

impl<E: fmt::Display> fmt::Display for ClientError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(nsid) = self.nsid() {
            write!(f, "{nsid}: ")?;
        }
        self.kind().fmt(f)
    }
}

impl<E: fmt::Display> fmt::Display for ClientErrorKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => error.fmt(f),
            Self::Encode(error) => error.fmt(f),
            Self::Auth(error) => {
                let error = Chain(error.as_ref());
                write!(f, "the call cannot be authorized: {}", message(&error))
            }
            Self::Transport(error) => write!(f, "no response: {error}"),
            Self::Timeout => f.write_str("the call timed out"),
            Self::TooLarge(limit) => write!(f, "the response has more than {limit} bytes"),
            Self::Renew(error) => {
                let error = Chain(auth::reason(error.as_ref()));
                write!(f, "the session cannot be renewed: {}", message(&error))
            }
            Self::Call(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for ClientError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientError")
            .field("nsid", &self.0.nsid)
            .field("kind", &self.0.kind)
            .finish()
    }
}

impl<E: fmt::Debug> fmt::Debug for ClientErrorKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let boxed = |name, error: &BoxError, f: &mut fmt::Formatter<'_>| {
            let error = format_args!("{error:?}");
            f.debug_tuple(name).field(&message(&error)).finish()
        };
        match self {
            Self::Setup(error) => f.debug_tuple("Setup").field(error).finish(),
            Self::Encode(error) => f.debug_tuple("Encode").field(error).finish(),
            Self::Auth(error) => boxed("Auth", error, f),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Timeout => f.write_str("Timeout"),
            Self::TooLarge(limit) => f.debug_tuple("TooLarge").field(limit).finish(),
            Self::Renew(error) => boxed("Renew", error, f),
            Self::Call(error) => f.debug_tuple("Call").field(error).finish(),
        }
    }
}

/// `Display` has the text of all sources.
impl<E: fmt::Debug + fmt::Display> std::error::Error for ClientError<E> {}

/// So that `?` works on clients and calls in one function.
impl<E> From<SetupError> for ClientError<E> {
    fn from(error: SetupError) -> Self {
        Self::elsewhere(ClientErrorKind::Setup(error))
    }
}

impl<E> From<EncodeError> for ClientErrorKind<E> {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl<E> From<CallError<E>> for ClientErrorKind<E> {
    fn from(error: CallError<E>) -> Self {
        Self::Call(error)
    }
}
