//! A limit on open WebSockets.
//!
//! A WebSocket stays open after the response that opened it, so its connection, and
//! not the response, keeps its place.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use axum::{
    Extension,
    extract::{Request, State},
    http::{
        StatusCode,
        header::{CONTENT_TYPE, UPGRADE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// What a client gets when no place is left.
const FULL: &str =
    r#"{"error": "TooManyWebSockets", "message": "too many WebSockets are open; try again later"}"#;

/// The place of a connection among the WebSockets, if it is one.
#[derive(Clone, Default)]
pub(crate) struct Place(Arc<Mutex<Option<OwnedSemaphorePermit>>>);

impl Place {
    fn set(&self, permit: Option<OwnedSemaphorePermit>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = permit;
    }
}

/// Refuses a WebSocket if no place is left.
pub(crate) async fn limit(
    State(places): State<Arc<Semaphore>>,
    Extension(place): Extension<Place>,
    request: Request,
    next: Next,
) -> Response {
    if !request.headers().contains_key(UPGRADE) {
        return next.run(request).await;
    }
    let Ok(permit) = places.try_acquire_owned() else {
        let json = [(CONTENT_TYPE, "application/json")];
        return (StatusCode::SERVICE_UNAVAILABLE, json, FULL).into_response();
    };
    let response = next.run(request).await;
    if response.status() == StatusCode::SWITCHING_PROTOCOLS {
        place.set(Some(permit));
    }
    response
}

/// A connection that gives up its place when it ends.
pub(crate) struct Connection {
    stream: TcpStream,
    place: Place,
}

impl Connection {
    pub(crate) fn new(stream: TcpStream, place: Place) -> Self {
        Self { stream, place }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.place.set(None);
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
