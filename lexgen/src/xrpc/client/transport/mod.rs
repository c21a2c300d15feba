//! How a client sends requests.

mod buffered;
mod http;
mod payload;

use std::sync::Arc;

use super::BoxFuture;
use crate::xrpc::TransportError;

pub use buffered::Buffered;
pub use payload::Payload;

/// Sends the requests of a [`Client`](super::Client): `reqwest` by default, and
/// otherwise the HTTP client or OAuth session of another crate, a service in the same
/// process, or a test.
///
/// A function from a request to the future of a response is a transport. For a client
/// without streams, see [`Buffered`].
///
/// The URL of a request is complete, and all of its headers are set. The transport
/// sends it once, as it is, and returns every response, whatever its status. It follows
/// no redirects, because credentials would reach another service. Retries, limits and
/// credentials are the client's.
///
/// Needs the feature `client`.
pub trait Transport: Send + Sync {
    /// Sends a request. The future ends with the head of the response, and fails if
    /// there is none.
    fn send(
        &self,
        request: ::http::Request<Payload>,
    ) -> BoxFuture<'_, Result<::http::Response<Payload>, TransportError>>;
}

impl<F, S> Transport for F
where
    F: Fn(::http::Request<Payload>) -> S + Send + Sync,
    S: Future<Output = Result<::http::Response<Payload>, TransportError>> + Send + 'static,
{
    fn send(
        &self,
        request: ::http::Request<Payload>,
    ) -> BoxFuture<'_, Result<::http::Response<Payload>, TransportError>> {
        Box::pin(self(request))
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: ::http::Request<Payload>,
    ) -> BoxFuture<'_, Result<::http::Response<Payload>, TransportError>> {
        (**self).send(request)
    }
}
