//! Bodies of requests, of a limited size and in a limited time.

use std::sync::Arc;

use http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{
    answer::Refusal,
    limits::{BODIES, BODY, BODY_TIME, TURN_TIME},
};

/// The room for all bodies.
#[derive(Clone)]
pub(super) struct Bodies(Arc<Semaphore>);

/// A body, and the room that it takes.
pub(super) struct Received {
    pub(super) bytes: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

impl Bodies {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(BODIES)))
    }

    /// Reads a body, as soon as there is room for it.
    ///
    /// # Errors
    /// If it is too large, not complete in time, or compressed.
    pub(super) async fn read(
        &self,
        headers: &HeaderMap,
        body: Incoming,
    ) -> Result<Received, Refusal> {
        let encoding = headers.get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| encoding != "identity") {
            let message = "compressed bodies are not supported";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
        }
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let length = length.unwrap_or(BODY);
        if length > BODY {
            return Err(too_large());
        }
        let room = u32::try_from(length.max(1)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.0).acquire_many_owned(room);
        let Ok(Ok(room)) = timeout(TURN_TIME, room).await else {
            return Err(busy());
        };
        let Ok(bytes) = timeout(BODY_TIME, collect(body)).await else {
            let message = format!("the body was not sent in {}s", BODY_TIME.as_secs());
            return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, message));
        };
        Ok(Received {
            bytes: bytes?,
            _room: room,
        })
    }
}

/// The answer to a request that had to wait too long.
pub(super) fn busy() -> Refusal {
    let message = "too many requests at once, try again later";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message)
}

fn too_large() -> Refusal {
    let message = format!(
        "the body is larger than {} MiB; `lexgen validate` checks files of any size",
        BODY >> 20
    );
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, message)
}

async fn collect(mut body: Incoming) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::invalid("the body is not complete"))?;
        let Ok(part) = frame.into_data() else {
            continue;
        };
        if bytes.len() + part.len() > BODY {
            return Err(too_large());
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}
