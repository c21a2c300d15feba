//! A service on `axum`: endpoints from async functions of typed parameters and
//! input to typed output or error.
//!
//! ```no_run
//! # use lexgen::{Data, Endpoint, Method, XrpcError, xrpc::Failure};
//! # struct Ping;
//! # impl Endpoint for Ping {
//! #     const NSID: &'static str = "com.example.ping";
//! #     const METHOD: Method = Method::Query;
//! #     const OUTPUT_ENCODING: Option<&'static str> = Some("application/json");
//! #     type Params = ();
//! #     type Input = ();
//! #     type Output = Data;
//! #     type Error = XrpcError;
//! # }
//! use lexgen::xrpc::server::{Call, Service};
//!
//! async fn ping(name: &'static str, _call: Call<Ping>) -> Result<Data, Failure> {
//!     Ok([("pong".to_owned(), name.into())].into_iter().collect())
//! }
//!
//! let app: axum::Router = Service::new("desk").handle(ping).into_router();
//! ```
//!
//! `axum::serve(listener, app)` serves it, with the features `tokio` and `http1`
//! of a dependency on `axum` of your own.
//!
//! What comes in is held to the lexicon before the function sees it: method,
//! encoding, size, types, and every limit. Each failure gets the status and the
//! error body of the
//! [specification](https://atproto.com/specs/xrpc#error-responses).
//!
//! Needs the feature `server`.

mod answer;
mod call;
mod stream;
mod subscription;

use std::sync::Arc;

use axum::{
    Router,
    extract::{FromRequestParts, Request, ws::WebSocketUpgrade},
    response::Response,
    routing::any,
};

use super::{Binary, Endpoint, Failure, HttpEndpoint, PATH_PREFIX, parse_params};
use crate::{validate::Validate, wire::Union};

pub use call::Call;
pub use stream::{Outgoing, Upload};
pub use subscription::{SendError, Sender};

/// How many bytes of a request body are taken, unless told otherwise: 1 MiB.
const DEFAULT_MAX_REQUEST: usize = 1 << 20;

/// How many bytes a client of a subscription may send in one message, of which
/// nothing is read: it only listens.
const MAX_INCOMING: usize = 16 << 10;

/// Endpoints and what their functions share: `S`, which each call gets a clone
/// of, such as an `Arc` or a pool.
#[derive(Debug)]
pub struct Service<S = ()> {
    state: S,
    router: Router,
    max_request: usize,
}

impl<S: Clone + Send + Sync + 'static> Service<S> {
    /// A service without endpoints.
    pub fn new(state: S) -> Self {
        Self {
            state,
            router: Router::new(),
            max_request: DEFAULT_MAX_REQUEST,
        }
    }

    /// The same service with another limit to the bytes of a request body, for
    /// endpoints that are added from here on; 1 MiB unless told.
    #[must_use]
    pub fn with_max_request(mut self, bytes: usize) -> Self {
        self.max_request = bytes;
        self
    }

    /// Adds an endpoint.
    ///
    /// # Panics
    /// When the service has it already.
    #[must_use]
    pub fn handle<E, H, F>(self, handler: H) -> Self
    where
        E: HttpEndpoint<Params: Validate + Send, Input: Validate + Send> + Endpoint<Output: Send>,
        H: Fn(S, Call<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<E::Output, Failure<E::Error>>> + Send + 'static,
    {
        let (handler, max_request) = (Arc::new(handler), self.max_request);
        self.add::<E, _, _>(move |state, request| {
            let handler = Arc::clone(&handler);
            async move {
                let call = call::read::<E>(request, max_request).await?;
                let output = handler(state, call)
                    .await
                    .map_err(|failure| failure.map(Into::into))?;
                answer::output::<E>(&output)
            }
        })
    }

    /// Adds an endpoint whose input is bytes, which its function reads as they
    /// come, whatever their size.
    ///
    /// # Panics
    /// When the service has it already.
    #[must_use]
    pub fn handle_upload<E, H, F>(self, handler: H) -> Self
    where
        E: HttpEndpoint<Params: Validate + Send> + Endpoint<Input = Binary, Output: Send>,
        H: Fn(S, Upload<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<E::Output, Failure<E::Error>>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.add::<E, _, _>(move |state, request| {
            let handler = Arc::clone(&handler);
            async move {
                let upload = stream::read::<E>(request)?;
                let output = handler(state, upload)
                    .await
                    .map_err(|failure| failure.map(Into::into))?;
                answer::output::<E>(&output)
            }
        })
    }

    /// Adds an endpoint whose output is bytes, which are sent as they come.
    ///
    /// # Panics
    /// When the service has it already.
    #[must_use]
    pub fn handle_download<E, H, F>(self, handler: H) -> Self
    where
        E: HttpEndpoint<Params: Validate + Send, Input: Validate + Send>
            + Endpoint<Output = Binary>,
        H: Fn(S, Call<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<Outgoing, Failure<E::Error>>> + Send + 'static,
    {
        let (handler, max_request) = (Arc::new(handler), self.max_request);
        self.add::<E, _, _>(move |state, request| {
            let handler = Arc::clone(&handler);
            async move {
                let call = call::read::<E>(request, max_request).await?;
                let output = handler(state, call)
                    .await
                    .map_err(|failure| failure.map(Into::into))?;
                Ok(output.into_response())
            }
        })
    }

    /// Adds a subscription. Its function puts messages into the [`Sender`] until
    /// it ends; an error it ends with is the stream's last frame. When the client
    /// goes, the function is dropped where it waits.
    ///
    /// # Panics
    /// When the service has it already.
    #[must_use]
    pub fn handle_subscription<E, H, F>(self, handler: H) -> Self
    where
        E: HttpEndpoint<Params: Validate + Send> + Endpoint<Input = (), Output: Union> + 'static,
        H: Fn(S, Call<E>, Sender<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Failure<E::Error>>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        self.add::<E, _, _>(move |state, request| {
            let handler = Arc::clone(&handler);
            async move {
                let (mut head, _) = request.into_parts();
                let params = parse_params::<E>(&head.method, head.uri.query())?;
                let upgrade = WebSocketUpgrade::from_request_parts(&mut head, &()).await;
                let upgrade = upgrade.map_err(|_| {
                    let message = format!("`{}` is a subscription: open a WebSocket", E::NSID);
                    Failure::invalid_request(message)
                })?;
                let call = Call {
                    params,
                    input: (),
                    headers: head.headers,
                    extensions: head.extensions,
                };
                let upgrade = upgrade
                    .max_message_size(MAX_INCOMING)
                    .max_frame_size(MAX_INCOMING);
                Ok(upgrade.on_upgrade(move |socket| async move {
                    let (sender, outgoing) = subscription::channel();
                    let function = handler(state, call, sender);
                    let function = async { function.await.map_err(|it| it.map(Into::into)) };
                    subscription::run(socket, outgoing, function).await;
                }))
            }
        })
    }

    fn add<E, H, F>(mut self, handler: H) -> Self
    where
        E: Endpoint,
        H: Fn(S, Request) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Response, Failure>> + Send + 'static,
    {
        let state = self.state.clone();
        let route = any(move |request: Request| async move {
            match handler(state, request).await {
                Ok(response) => response,
                Err(failure) => answer::failure_of::<E>(failure),
            }
        });
        self.router = self
            .router
            .route(&format!("{PATH_PREFIX}{}", E::NSID), route);
        self
    }

    /// The service as a router of its own, to be served or merged with others.
    /// Whatever else is asked for below `/xrpc/` is answered with
    /// `MethodNotImplemented`.
    pub fn into_router(self) -> Router {
        let unknown = any(|request: Request| async move {
            let path = request.uri().path();
            let name = path.strip_prefix(PATH_PREFIX).unwrap_or(path);
            let message = format!("this service has no endpoint `{name}`");
            answer::failure(Failure::method_not_implemented(message))
        });
        self.router
            .route(&format!("{PATH_PREFIX}{{*name}}"), unknown)
    }
}
