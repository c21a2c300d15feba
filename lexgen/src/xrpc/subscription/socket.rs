//! The WebSocket of a subscription: its messages, signs of life, and its end.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use futures_util::{Sink, StreamExt};
use reqwest::Upgraded;
use tokio::{
    io::{AsyncRead, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Bytes, Error, Message, Utf8Bytes,
        protocol::{CloseFrame, WebSocketConfig, frame::coding::CloseCode},
    },
};

/// The largest frame, in bytes: more than twice the limit of the protocol for a
/// commit.
pub(super) const MAX_FRAME: usize = 8 << 20;

/// The most bytes that wait to be sent, for a peer that does not read. The client
/// sends pings, pongs and a close frame, each of less than 140 bytes; when there is
/// no room, the latest pong stands for those before it.
const MAX_UNSENT: usize = 16 << 10;

/// How long the peer may take to end the connection after a close frame.
const CLOSING: Duration = Duration::from_secs(2);

/// A timeout that is too long to be added to the time.
pub(super) const NEVER: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// Why there is no next message.
#[derive(Debug)]
pub(super) enum Fault {
    /// The connection failed, or the peer does not follow the protocol.
    Socket(Error),
    /// Nothing arrived for too long.
    Idle,
}

/// A message of the peer.
pub(super) enum Incoming {
    Text(Utf8Bytes),
    Binary(Bytes),
}

/// A WebSocket of which only messages are seen.
pub(super) struct Socket {
    /// `None` after the end.
    stream: Option<WebSocketStream<Upgraded>>,
    is_closing: bool,
    idle: Duration,
    /// When something complete last arrived.
    heard: Instant,
    /// When the peer was asked for a sign of life since then.
    asked: Option<Instant>,
    alarm: Pin<Box<Sleep>>,
}

/// Limits for what is read and for what waits to be sent.
pub(super) fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(Some(MAX_FRAME))
        .max_frame_size(Some(MAX_FRAME))
        .write_buffer_size(0)
        .max_write_buffer_size(MAX_UNSENT)
}

impl Socket {
    pub(super) fn new(stream: WebSocketStream<Upgraded>, idle: Duration) -> Self {
        let now = Instant::now();
        let idle = idle.min(NEVER);
        Self {
            stream: Some(stream),
            is_closing: false,
            idle,
            heard: now,
            asked: None,
            alarm: Box::pin(sleep_until(now + idle / 2)),
        }
    }

    /// Whether there are no more messages.
    pub(super) fn is_over(&self) -> bool {
        self.is_closing || self.stream.is_none()
    }

    /// The next message; `None` at the end. After a fault the connection is
    /// closed.
    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Incoming, Fault>>> {
        loop {
            if self.is_closing {
                ready!(self.poll_closed(context));
            }
            let Some(stream) = &mut self.stream else {
                return Poll::Ready(None);
            };
            let message = match stream.poll_next_unpin(context) {
                Poll::Ready(message) => message,
                Poll::Pending => {
                    ready!(self.poll_silence(context));
                    self.close(CloseCode::Away, context);
                    return Poll::Ready(Some(Err(Fault::Idle)));
                }
            };
            (self.heard, self.asked) = (Instant::now(), None);
            match message {
                Some(Ok(Message::Binary(bytes))) => {
                    return Poll::Ready(Some(Ok(Incoming::Binary(bytes))));
                }
                Some(Ok(Message::Text(text))) => {
                    return Poll::Ready(Some(Ok(Incoming::Text(text))));
                }
                // Pongs are sent by the next call that reads.
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                // The answer, with the same code, is queued by now.
                Some(Ok(Message::Close(_))) => self.begin_closing(),
                Some(Err(error)) => {
                    match code(&error) {
                        Some(code) => self.close(code, context),
                        None => self.stream = None,
                    }
                    return Poll::Ready(Some(Err(Fault::Socket(error))));
                }
                None => self.stream = None,
            }
        }
    }

    /// Ready when the peer has been silent for too long.
    fn poll_silence(&mut self, context: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(self.alarm.as_mut().poll(context));
            let due = self.asked.unwrap_or(self.heard) + self.idle / 2;
            if Instant::now() < due {
                self.alarm.as_mut().reset(due);
            } else if self.asked.is_none() {
                self.send(Message::Ping(Bytes::new()), context);
                let now = Instant::now();
                self.asked = Some(now);
                self.alarm.as_mut().reset(now + self.idle / 2);
            } else {
                return Poll::Ready(());
            }
        }
    }

    /// Begins to close the connection from this side.
    pub(super) fn close(&mut self, code: CloseCode, context: &mut Context<'_>) {
        if !self.is_over() {
            let reason = "".into();
            self.send(Message::Close(Some(CloseFrame { code, reason })), context);
            self.begin_closing();
        }
    }

    fn begin_closing(&mut self) {
        self.is_closing = true;
        self.alarm.as_mut().reset(Instant::now() + CLOSING);
    }

    /// Sends as much as is possible now. What fails is found by the next read.
    fn send(&mut self, message: Message, context: &mut Context<'_>) {
        if let Some(stream) = &mut self.stream {
            let mut stream = Pin::new(stream);
            let _ = stream.as_mut().start_send(message);
            let _ = stream.poll_flush(context);
        }
    }

    /// Ready when the connection is over: sends the close frame and reads until the
    /// peer ends the connection. To end it before would reset it, and the peer would
    /// not see the close frame.
    pub(super) fn poll_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let is_late = self.alarm.as_mut().poll(context).is_ready();
        if let (Some(stream), false) = (&mut self.stream, is_late) {
            let mut stream = Pin::new(stream);
            let mut is_open = ready!(stream.as_mut().poll_flush(context)).is_ok();
            while is_open {
                let mut bytes = [0; 4096];
                let mut buffer = ReadBuf::new(&mut bytes);
                let socket = Pin::new(stream.as_mut().get_mut().get_mut());
                let read = ready!(socket.poll_read(context, &mut buffer));
                is_open = read.is_ok() && !buffer.filled().is_empty();
            }
        }
        self.is_closing = false;
        self.stream = None;
        Poll::Ready(())
    }
}

/// The code that tells the peer why it is left; `None` if it cannot be told.
fn code(error: &Error) -> Option<CloseCode> {
    match error {
        Error::Capacity(_) => Some(CloseCode::Size),
        Error::Utf8(_) => Some(CloseCode::Invalid),
        Error::Protocol(_) | Error::AttackAttempt => Some(CloseCode::Protocol),
        _ => None,
    }
}

/// Whoever drops a subscription leaves with a close frame too, if it can be sent at
/// once.
impl Drop for Socket {
    fn drop(&mut self) {
        if !self.is_over() {
            let frame = CloseFrame {
                code: CloseCode::Normal,
                reason: "".into(),
            };
            let mut context = Context::from_waker(Waker::noop());
            self.send(Message::Close(Some(frame)), &mut context);
        }
    }
}
