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

mod decoder;
mod error;
mod handshake;
mod options;
mod resume;
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
use reqwest::Url;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::{Endpoint, HttpEndpoint, Received, Subprotocol, TransportError};
use crate::wire::Union;
use decoder::{Decoder, Undecoded};
use socket::{Fault, Incoming, Socket};

pub use decoder::DecodedFrame;
pub use error::SubscriptionError;
pub use options::Options;
pub use resume::Resume;

/// The messages of a subscription: a [`Stream`], or [`next`](Self::next)
/// without that trait.
///
/// After an error for a message that does not match the lexicon, the next message
/// can be read; any other error ends the stream, and so does a frame that is
/// [broken](super::FrameError::is_broken), as the protocol wants it. It does not
/// reconnect, because only the caller knows the cursor from which to continue:
/// [`Resume`] does.
///
/// Needs the feature `subscription`.
pub struct Subscription<E> {
    socket: Socket,
    subprotocol: Subprotocol,
    decoder: Option<Decoder>,
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
        Self::open(url, options).await
    }

    /// Connects to the URL of a subscription. The future has all that it needs, so it
    /// can be kept.
    async fn open(url: Url, options: Options) -> Result<Self, Failed<E>> {
        let offered = &options.subprotocols;
        let opened = handshake::open::<E>(url, options.headers, offered, socket::config());
        let opened = tokio::time::timeout(options.connect_timeout, opened).await;
        let (stream, subprotocol) = opened.unwrap_or(Err(SubscriptionError::Timeout))?;
        Ok(Self {
            socket: Socket::new(stream, options.idle_timeout),
            subprotocol,
            decoder: options.decoder,
            endpoint: PhantomData,
        })
    }

    /// The next message; `None` at the end.
    ///
    /// If the future is dropped, no message is lost.
    pub async fn next(&mut self) -> Option<Result<E::Output, Failed<E>>> {
        StreamExt::next(self).await
    }

    /// The message in what the peer sent; `None` if it must be ignored. The connection
    /// is closed after the last frame, and after what is not a frame.
    fn read(
        &mut self,
        incoming: &Incoming,
        context: &mut Context<'_>,
    ) -> Option<Result<E::Output, Failed<E>>> {
        let outcome = match (incoming, &self.decoder) {
            (Incoming::Binary(message), Some(decoder)) => match decoder.decode(message) {
                Ok(frame) => self.subprotocol.read_frame::<E>(&frame),
                Err(undecoded) => {
                    let (code, error) = match undecoded {
                        Undecoded::TooLarge(error) => (CloseCode::Size, error),
                        Undecoded::Invalid(error) => (CloseCode::Invalid, error),
                    };
                    self.socket.close(code, context);
                    return Some(Err(SubscriptionError::Decoder(error)));
                }
            },
            (Incoming::Text(text), _) if self.subprotocol.is_text() => {
                self.subprotocol.read_frame::<E>(text.as_bytes())
            }
            (Incoming::Binary(bytes), None) if !self.subprotocol.is_text() => {
                self.subprotocol.read_frame::<E>(bytes)
            }
            (Incoming::Text(_) | Incoming::Binary(_), _) => {
                self.socket.close(CloseCode::Unsupported, context);
                return Some(Err(SubscriptionError::Kind(self.subprotocol)));
            }
        };
        match outcome {
            Ok(None) => None,
            Ok(Some(Received::Message(message))) => Some(Ok(message)),
            Ok(Some(Received::Error(error))) => {
                self.socket.close(CloseCode::Normal, context);
                Some(Err(SubscriptionError::Xrpc(error.into())))
            }
            Err(error) => {
                // The protocol wants it:
                // https://atproto.com/specs/event-stream#framing
                if error.is_broken() {
                    self.socket.close(CloseCode::Invalid, context);
                }
                Some(Err(SubscriptionError::Frame(error)))
            }
        }
    }
}

impl<E> Subscription<E> {
    /// How the frames are written: as the service has chosen of what was
    /// [offered](Options::with_subprotocols), or as the lexicon says.
    pub fn subprotocol(&self) -> Subprotocol {
        self.subprotocol
    }

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
                Some(Ok(incoming)) => this.read(&incoming, context),
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
            .field("subprotocol", &self.subprotocol)
            .field("is_over", &self.socket.is_over())
            .finish_non_exhaustive()
    }
}
