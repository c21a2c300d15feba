//! A service on `axum`: endpoints as async functions with typed parameters,
//! input, output and errors.
//!
//! Needs the feature `server`.
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
//! `axum::serve(listener, app)` serves it; add `axum` with the features `tokio` and
//! `http1` to your dependencies. It waits for slow clients without a limit: see
//! `examples/server/src/serve.rs` for a service that strangers can reach.
//!
//! Requests are checked against the lexicon before the function is called: method,
//! encoding, size, types and constraints. A failure has the status and the body of
//! the [specification](https://atproto.com/specs/xrpc#error-responses).

mod answer;
mod call;
mod stream;
mod subscription;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{
        FromRequestParts, Request,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
    routing::any,
};

use http::{
    HeaderMap, StatusCode,
    header::{SEC_WEBSOCKET_VERSION, UPGRADE},
};

use super::{Binary, Endpoint, Failure, HttpEndpoint, PATH_PREFIX, parse_params};
use crate::{
    shown::{message, shown},
    validate::Validate,
    wire::Union,
};

pub use call::Call;
pub use stream::{Outgoing, Upload};
use subscription::Limits;
pub use subscription::{SendError, Sender};

/// The default limit for the bytes of a request body: 1 MiB.
const DEFAULT_MAX_REQUEST: usize = 1 << 20;

/// Without a minimum, a service would do nothing but ping.
const MIN_PING_INTERVAL: Duration = Duration::from_millis(10);

/// Endpoints and their shared state `S`, such as an `Arc` or a pool, of which
/// each call gets a clone.
///
/// Needs the feature `server`.
#[derive(Debug)]
pub struct Service<S = ()> {
    state: S,
    router: Router,
    max_request: usize,
    limits: Limits,
}

impl<S: Clone + Send + Sync + 'static> Service<S> {
    /// A service without endpoints.
    pub fn new(state: S) -> Self {
        Self {
            state,
            router: Router::new(),
            max_request: DEFAULT_MAX_REQUEST,
            limits: Limits::default(),
        }
    }

    /// The same service with another limit for the bytes of a request body, for
    /// endpoints that are added after this call. The default is 1 MiB.
    #[must_use]
    pub fn with_max_request(mut self, bytes: usize) -> Self {
        self.max_request = bytes;
        self
    }

    /// The same service with another limit for how long a client of a subscription
    /// may take to receive a message, for endpoints that are added after this call.
    /// After that, [`Sender::send`] returns [`SendError::TooSlow`], and the client is
    /// disconnected. The default is 10 seconds.
    ///
    /// It is also how long a function that has dropped every sender may go on.
    #[must_use]
    pub fn with_send_timeout(mut self, timeout: Duration) -> Self {
        self.limits.send_timeout = timeout;
        self
    }

    /// The same service with another limit for the bytes of messages that wait for
    /// a client of a subscription, for endpoints that are added after this call. One
    /// message may be larger. The default is 1 MiB.
    #[must_use]
    pub fn with_max_waiting(mut self, bytes: usize) -> Self {
        self.limits.max_waiting = bytes;
        self
    }

    /// The same service with another limit for the bytes of a message of a
    /// subscription, for endpoints that are added after this call. The default is
    /// 8 MiB, which is the most that `Subscription` reads.
    #[must_use]
    pub fn with_max_message(mut self, bytes: usize) -> Self {
        self.limits.max_message = bytes;
        self
    }

    /// The same service with another time after which the client of a subscription
    /// without messages is pinged, for endpoints that are added after this call. This
    /// finds clients that have vanished, or hang, without closing their connections: a
    /// client from which nothing is read for two intervals after a ping is
    /// disconnected. The default is 30 seconds, the minimum 10 milliseconds.
    #[must_use]
    pub fn with_ping_interval(mut self, interval: Duration) -> Self {
        self.limits.ping_interval = interval.max(MIN_PING_INTERVAL);
        self
    }

    /// Adds an endpoint.
    ///
    /// # Panics
    /// If the service already has it.
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

    /// Adds an endpoint whose input is bytes, which the function reads as a stream
    /// without a limit.
    ///
    /// # Panics
    /// If the service already has it.
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

    /// Adds an endpoint whose output is a stream of bytes.
    ///
    /// # Panics
    /// If the service already has it.
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

    /// Adds a subscription. The function sends messages with the [`Sender`]; if it
    /// returns an error, that is the last frame.
    ///
    /// If the client disconnects, the function is dropped while it waits. If the
    /// client is too slow, the function has a few seconds to return after the error
    /// of [`Sender::send`], and is then dropped.
    ///
    /// # Panics
    /// If the service already has it.
    #[must_use]
    pub fn handle_subscription<E, H, F>(self, handler: H) -> Self
    where
        E: HttpEndpoint<Params: Validate + Send> + Endpoint<Input = (), Output: Union> + 'static,
        H: Fn(S, Call<E>, Sender<E>) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Failure<E::Error>>> + Send + 'static,
    {
        let (handler, limits) = (Arc::new(handler), self.limits);
        self.add::<E, _, _>(move |state, request| {
            let handler = Arc::clone(&handler);
            async move {
                let (mut head, _) = request.into_parts();
                let params = parse_params::<E>(&head.method, head.uri.query())?;
                let upgrade = WebSocketUpgrade::from_request_parts(&mut head, &()).await;
                let upgrade = upgrade.map_err(|reason| no_upgrade::<E>(&head.headers, &reason))?;
                let call = Call {
                    params,
                    input: (),
                    headers: head.headers,
                    extensions: head.extensions,
                };
                let upgrade = subscription::limited(upgrade, limits);
                Ok(upgrade.on_upgrade(move |socket| {
                    subscription::run(socket, limits, move |sender| async move {
                        let outcome = handler(state, call, sender).await;
                        outcome.map_err(|failure| failure.map(Into::into))
                    })
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

    /// The service as a router, to be served or merged with others. The response to
    /// all other paths below `/xrpc/` is `MethodNotImplemented`.
    pub fn into_router(self) -> Router {
        let unknown = any(|request: Request| async move {
            let path = request.uri().path();
            let name = path.strip_prefix(PATH_PREFIX).unwrap_or(path);
            let message = format!("this service has no endpoint `{}`", shown(name));
            answer::failure(Failure::method_not_implemented(message))
        });
        self.router
            .route(&format!("{PATH_PREFIX}{{*name}}"), unknown)
    }
}

/// The failure of a request to a subscription that does not open a WebSocket: 426 if
/// it asks for none, or for another version.
/// [Specification](https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2).
fn no_upgrade<E: Endpoint>(headers: &HeaderMap, reason: &WebSocketUpgradeRejection) -> Failure {
    let is = |name, value: &str| {
        let found = headers.get(name);
        found.is_some_and(|found| found.as_bytes().eq_ignore_ascii_case(value.as_bytes()))
    };
    if is(UPGRADE, "websocket") && is(SEC_WEBSOCKET_VERSION, "13") {
        let reason = reason.body_text();
        let message = format!("the WebSocket cannot be opened: {}", message(&reason));
        return Failure::invalid_request(message);
    }
    let message = format!("`{}` is a subscription: open a WebSocket", E::NSID);
    Failure::invalid_request(message).with_status(StatusCode::UPGRADE_REQUIRED)
}
