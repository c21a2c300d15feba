//! Serves a router with limits for each connection.
//!
//! `axum::serve` has none: a client that sends a byte now and then keeps its
//! connection, and as much of a request as it has sent, for as long as it likes.

use std::{sync::Arc, time::Duration};

use axum::{Router, http::StatusCode, middleware::from_fn_with_state, serve::Listener};
use hyper::{
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tower_http::timeout::TimeoutLayer;

use crate::websockets::{Connection, Place, limit};

/// Limits on connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most connections at once; others wait to be accepted. A WebSocket does
    /// not count once it is open.
    pub connections: usize,
    /// The most open WebSockets; others get the status 503.
    pub websockets: usize,
    /// The time to send the head of a request, and to stay without one.
    pub head_timeout: Duration,
    /// The most bytes of a head; at least 8192.
    pub max_head: usize,
    /// The time from the head to the response, in which the body is read. A service
    /// with large uploads needs more.
    pub request_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            websockets: 10_000,
            head_timeout: Duration::from_secs(10),
            max_head: 32 << 10,
            request_timeout: Duration::from_secs(30),
        }
    }
}

/// Serves a router over HTTP/1 until the future is dropped.
pub async fn serve(mut listener: TcpListener, app: Router, limits: Limits) {
    let timeout =
        TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limits.request_timeout);
    let websockets = Arc::new(Semaphore::new(limits.websockets));
    let app = app
        .layer(timeout)
        .layer(from_fn_with_state(websockets, limit));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(limits.max_head);
    let connections = Arc::new(Semaphore::new(limits.connections));
    while let Ok(place) = Arc::clone(&connections).acquire_owned().await {
        let (stream, _) = Listener::accept(&mut listener).await;
        let app = TowerToHyperService::new(app.clone());
        let websocket = Place::default();
        let stream = Connection::new(stream, websocket.clone());
        let service = service_fn(move |mut request: hyper::Request<_>| {
            request.extensions_mut().insert(websocket.clone());
            app.call(request)
        });
        let connection = http.serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async move {
            // An error ends the connection, and concerns only its client.
            let _ = connection.with_upgrades().await;
            drop(place);
        });
    }
}
