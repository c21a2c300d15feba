//! How a function sends messages.

use std::{fmt, marker::PhantomData};

use super::{
    Limits,
    queue::{Entrance, Exit, queue},
};
use crate::{
    wire::Union,
    xrpc::{Endpoint, Failure, FrameError, Subprotocol, XrpcError},
};

/// The error of a client that does not keep up, as lexicons name it.
/// [Specification](https://atproto.com/specs/event-stream#connection).
const CONSUMER_TOO_SLOW: &str = "ConsumerTooSlow";

/// Sends the messages of a subscription to its client. Clones send to the same
/// client.
///
/// Needs the feature `server`.
pub struct Sender<E> {
    queue: Entrance,
    subprotocol: Subprotocol,
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
    /// The message is larger than
    /// [`with_max_message`](super::super::Service::with_max_message) allows.
    TooLarge {
        /// The bytes of its frame.
        found: usize,
        /// The most bytes of a frame.
        limit: usize,
    },
    /// The client did not take messages in time. The service tells it so, as
    /// `ConsumerTooSlow`, and closes the connection.
    TooSlow,
    /// The client has disconnected.
    Closed,
}

impl<E> Sender<E> {
    /// How frames are written.
    pub(super) fn subprotocol(&self) -> Subprotocol {
        self.subprotocol
    }
}

impl<E: Endpoint<Output: Union>> Sender<E> {
    /// Sends a message: puts it in the queue of the client. If the queue is full,
    /// waits until the client has taken others, at most as long as
    /// [`with_send_timeout`](super::super::Service::with_send_timeout) allows.
    ///
    /// Other clients are not affected, unless this function holds what they wait
    /// for: do not hold a lock while you send.
    ///
    /// A message is sent in full or not at all, also if this future is dropped.
    ///
    /// # Errors
    /// If the message cannot be written or is too large, or if the client was too
    /// slow or has disconnected. After the last two, every `send` fails.
    pub async fn send(&self, message: &E::Output) -> Result<(), SendError> {
        let frame = self.subprotocol.message_frame::<E>(message);
        let frame = frame.map_err(SendError::Frame)?;
        self.queue.push(frame).await
    }
}

/// A sender, and where its frames arrive.
pub(super) fn channel<E>(subprotocol: Subprotocol, limits: Limits) -> (Sender<E>, Exit) {
    let (queue, exit) = queue(limits);
    let sender = Sender {
        queue,
        subprotocol,
        endpoint: PhantomData,
    };
    (sender, exit)
}

impl<E> Clone for Sender<E> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
            subprotocol: self.subprotocol,
            endpoint: PhantomData,
        }
    }
}

impl<E: Endpoint> fmt::Debug for Sender<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("nsid", &E::NSID)
            .field("subprotocol", &self.subprotocol)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Frame(error) => error.fmt(f),
            Self::TooLarge { found, limit } => {
                write!(f, "the message has {found} bytes, more than {limit}")
            }
            Self::TooSlow => f.write_str("the client did not take messages in time"),
            Self::Closed => f.write_str("the client has disconnected"),
        }
    }
}

impl std::error::Error for SendError {}

/// For `?` in the function. The service sends `ConsumerTooSlow` to a client that is
/// too slow.
impl<E: From<XrpcError>> From<SendError> for Failure<E> {
    fn from(error: SendError) -> Self {
        let message = error.to_string();
        match error {
            SendError::TooSlow => {
                let mut error = XrpcError::new(CONSUMER_TOO_SLOW);
                error.message = Some(message);
                Self::from(E::from(error))
            }
            _ => Self::internal_server_error(message),
        }
    }
}
