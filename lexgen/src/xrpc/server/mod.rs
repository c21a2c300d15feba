//! A service on `axum`: endpoints as async functions with typed parameters,
//! input, output and errors.
//!
//! Needs the feature `server`.
//!
//! ```no_run
//! # use lexgen::{Data, Endpoint, Method, XrpcError};
//! # #[derive(Clone, Copy)]
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
//! use axum::{Router, extract::State};
//! use lexgen::xrpc::{XrpcResult, server::{Service, Xrpc}};
//!
//! async fn ping(State(name): State<&'static str>, _: Xrpc<Ping>) -> XrpcResult<Ping> {
//!     Ok([("pong".to_owned(), name.into())].into_iter().collect())
//! }
//!
//! let app: Router = Service::new("desk").handle(Ping, ping).into_router();
//! ```
//!
//! `axum::serve(listener, app)` serves it; add `axum` with the features `tokio` and
//! `http1` to your dependencies. It waits for slow clients without a limit: see
//! `examples/server/src/serve.rs` for a service that strangers can reach.
//!
//! Requests are checked against the lexicon before the function is called: method,
//! encoding, size, types and constraints. A failure has the status and the body of
//! the [specification](https://atproto.com/specs/xrpc#error-responses).
//!
//! [`Xrpc`] and [`Reply`] work in routers of your own, too:
//! `Router::new().route("/xrpc/com.example.ping", any(ping))`, where the function
//! returns a `Reply`.

mod guard;
mod handler;
mod rejection;
mod reply;
mod request;
mod subscription;
mod subscription_handler;
mod tuples;
mod unknown;

use std::{collections::BTreeSet, convert::Infallible, time::Duration};

use axum::{
    Router,
    extract::Request,
    response::{IntoResponse, Response},
    routing::{MethodRouter, Route, any},
};

use http::header::CONTENT_ENCODING;
use tower_layer::Layer;

use super::{HttpEndpoint, InternalError, PATH_PREFIX, service::check_method};
use guard::Guard;

pub use handler::Handler;
pub use reply::{Reply, ReplyOf};
pub use request::{RequestOf, Upload, Xrpc};
use subscription::Limits;
pub use subscription::{FromUpgrade, SendError, Sender, Upgrade};
pub use subscription_handler::SubscriptionHandler;

/// The default limit for the bytes of a request body: 1 MiB.
const DEFAULT_MAX_REQUEST: usize = 1 << 20;

/// Without a minimum, a service would do nothing but ping.
const MIN_PING_INTERVAL: Duration = Duration::from_millis(10);

/// Endpoints and their shared state `S`, such as an `Arc` or a pool. Handlers get
/// clones of it, or of parts of it, by the extractor `State` of `axum`.
///
/// Needs the feature `server`.
#[derive(Debug)]
pub struct Service<S = ()> {
    state: S,
    router: Router,
    max_request: usize,
    limits: Limits,
    guard: Guard,
    nsids: BTreeSet<&'static str>,
    fallback: Option<MethodRouter>,
}

impl<S: Clone + Send + Sync + 'static> Service<S> {
    /// A service without endpoints.
    pub fn new(state: S) -> Self {
        Self {
            state,
            router: Router::new(),
            max_request: DEFAULT_MAX_REQUEST,
            limits: Limits::default(),
            guard: Guard::default(),
            nsids: BTreeSet::new(),
            fallback: None,
        }
    }

    /// The same service with another limit for the bytes of a request body, for
    /// endpoints that are added after this call. The default is 1 MiB.
    ///
    /// `DefaultBodyLimit` of `axum` does not change it.
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

    /// The same service with a function that is called with each error inside the
    /// service, and the NSID of the endpoint: those of
    /// [`or_internal`](super::OrInternal::or_internal), outputs that cannot be
    /// written, rejections of extractors with the status 500, and panics. The client
    /// gets nothing of their text.
    ///
    /// It is called for all endpoints of this service, but not for those of
    /// [merged](Self::merge) ones.
    ///
    /// # Panics
    /// If the service already has such a function.
    #[must_use]
    #[track_caller]
    pub fn on_internal(
        self,
        report: impl Fn(&str, &InternalError) + Send + Sync + 'static,
    ) -> Self {
        assert!(
            self.guard.set(Box::new(report)),
            "a service has one function for errors inside it"
        );
        self
    }

    /// Adds an endpoint, which is named by its type: `.handle(Ping, ping)`.
    ///
    /// The handler is an async function: see [`Handler`]. A rejection of an extractor
    /// keeps its status and its headers, and becomes an error of the protocol if it is
    /// none.
    ///
    /// # Panics
    /// If the service already has it.
    #[must_use]
    #[track_caller]
    pub fn handle<E, Kind, H>(self, endpoint: E, handler: H) -> Self
    where
        E: HttpEndpoint,
        H: Handler<E, Kind, S>,
    {
        let max_request = self.max_request;
        self.add(endpoint, move |request, state| {
            handler.call(request, state, max_request)
        })
    }

    /// Adds a subscription. See [`SubscriptionHandler`].
    ///
    /// The function takes an [`Upgrade`]: an error before it is accepted is the HTTP
    /// response, and one after that is the last frame. A function that takes a
    /// [`Sender`] has accepted it.
    ///
    /// Frames are written as the client asks, in any [`Subprotocol`](super::Subprotocol),
    /// or else as the lexicon says.
    ///
    /// If the client disconnects, the function is dropped while it waits. If the
    /// client is too slow, the function has a few seconds to return after the error
    /// of [`Sender::send`], and is then dropped.
    ///
    /// # Panics
    /// If the service already has it.
    #[must_use]
    #[track_caller]
    pub fn handle_subscription<E, Kind, H>(self, endpoint: E, handler: H) -> Self
    where
        E: HttpEndpoint,
        H: SubscriptionHandler<E, Kind, S>,
    {
        let (limits, guard) = (self.limits, self.guard.clone());
        self.add(endpoint, move |request, state| {
            handler.call(request, state, limits, guard)
        })
    }

    /// Answers calls of all endpoints that the service does not have with a handler
    /// of `axum`, such as one that asks another service. Without it, they are answered
    /// with 501. What is no NSID, or no path of an endpoint, is still answered with
    /// 400, and another method for an endpoint of the service with 405.
    ///
    /// It gets the request as it came: nothing is checked, and the body has no limit
    /// but that of its extractors. Its responses with an error status become errors of
    /// the protocol if they are none, as rejections in [`handle`](Self::handle) do,
    /// unless they have a `Content-Encoding`. A body of an error of more than 64 KiB is
    /// replaced.
    ///
    /// # Panics
    /// If the service already has one.
    #[must_use]
    #[track_caller]
    pub fn fallback<H, T>(mut self, handler: H) -> Self
    where
        H: axum::handler::Handler<T, S>,
        T: 'static,
    {
        let (state, guard) = (self.state.clone(), self.guard.clone());
        let route = any(move |request: Request| async move {
            let nsid = unknown::name(&request).to_owned();
            let respond = async {
                let response = handler.call(request, state).await;
                // Its text cannot be read.
                if response.headers().contains_key(CONTENT_ENCODING) {
                    return response;
                }
                rejection::as_failure(response).await
            };
            guard.run(&nsid, respond).await
        });
        self.set_fallback(route);
        self
    }

    #[track_caller]
    fn set_fallback(&mut self, route: MethodRouter) {
        let is_new = self.fallback.replace(route).is_none();
        assert!(is_new, "a service has one fallback");
    }

    #[track_caller]
    fn add<E, H, F>(mut self, _: E, handler: H) -> Self
    where
        E: HttpEndpoint,
        H: FnOnce(Request, S) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Response> + Send,
    {
        self.know(E::NSID);
        let (state, guard) = (self.state.clone(), self.guard.clone());
        let route = any(move |request: Request| {
            guard.run(E::NSID, async move {
                match check_method::<E>(request.method()) {
                    Ok(()) => handler(request, state).await,
                    Err(failure) => failure.into_response(),
                }
            })
        });
        let path = format!("{PATH_PREFIX}{}", E::NSID);
        self.router = self.router.route(&path, route);
        self
    }

    #[track_caller]
    fn know(&mut self, nsid: &'static str) {
        let is_new = self.nsids.insert(nsid);
        assert!(is_new, "the service already has the endpoint `{nsid}`");
    }

    /// Adds the endpoints of another service, which keep its state and its settings.
    ///
    /// Merge services, and not their routers, each of which answers for all of
    /// `/xrpc/`.
    ///
    /// # Panics
    /// If both have the same endpoint, or both a [fallback](Self::fallback).
    #[must_use]
    #[track_caller]
    pub fn merge<T>(mut self, other: Service<T>) -> Self {
        for nsid in other.nsids {
            self.know(nsid);
        }
        self.router = self.router.merge(other.router);
        if let Some(route) = other.fallback {
            self.set_fallback(route);
        }
        self
    }

    /// Adds a layer, such as one of `tower-http`, to the endpoints, and the fallback,
    /// that were added before this call.
    ///
    /// Responses of the layer itself are sent as they are.
    #[must_use]
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route, Service: Clone + Send + Sync + 'static> + Clone + Send + Sync + 'static,
        L::Service: tower_service::Service<
                Request,
                Response: IntoResponse + 'static,
                Error: Into<Infallible> + 'static,
                Future: Send + 'static,
            >,
    {
        self.fallback = self.fallback.map(|route| route.layer(layer.clone()));
        self.router = self.router.layer(layer);
        self
    }

    /// The service as a router, to be served, or merged with other routes. The
    /// response to all other paths below `/xrpc`, for which no route is merged, is an
    /// error of the protocol, or that of the [fallback](Self::fallback).
    pub fn into_router(self) -> Router {
        // Not `Router::fallback` and the like, which send an empty `Allow`.
        let fallback = self.fallback;
        let route: MethodRouter = any(move |request| unknown::respond(request, fallback));
        unknown::paths()
            .into_iter()
            .fold(self.router, |router, path| {
                router.route(&path, route.clone())
            })
    }
}
