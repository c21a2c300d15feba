//! The WebSocket of a subscription: frames out, pings in, and the close handshake.

use std::time::Duration;

use axum::{
    Error,
    extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code},
};
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    End, Limits,
    queue::{Exit, Waiting},
};
use crate::xrpc::{Failure, Subprotocol};

pub(super) type Writer = SplitSink<WebSocket, Message>;
pub(super) type Reader = SplitStream<WebSocket>;

/// How long a connection that ends is kept to tell the client why.
pub(super) const CLOSING: Duration = Duration::from_secs(5);

/// How long a connection is kept that cannot be read any more. Closing it while
/// bytes are unread would reset it, and the client would not see the reason.
const LINGERING: Duration = Duration::from_secs(1);

/// The most bytes of a message from a client, which is not read.
const MAX_INCOMING: usize = 16 << 10;

/// Bytes that are read at once from a client, which has little to say.
const READ: usize = 4 << 10;

/// Bytes that are written at once.
const WRITE: usize = 64 << 10;

/// The largest header of a WebSocket frame that a service sends, and the largest
/// control frame.
const HEADER: usize = 10;
const CONTROL: usize = 127;

/// Sets the limits of the WebSocket's own buffers. The one for writing has room for
/// what is written at once and the largest frame. Answers to pings are left out when
/// it is full.
pub(super) fn limited(upgrade: WebSocketUpgrade, limits: Limits) -> WebSocketUpgrade {
    let largest = limits.max_message.saturating_add(WRITE + HEADER + CONTROL);
    upgrade
        .max_message_size(MAX_INCOMING)
        .max_frame_size(MAX_INCOMING)
        .read_buffer_size(READ)
        .write_buffer_size(WRITE)
        .max_write_buffer_size(largest)
}

/// Writes the frames that wait, and answers to pings, until no sender is left or the
/// client does not take them in time.
pub(super) async fn write(
    writer: &mut Writer,
    exit: &mut Exit,
    mut pings: mpsc::Receiver<()>,
    asked: &Notify,
    subprotocol: Subprotocol,
    limits: Limits,
) -> End {
    loop {
        let written = tokio::select! {
            waiting = exit.frames.recv() => match waiting {
                Some(waiting) => {
                    let frames = write_frames(writer, exit, subprotocol, waiting);
                    timeout(limits.send_timeout, frames).await
                }
                None => return End::Sent,
            },
            // The WebSocket has queued the answer by itself.
            Some(()) = pings.recv() => timeout(limits.send_timeout, writer.flush()).await,
            // A client that has vanished is found only by sending.
            () = sleep(limits.ping_interval) => {
                asked.notify_one();
                let ping = writer.send(Message::Ping(Vec::new().into()));
                timeout(limits.send_timeout, ping).await
            }
        };
        match written {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return End::Gone,
            Err(_) => return End::TooSlow,
        }
    }
}

/// Writes a frame, and others that wait if they are small.
async fn write_frames(
    writer: &mut Writer,
    exit: &mut Exit,
    subprotocol: Subprotocol,
    first: Waiting,
) -> Result<(), Error> {
    // They take room in the queue until the connection has taken all bytes.
    let mut rooms = Vec::new();
    let mut bytes = 0;
    let mut next = Some(first);
    while let Some(Waiting { frame, room }) = next {
        bytes += frame.len();
        rooms.push(room);
        writer.feed(message(subprotocol, frame)).await?;
        next = (bytes < WRITE)
            .then(|| exit.frames.try_recv().ok())
            .flatten();
    }
    writer.flush().await
}

/// Reads what the client sends, which is ignored, until the connection ends, or until
/// nothing was read for too long after a ping.
/// [Specification](https://atproto.com/specs/event-stream#framing).
pub(super) async fn read(
    reader: &mut Reader,
    ping: mpsc::Sender<()>,
    asked: &Notify,
    limits: Limits,
) -> End {
    let patience = limits.ping_interval.saturating_mul(2);
    // The kernel of a client whose program hangs still acknowledges what is sent.
    let mut deadline = None;
    loop {
        let message = tokio::select! {
            // A ping is known before what answers it.
            biased;
            () = asked.notified() => {
                deadline = deadline.or_else(|| Instant::now().checked_add(patience));
                continue;
            }
            message = reader.next() => message,
            () = until(deadline) => return End::Gone,
        };
        deadline = None;
        match message {
            // The answer goes out before much more is read, or a client that pings
            // and does not read would fill the memory with answers.
            Some(Ok(Message::Ping(_))) => {
                let _ = ping.send(()).await;
            }
            Some(Ok(Message::Close(_))) => return End::Closed,
            Some(Ok(_)) => {}
            Some(Err(error)) => return failed(&error),
            None => return End::Gone,
        }
    }
}

/// Never without a deadline.
async fn until(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => sleep_until(deadline).await,
        None => std::future::pending().await,
    }
}

/// How a subscription ends whose client cannot be read any more.
fn failed(error: &Error) -> End {
    use std::error::Error;
    let mut sources = std::iter::successors(error.source(), |&it| it.source());
    if sources.any(|source| source.is::<std::io::Error>()) {
        return End::Gone;
    }
    // The error is of `tungstenite`, which axum does not export, and whose version axum
    // changes in minor versions: a dependency of our own would often be another version,
    // whose types are other types. The tests of close codes find a change of the text.
    let text = error.to_string();
    if text.contains("without closing handshake") {
        End::Gone
    } else if text.starts_with("Space limit exceeded") {
        End::Broken(close_code::SIZE)
    } else if text.starts_with("UTF-8 encoding error") {
        End::Broken(close_code::INVALID)
    } else {
        End::Broken(close_code::PROTOCOL)
    }
}

/// Tells the client how the function ended, and closes the WebSocket.
pub(super) async fn end(
    writer: &mut Writer,
    reader: &mut Reader,
    subprotocol: Subprotocol,
    outcome: Result<(), Failure>,
) {
    let ending = async {
        let close = match outcome {
            Ok(()) => close_frame(close_code::NORMAL, ""),
            Err(failure) => {
                if let Ok(frame) = subprotocol.error_frame(&failure.error) {
                    writer.feed(message(subprotocol, frame)).await?;
                }
                // As the reference implementation does.
                close_frame(close_code::POLICY, &failure.error.error)
            }
        };
        writer.send(close).await?;
        // Until the client has closed it too.
        while let Some(Ok(_)) = reader.next().await {}
        Ok::<_, Error>(())
    };
    // If it fails, nobody is left to be told.
    let _ = timeout(CLOSING, ending).await;
}

/// Answers the client that has closed the WebSocket.
pub(super) async fn answer_close(writer: &mut Writer) {
    let _ = timeout(CLOSING, writer.flush()).await;
}

/// Closes the WebSocket of a client that cannot be read any more.
pub(super) async fn refuse(writer: &mut Writer, code: u16) {
    let closing = writer.send(close_frame(code, ""));
    if let Ok(Ok(())) = timeout(CLOSING, closing).await {
        sleep(LINGERING).await;
    }
}

/// A frame as a message of the WebSocket.
fn message(subprotocol: Subprotocol, frame: Vec<u8>) -> Message {
    if subprotocol.is_text() {
        // It is text, because JSON is.
        let text = Utf8Bytes::try_from(frame).unwrap_or_else(|_| "".into());
        return Message::Text(text);
    }
    Message::Binary(frame.into())
}

fn close_frame(code: u16, reason: &str) -> Message {
    /// The most bytes, by the rules of WebSockets.
    const MAX_REASON: usize = 123;
    let reason = Some(reason).filter(|reason| reason.len() <= MAX_REASON);
    Message::Close(Some(CloseFrame {
        code,
        reason: reason.unwrap_or_default().into(),
    }))
}
