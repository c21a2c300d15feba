//! The bytes of requests and responses, in memory or as a stream.

use std::{
    error::Error,
    fmt,
    future::poll_fn,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use crate::xrpc::TransportError;

/// The body of a request or a response for a [`Transport`](super::Transport): bytes in
/// memory, which can be sent again, or a stream.
///
/// Needs the feature `client`.
pub struct Payload(Kind);

enum Kind {
    Bytes(Bytes),
    /// Makes it `Sync`. The lock is never contended.
    Stream(Mutex<Pin<Box<dyn Source>>>),
}

/// A body whose pieces and errors have one type.
trait Source: Send {
    fn poll_piece(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>>;

    fn size(&self) -> SizeHint;

    fn is_over(&self) -> bool;
}

impl Payload {
    /// The body of another library, such as a `hyper::body::Incoming` or an
    /// `axum::body::Body`. Its size is known if that says so.
    pub fn new<B>(body: B) -> Self
    where
        B: Body + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        Self(Kind::Stream(Mutex::new(Box::pin(Foreign(Box::pin(body))))))
    }

    /// A stream of pieces, whose size is not known.
    pub fn from_stream<S, P, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<P, E>> + Send + 'static,
        P: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self(Kind::Stream(Mutex::new(Box::pin(Pieces(Box::pin(stream))))))
    }

    /// The same bytes again; `None` for a stream.
    pub fn try_clone(&self) -> Option<Self> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(Self(Kind::Bytes(bytes.clone()))),
            Kind::Stream(_) => None,
        }
    }

    /// The number of bytes, if it is known.
    pub fn content_length(&self) -> Option<u64> {
        self.size_hint().exact()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the connection fails.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            // A body of empty pieces never waits: others get their turn.
            tokio::task::consume_budget().await;
            let frame = poll_fn(|context| Pin::new(&mut *self).poll_frame(context)).await;
            match frame.transpose()?.map(Frame::into_data) {
                Some(Ok(bytes)) if !bytes.is_empty() => return Ok(Some(bytes)),
                // Nothing, or trailers.
                Some(_) => {}
                None => return Ok(None),
            }
        }
    }

    /// All bytes, without a limit.
    ///
    /// # Errors
    /// If the connection fails.
    pub async fn collect(mut self) -> Result<Vec<u8>, TransportError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    pub(super) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Kind::Bytes(bytes) => Ok(bytes),
            Kind::Stream(stream) => Err(Self(Kind::Stream(stream))),
        }
    }
}

impl Body for Payload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut self.0 {
            Kind::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Stream(stream) => {
                let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                stream.as_mut().poll_piece(context)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Bytes(bytes) => bytes.is_empty(),
            Kind::Stream(stream) => {
                let stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                stream.is_over()
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Kind::Stream(stream) => {
                let stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                stream.size()
            }
        }
    }
}

/// The body of another library.
struct Foreign<B>(Pin<Box<B>>);

impl<B: Body<Error: Into<Box<dyn Error + Send + Sync>>> + Send> Source for Foreign<B> {
    fn poll_piece(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(self.0.as_mut().poll_frame(context));
        let bytes = |mut data: B::Data| data.copy_to_bytes(data.remaining());
        let frame = frame.map(|frame| match frame {
            Ok(frame) => Ok(frame.map_data(bytes)),
            Err(error) => Err(TransportError::new(error)),
        });
        Poll::Ready(frame)
    }

    fn size(&self) -> SizeHint {
        self.0.size_hint()
    }

    fn is_over(&self) -> bool {
        self.0.is_end_stream()
    }
}

/// A stream of bytes.
struct Pieces<S>(Pin<Box<S>>);

impl<S, P, E> Source for Pieces<S>
where
    S: Stream<Item = Result<P, E>> + Send,
    P: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn poll_piece(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let piece = ready!(self.0.as_mut().poll_next(context));
        let piece = piece.map(|piece| match piece {
            Ok(bytes) => Ok(Frame::data(bytes.into())),
            Err(error) => Err(TransportError::new(error)),
        });
        Poll::Ready(piece)
    }

    fn size(&self) -> SizeHint {
        SizeHint::new()
    }

    fn is_over(&self) -> bool {
        false
    }
}

impl Default for Payload {
    fn default() -> Self {
        Self(Kind::Bytes(Bytes::new()))
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

impl From<String> for Payload {
    fn from(text: String) -> Self {
        Self(Kind::Bytes(text.into()))
    }
}

impl From<&'static str> for Payload {
    fn from(text: &'static str) -> Self {
        Self(Kind::Bytes(text.into()))
    }
}

impl From<&'static [u8]> for Payload {
    fn from(bytes: &'static [u8]) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

/// Shows the size, but not the bytes.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Bytes(bytes) => write!(f, "Payload({} bytes)", bytes.len()),
            Kind::Stream(_) => f.write_str("Payload(a stream)"),
        }
    }
}
