//! Subscriptions over WebSockets.

use std::{fmt, marker::PhantomData, pin::pin};

use axum::extract::ws::{Message, WebSocket};
use tokio::sync::mpsc;

use crate::{
    wire::Union,
    xrpc::{Endpoint, Failure, FrameError, XrpcError, error_frame, message_frame},
};

/// The most messages that wait for a slow client before the sender waits.
const QUEUE: usize = 16;

/// Sends the messages of a subscription to its client. Clones send to the same
/// client.
///
/// Needs the feature `server`.
pub struct Sender<E> {
    frames: mpsc::Sender<Vec<u8>>,
    endpoint: PhantomData<fn() -> E>,
}

/// Why a message was not sent.
///
/// Needs the feature `server`.
#[derive(Debug)]
#[non_exhaustive]
pub enum SendError {
    /// The message cannot be written.
    Frame(FrameError),
    /// The client has disconnected.
    Closed,
}

impl<E: Endpoint<Output: Union>> Sender<E> {
    /// Sends a message. Waits if the client is slow, which does not affect other
    /// clients.
    ///
    /// # Errors
    /// If the message cannot be written or the client has disconnected.
    pub async fn send(&self, message: &E::Output) -> Result<(), SendError> {
        let frame = message_frame::<E>(message).map_err(SendError::Frame)?;
        let sent = self.frames.send(frame).await;
        sent.map_err(|_| SendError::Closed)
    }
}

/// A sender, and the receiver of its frames.
pub(super) fn channel<E>() -> (Sender<E>, mpsc::Receiver<Vec<u8>>) {
    let (frames, outgoing) = mpsc::channel(QUEUE);
    let endpoint = PhantomData;
    (Sender { frames, endpoint }, outgoing)
}

/// Forwards frames to the client until the function ends or the client disconnects,
/// which drops the function.
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
            Self::Closed => f.write_str("the client has disconnected"),
        }
    }
}

impl std::error::Error for SendError {}

/// So that `?` ends the function if the client has disconnected.
impl<E: From<XrpcError>> From<SendError> for Failure<E> {
    fn from(error: SendError) -> Self {
        Self::internal_server_error(error.to_string())
    }
}
