//! Errors of agents.

use std::fmt;

use crate::{
    data::DataError,
    shown::message,
    syntax::{AtUri, Cid},
    wire::RecordError,
    xrpc::{
        ClientError, SetupError, XrpcError,
        client::{DownloadError, PagesError},
    },
};

/// Why an agent did not do what it was asked to.
///
/// `Display` has the text of all sources, and escapes and shortens what the service
/// sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum AgentError {
    /// The account needs a code to log in, which the service has sent by email: see
    /// [`Login::with_code`](super::Login::with_code).
    CodeRequired,
    /// There is no session to end, because the agent is one
    /// [`with_client`](super::Agent::with_client).
    NoSession,
    /// A moderator has taken down the account.
    TakenDown,
    /// Nothing was written, because the record or the repository is not in the expected
    /// state: somebody else has changed it.
    SwapFailed(XrpcError),
    /// The call failed for any other reason, such as a wrong password.
    Call(ClientError<XrpcError>),
    /// The record cannot be sent.
    Encode(DataError),
    /// The record is not of the expected type. The error has the record.
    Record(Box<InvalidRecord>),
    /// The service repeats a cursor, or it cannot be used.
    Pages(PagesError<XrpcError>),
    /// The download of a blob was interrupted.
    Download(DownloadError),
    /// The blob has more bytes than this limit.
    TooLarge(u64),
    /// The answer of the service makes no sense, for this reason.
    InvalidResponse(&'static str),
}

/// A record that is not of the expected type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidRecord {
    /// The URI of the record.
    pub uri: AtUri,
    /// The CID of the record, if the service has sent it.
    pub cid: Option<Cid>,
    /// What is wrong, with the record.
    pub error: RecordError,
}

impl fmt::Display for AgentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CodeRequired => {
                f.write_str("login requires the code that the service has sent by email")
            }
            Self::NoSession => {
                f.write_str("the agent has no session of its own, so it cannot end one")
            }
            Self::TakenDown => f.write_str("the account is taken down"),
            Self::SwapFailed(error) => {
                write!(
                    f,
                    "nothing was written, because the record or the repository has changed: {}",
                    message(error)
                )
            }
            Self::Call(error) => error.fmt(f),
            Self::Encode(error) => write!(f, "the record cannot be sent: {error}"),
            Self::Record(record) => write!(f, "{}: {}", message(&record.uri), record.error),
            Self::Pages(error) => error.fmt(f),
            Self::Download(error) => error.fmt(f),
            Self::TooLarge(limit) => write!(f, "the blob has more than {limit} bytes"),
            Self::InvalidResponse(reason) => write!(f, "invalid response: {reason}"),
        }
    }
}

/// `Display` has the text of all sources.
impl std::error::Error for AgentError {}

impl From<ClientError<XrpcError>> for AgentError {
    fn from(error: ClientError<XrpcError>) -> Self {
        let name = error.xrpc().map(|error| error.error.as_str());
        match name {
            Some("AuthFactorTokenRequired") => Self::CodeRequired,
            Some("AccountTakedown") => Self::TakenDown,
            Some("InvalidSwap") => match error.into_xrpc() {
                Ok(error) => Self::SwapFailed(error),
                Err(error) => Self::Call(error),
            },
            _ => Self::Call(error),
        }
    }
}

impl From<PagesError<XrpcError>> for AgentError {
    fn from(error: PagesError<XrpcError>) -> Self {
        match error.into_call() {
            Ok(error) => error.into(),
            Err(error) => Self::Pages(error),
        }
    }
}

impl From<SetupError> for AgentError {
    fn from(error: SetupError) -> Self {
        Self::Call(error.into())
    }
}

impl From<DownloadError> for AgentError {
    fn from(error: DownloadError) -> Self {
        Self::Download(error)
    }
}
