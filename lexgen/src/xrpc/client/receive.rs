//! Responses, read or not.

use http::Response;

use super::ClientError;

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
    Head(reqwest::Response),
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
    Transport(reqwest::Error),
    /// It has more than this many bytes.
    TooLarge(usize),
}

impl ReceiveError {
    pub(super) fn of_call<E>(self) -> ClientError<E> {
        match self {
            Self::Transport(error) => ClientError::transport(error),
            Self::TooLarge(most) => ClientError::TooLarge(most),
        }
    }
}

/// Reads a whole response of at most `most` bytes.
pub(super) async fn read(
    mut answer: reqwest::Response,
    most: usize,
) -> Result<Response<Vec<u8>>, ReceiveError> {
    let length = answer.content_length().unwrap_or(0);
    if length > most as u64 {
        return Err(ReceiveError::TooLarge(most));
    }
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(ReceiveError::Transport)? {
        if body.len() + chunk.len() > most {
            return Err(ReceiveError::TooLarge(most));
        }
        body.extend_from_slice(&chunk);
    }
    let mut whole = Response::new(body);
    *whole.status_mut() = answer.status();
    *whole.headers_mut() = std::mem::take(answer.headers_mut());
    Ok(whole)
}
