//! The stream of events that pages follow.
//!
//! Each event has the number of what is served. A page has the number that it was made
//! with, and loads itself again if the two differ, so an event that it missed while it was
//! not connected does not matter.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::StatusCode;
use http_body::{Body, Frame};
use http_body_util::{Either, channel::Channel};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time::timeout,
};

use super::{
    answer::{self, Answer, Media, Refusal},
    limits::{ALIVE_TIME, STREAMS},
    live::Live,
};

/// A stream, and the room that it takes until its client is gone.
pub(super) struct Stream {
    body: Channel<Bytes>,
    _turn: OwnedSemaphorePermit,
}

impl Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }
}

/// The room for streams.
pub(super) struct Streams(Arc<Semaphore>);

impl Streams {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(STREAMS)))
    }

    /// Opens a stream.
    ///
    /// # Errors
    /// If too many are open.
    pub(super) fn open(&self, mut live: watch::Receiver<Arc<Live>>) -> Result<Answer, Refusal> {
        let Ok(turn) = Arc::clone(&self.0).try_acquire_owned() else {
            let message = "too many pages follow this server, close some of them";
            return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message));
        };
        let (mut sender, body) = Channel::new(1);
        tokio::spawn(async move {
            // A browser connects again after a second.
            let mut event = "retry: 1000\n".to_owned() + &self::event(&live);
            while sender.send_data(event.into()).await.is_ok() {
                event = match timeout(ALIVE_TIME, live.changed()).await {
                    Ok(Ok(())) => self::event(&live),
                    Ok(Err(_)) => break,
                    Err(_) => ": alive\n\n".to_owned(),
                };
            }
        });
        let body = Either::Right(Stream { body, _turn: turn });
        Ok(answer::with_headers(StatusCode::OK, Media::Events, body))
    }
}

fn event(live: &watch::Receiver<Arc<Live>>) -> String {
    format!("event: state\ndata: {}\n\n", live.borrow().number)
}
