//! Responses, read or not.

use http::Response;

use super::{ClientErrorKind, Payload};
use crate::xrpc::TransportError;

/// How much of a successful response is wanted before it counts as received.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// All of it: a connection that breaks before is a failed call.
    Whole,
    /// The head, because the caller reads the body as a stream.
    Head,
}

/// A response.
pub(super) enum Answer {
    /// With its body.
    Whole(Response<Vec<u8>>),
    /// Whose body has not been read.
    Head(Response<Payload>),
}

impl Answer {
    /// The response with its body of at most `most` bytes.
    pub(super) async fn whole(self, most: usize) -> Result<Response<Vec<u8>>, ReceiveError> {
        match self {
            Self::Whole(answer) => Ok(answer),
            Self::Head(answer) => read(answer, most).await,
        }
    }
}

/// Why there is no response.
pub(super) enum ReceiveError {
    Transport(TransportError),
    /// It has more than this many bytes.
    TooLarge(usize),
}

impl ReceiveError {
    pub(super) fn of_call<E>(self) -> ClientErrorKind<E> {
        match self {
            Self::Transport(error) => ClientErrorKind::Transport(error),
            Self::TooLarge(most) => ClientErrorKind::TooLarge(most),
        }
    }
}

/// Reads a whole response of at most `most` bytes. If the body of a refusal breaks off,
/// it has what was read: the status says more than the connection.
pub(super) async fn read(
    answer: Response<Payload>,
    most: usize,
) -> Result<Response<Vec<u8>>, ReceiveError> {
    let (head, mut payload) = answer.into_parts();
    if payload.content_length() > Some(most as u64) {
        return Err(ReceiveError::TooLarge(most));
    }
    let mut body = Vec::new();
    loop {
        let chunk = match payload.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            Err(_) if !head.status.is_success() => break,
            Err(error) => return Err(ReceiveError::Transport(error)),
        };
        if chunk.len() > most - body.len() {
            return Err(ReceiveError::TooLarge(most));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response::from_parts(head, body))
}
