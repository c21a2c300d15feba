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

use std::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::{Sink, Stream, StreamExt};
use http::{HeaderMap, Uri};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

use super::{Endpoint, Frame, HttpEndpoint, path_and_query};
use crate::wire::Union;

pub use error::SubscriptionError;

/// The largest frame, in bytes: more than twice the limit of the protocol for a
/// commit.
const MAX_FRAME: usize = 8 << 20;

/// The messages of a subscription: a [`Stream`], or [`next`](Self::next)
/// without that trait.
///
/// After an error for a message that does not match the lexicon, the next message
/// can be read; any other error ends the stream. It does not reconnect, because
/// only the caller knows the cursor from which to continue.
///
/// Needs the feature `subscription`.
pub struct Subscription<E> {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    is_over: bool,
    endpoint: PhantomData<fn() -> E>,
}

/// The error of a subscription of `E`.
type Failed<E> = SubscriptionError<<E as Endpoint>::Error>;

impl<E: HttpEndpoint + Endpoint<Output: Union>> Subscription<E> {
    /// Opens a subscription at a service such as `wss://relay.example`. `https` and
    /// `http` mean `wss` and `ws`.
    ///
    /// # Errors
    /// If the connection fails, or the service refuses the subscription.
    pub async fn connect(service: &str, params: &E::Params) -> Result<Self, Failed<E>> {
        Self::connect_with_headers(service, params, HeaderMap::new()).await
    }

    /// Like [`connect`](Self::connect), with headers, such as `Authorization`.
    ///
    /// # Errors
    /// If the connection fails, or the service refuses the subscription.
    pub async fn connect_with_headers(
        service: &str,
        params: &E::Params,
        headers: HeaderMap,
    ) -> Result<Self, Failed<E>> {
        let url = url::<E>(service, params)?;
        let mut request = url
            .into_client_request()
            .map_err(error::of_handshake::<E>)?;
        request.headers_mut().extend(headers);
        let config = WebSocketConfig::default()
            .max_message_size(Some(MAX_FRAME))
            .max_frame_size(Some(MAX_FRAME));
        let connected = connect_async_with_config(request, Some(config), true).await;
        let (socket, _response) = connected.map_err(error::of_handshake::<E>)?;
        Ok(Self {
            socket,
            is_over: false,
            endpoint: PhantomData,
        })
    }

    /// The next message; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<E::Output, Failed<E>>> {
        StreamExt::next(self).await
    }

    /// The message in a WebSocket message; `None` if it must be ignored.
    fn read(&mut self, bytes: &[u8]) -> Option<Result<E::Output, Failed<E>>> {
        match Frame::parse(bytes) {
            Ok(None) => None,
            Ok(Some(Frame::Error(error))) => {
                self.is_over = true;
                Some(Err(SubscriptionError::Xrpc(error.into())))
            }
            Ok(Some(frame)) => Some(frame.message::<E>().map_err(SubscriptionError::Frame)),
            Err(error) => Some(Err(SubscriptionError::Frame(error))),
        }
    }
}

impl<E: HttpEndpoint + Endpoint<Output: Union>> Stream for Subscription<E> {
    type Item = Result<E::Output, Failed<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        while !this.is_over {
            let item = match ready!(this.socket.poll_next_unpin(context)) {
                Some(Ok(Message::Binary(bytes))) => this.read(&bytes),
                Some(Ok(Message::Ping(_))) => {
                    // The answer is queued by now, and goes out with this.
                    let _ = Pin::new(&mut this.socket).poll_flush(context);
                    None
                }
                Some(Ok(Message::Pong(_) | Message::Frame(_))) => None,
                Some(Ok(Message::Text(_))) => Some(Err(SubscriptionError::Text)),
                Some(Ok(Message::Close(_))) | None => break,
                Some(Err(error)) => {
                    this.is_over = true;
                    Some(Err(SubscriptionError::Transport(Box::new(error))))
                }
            };
            if item.is_some() {
                return Poll::Ready(item);
            }
        }
        this.is_over = true;
        Poll::Ready(None)
    }
}

impl<E: Endpoint> fmt::Debug for Subscription<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("nsid", &E::NSID)
            .field("is_over", &self.is_over)
            .finish_non_exhaustive()
    }
}

/// The URL of the WebSocket.
fn url<E: HttpEndpoint>(service: &str, params: &E::Params) -> Result<Uri, Failed<E>> {
    let path = path_and_query::<E>(params).map_err(SubscriptionError::Encode)?;
    let (scheme, rest) = match service.split_once("://") {
        Some(("https" | "wss", rest)) => ("wss", rest),
        Some(("http" | "ws", rest)) => ("ws", rest),
        _ => return Err(SubscriptionError::Service(service.to_owned())),
    };
    let url = format!("{scheme}://{}{path}", rest.trim_end_matches('/'));
    url.parse()
        .map_err(|_| SubscriptionError::Service(service.to_owned()))
}
