//! Subscriptions: messages out, over a WebSocket.

use std::{fmt, marker::PhantomData, pin::pin};

use axum::extract::ws::{Message, WebSocket};
use tokio::sync::mpsc;

use crate::{
    wire::Union,
    xrpc::{Endpoint, Failure, FrameError, XrpcError, error_frame, message_frame},
};

/// How many messages wait for a slow client before their sender does.
const QUEUE: usize = 16;

/// The end of a subscription into which its function puts messages. Clones feed
/// the same client.
pub struct Sender<E> {
    frames: mpsc::Sender<Vec<u8>>,
    endpoint: PhantomData<fn() -> E>,
}

/// Why a message did not go out.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// It cannot be written.
    Frame(FrameError),
    /// The client is gone.
    Closed,
}

impl<E: Endpoint<Output: Union>> Sender<E> {
    /// Sends a message. Ready when there is room for the next, so that a slow
    /// client slows its own function and nobody else.
    ///
    /// # Errors
    /// When it cannot be written, or the client is gone.
    pub async fn send(&self, message: &E::Output) -> Result<(), SendError> {
        let frame = message_frame::<E>(message).map_err(SendError::Frame)?;
        let sent = self.frames.send(frame).await;
        sent.map_err(|_| SendError::Closed)
    }
}

/// A sender, and where what it sends comes out.
pub(super) fn channel<E>() -> (Sender<E>, mpsc::Receiver<Vec<u8>>) {
    let (frames, outgoing) = mpsc::channel(QUEUE);
    let endpoint = PhantomData;
    (Sender { frames, endpoint }, outgoing)
}

/// Carries what the function sends to the client, until the function ends or
/// the client goes; the function is dropped then.
pub(super) async fn run(
    mut socket: WebSocket,
    mut outgoing: mpsc::Receiver<Vec<u8>>,
    function: impl Future<Output = Result<(), Failure>>,
) {
    let mut function = pin!(function);
    let mut outcome = None;
    loop {
        tokio::select! {
            result = &mut function, if outcome.is_none() => outcome = Some(result),
            frame = outgoing.recv() => match frame {
                Some(frame) => {
                    if socket.send(Message::Binary(frame.into())).await.is_err() {
                        return;
                    }
                }
                // Every sender is gone; what is left is how the function ends.
                None => {
                    let result = match outcome.take() {
                        Some(result) => result,
                        None => function.await,
                    };
                    return end(socket, result).await;
                }
            },
            // Clients have nothing to say; that they are gone shows here.
            incoming = socket.recv() => match incoming {
                None | Some(Err(_) | Ok(Message::Close(_))) => return,
                Some(Ok(_)) => {}
            },
        }
    }
}

async fn end(mut socket: WebSocket, outcome: Result<(), Failure>) {
    // Where sending fails, nobody is left to be told.
    if let Err(failure) = outcome
        && let Ok(frame) = error_frame(&failure.error)
    {
        let _ = socket.send(Message::Binary(frame.into())).await;
    }
    let _ = socket.send(Message::Close(None)).await;
}

impl<E> Clone for Sender<E> {
    fn clone(&self) -> Self {
        Self {
            frames: self.frames.clone(),
            endpoint: PhantomData,
        }
    }
}

impl<E: Endpoint> fmt::Debug for Sender<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("nsid", &E::NSID)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frame(error) => error.fmt(f),
            Self::Closed => f.write_str("the client is gone"),
        }
    }
}

impl std::error::Error for SendError {}

/// So that `?` ends a function whose client is gone.
impl<E: From<XrpcError>> From<SendError> for Failure<E> {
    fn from(error: SendError) -> Self {
        Self::internal_server_error(error.to_string())
    }
}
