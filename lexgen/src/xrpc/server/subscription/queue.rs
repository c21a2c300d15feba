//! The frames that wait for a client: a queue that is limited by their bytes.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc},
    time::timeout,
};

use super::{Limits, SendError};

/// What a frame costs besides its bytes, so that empty ones are limited too.
const OVERHEAD: usize = 128;

/// A frame, and the room that it takes until the connection has taken its bytes.
pub(super) struct Waiting {
    pub(super) frame: Vec<u8>,
    pub(super) room: OwnedSemaphorePermit,
}

/// Where frames enter the queue.
#[derive(Clone)]
pub(super) struct Entrance {
    frames: mpsc::UnboundedSender<Waiting>,
    client: Arc<Client>,
    limits: Limits,
}

/// Where frames leave the queue.
pub(super) struct Exit {
    pub(super) frames: mpsc::UnboundedReceiver<Waiting>,
    client: Arc<Client>,
}

/// What both ends know of the client.
struct Client {
    /// Of the queue, in bytes.
    room: Arc<Semaphore>,
    is_slow: AtomicBool,
    /// Notified when a sender finds that the client is too slow.
    slow: Arc<Notify>,
}

pub(super) fn queue(limits: Limits) -> (Entrance, Exit) {
    let (sender, frames) = mpsc::unbounded_channel();
    let client = Arc::new(Client {
        room: Arc::new(Semaphore::new(size(limits))),
        is_slow: AtomicBool::new(false),
        slow: Arc::new(Notify::new()),
    });
    let entrance = Entrance {
        frames: sender,
        client: Arc::clone(&client),
        limits,
    };
    (entrance, Exit { frames, client })
}

/// The bytes that the queue has room for. More than this much are as good as no
/// limit, and more than a semaphore counts on some platforms.
fn size(limits: Limits) -> usize {
    limits.max_waiting.clamp(1, 256 << 20)
}

impl Entrance {
    /// Adds a frame when there is room for it. A frame that is larger than the queue
    /// waits until the queue is empty.
    pub(super) async fn push(&self, frame: Vec<u8>) -> Result<(), SendError> {
        let (found, limit) = (frame.len(), self.limits.max_message);
        if found > limit {
            return Err(SendError::TooLarge { found, limit });
        }
        let cost = found.saturating_add(OVERHEAD).min(size(self.limits));
        let cost = u32::try_from(cost).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.client.room).acquire_many_owned(cost);
        match timeout(self.limits.send_timeout, room).await {
            Ok(Ok(room)) => {
                let waiting = Waiting { frame, room };
                self.frames.send(waiting).map_err(|_| self.client.error())
            }
            Ok(Err(_)) => Err(self.client.error()),
            Err(_) => {
                self.client.end_as_slow();
                Err(SendError::TooSlow)
            }
        }
    }
}

impl Exit {
    /// Is notified when a sender finds that the client is too slow.
    pub(super) fn slow(&self) -> Arc<Notify> {
        Arc::clone(&self.client.slow)
    }

    /// Drops the frames that wait, and ends every `push` with `TooSlow`.
    pub(super) fn end_as_slow(&mut self) {
        self.client.end_as_slow();
        self.frames.close();
        while self.frames.try_recv().is_ok() {}
    }
}

/// Ends every `push`.
impl Drop for Exit {
    fn drop(&mut self) {
        self.client.room.close();
    }
}

impl Client {
    fn end_as_slow(&self) {
        self.is_slow.store(true, Ordering::Relaxed);
        self.room.close();
        self.slow.notify_one();
    }

    /// Why the queue takes nothing more.
    fn error(&self) -> SendError {
        if self.is_slow.load(Ordering::Relaxed) {
            SendError::TooSlow
        } else {
            SendError::Closed
        }
    }
}
