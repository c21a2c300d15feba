//! A client of subscriptions on `tokio-tungstenite`.
//! [Specification](https://atproto.com/specs/event-stream).
//!
//! Needs the feature `subscription`.
//!
//! ```ignore
//! let mut params = subscribe_repos::Params::default();
//! params.cursor = Some(0);
//! let mut stream = Subscription::<SubscribeRepos>::connect("wss://relay.example", &params).await?;
//! while let Some(message) = stream.next().await {
//!     match message? {
//!         Message::Commit(commit) => println!("{}", commit.repo),
//!         _ => {}
//!     }
//! }
//! ```

mod error;
mod handshake;
mod options;
mod socket;

use std::{
    fmt,
    future::poll_fn,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{Stream, StreamExt};
use http::HeaderMap;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{Endpoint, Frame, HttpEndpoint, TransportError};
use crate::wire::Union;
use socket::{Fault, Socket};

pub use error::SubscriptionError;
pub use options::Options;

/// The messages of a subscription: a [`Stream`], or [`next`](Self::next)
/// without that trait.
///
/// After an error for a message that does not match the lexicon, the next message
/// can be read; any other error ends the stream, and so does a frame that is not
/// DAG-CBOR. It does not reconnect, because only the caller knows the cursor from
/// which to continue.
///
/// Needs the feature `subscription`.
pub struct Subscription<E> {
    socket: Socket,
    endpoint: PhantomData<fn() -> E>,
}

/// The error of a subscription of `E`.
type Failed<E> = SubscriptionError<<E as Endpoint>::Error>;

impl<E: HttpEndpoint + Endpoint<Output: Union>> Subscription<E> {
    /// Opens a subscription at a service such as `wss://relay.example`. `https` and
    /// `http` mean `wss` and `ws`.
    ///
    /// # Errors
    /// If the connection fails or takes too long, or the service refuses the
    /// subscription.
    pub async fn connect(service: &str, params: &E::Params) -> Result<Self, Failed<E>> {
        Self::connect_with(service, params, Options::default()).await
    }

    /// Like [`connect`](Self::connect), with headers, such as `Authorization`.
    ///
    /// # Errors
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with_headers(
        service: &str,
        params: &E::Params,
        headers: HeaderMap,
    ) -> Result<Self, Failed<E>> {
        let options = Options::default().with_headers(headers);
        Self::connect_with(service, params, options).await
    }

    /// Like [`connect`](Self::connect), with headers and other limits.
    ///
    /// # Errors
    /// Those of [`connect`](Self::connect).
    pub async fn connect_with(
        service: &str,
        params: &E::Params,
        options: Options,
    ) -> Result<Self, Failed<E>> {
        let url = handshake::url::<E>(service, params)?;
        let opened = handshake::open::<E>(url, options.headers, socket::config());
        let opened = tokio::time::timeout(options.connect_timeout, opened).await;
        let stream = opened.unwrap_or(Err(SubscriptionError::Timeout))?;
        Ok(Self {
            socket: Socket::new(stream, options.idle_timeout),
            endpoint: PhantomData,
        })
    }

    /// The next message; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<E::Output, Failed<E>>> {
        StreamExt::next(self).await
    }

    /// The message in a frame; `None` if it must be ignored. The connection is closed
    /// after the last frame, and after bytes that are not a frame.
    fn read(
        &mut self,
        bytes: &[u8],
        context: &mut Context<'_>,
    ) -> Option<Result<E::Output, Failed<E>>> {
        match Frame::parse(bytes) {
            Ok(None) => None,
            Ok(Some(Frame::Error(error))) => {
                self.socket.close(CloseCode::Normal, context);
                Some(Err(SubscriptionError::Xrpc(error.into())))
            }
            Ok(Some(frame)) => {
                let message = frame.message::<E>();
                if message.is_err() && !frame.is_complete() {
                    self.socket.close(CloseCode::Invalid, context);
                }
                Some(message.map_err(SubscriptionError::Frame))
            }
            Err(error) => {
                self.socket.close(CloseCode::Invalid, context);
                Some(Err(SubscriptionError::Frame(error)))
            }
        }
    }
}

impl<E> Subscription<E> {
    /// Ends the subscription: says so to the service and waits a moment for it to
    /// end the connection. To drop a subscription also says so, but does not wait.
    pub async fn close(mut self) {
        poll_fn(|context| {
            self.socket.close(CloseCode::Normal, context);
            self.socket.poll_closed(context)
        })
        .await;
    }
}

impl<E: HttpEndpoint + Endpoint<Output: Union>> Stream for Subscription<E> {
    type Item = Result<E::Output, Failed<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let item = match ready!(this.socket.poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Ok(bytes)) => this.read(&bytes, context),
                Some(Err(Fault::Text)) => Some(Err(SubscriptionError::Text)),
                Some(Err(Fault::Idle)) => Some(Err(SubscriptionError::Timeout)),
                Some(Err(Fault::Socket(error))) => {
                    let error = TransportError::socket(error);
                    Some(Err(SubscriptionError::Transport(error)))
                }
            };
            if item.is_some() {
                return Poll::Ready(item);
            }
        }
    }
}

impl<E: Endpoint> fmt::Debug for Subscription<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("nsid", &E::NSID)
            .field("is_over", &self.socket.is_over())
            .finish_non_exhaustive()
    }
}
