//! Transports without streams.

use std::{error::Error, fmt};

use bytes::Bytes;
use http::{Request, Response};

use super::{Payload, Transport};
use crate::xrpc::{TransportError, client::BoxFuture};

/// A transport of whole messages, from a function: for HTTP clients without streams,
/// and for tests.
///
/// An error of the function is a broken connection, unless it is a [`TransportError`]
/// that says otherwise.
///
/// Needs the feature `client`.
///
/// ```
/// use http::{Request, Response};
/// use lexgen::xrpc::{Client, TransportError, client::Buffered};
///
/// let transport = Buffered::new(async |request: Request<Vec<u8>>| {
///     assert_eq!(request.uri().host(), Some("pds.example"));
///     Ok::<_, TransportError>(Response::new(b"{}".to_vec()))
/// });
/// let client = Client::with_transport("https://pds.example", transport)?;
/// # Ok::<(), lexgen::xrpc::SetupError>(())
/// ```
#[derive(Clone)]
pub struct Buffered<F>(F);

impl<F> Buffered<F> {
    /// A transport from a function.
    pub fn new<S, B, E>(send: F) -> Self
    where
        F: Fn(Request<Vec<u8>>) -> S + Send + Sync,
        S: Future<Output = Result<Response<B>, E>> + Send,
        B: Into<Bytes> + Send,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self(send)
    }
}

impl<F, S, B, E> Transport for Buffered<F>
where
    F: Fn(Request<Vec<u8>>) -> S + Send + Sync,
    S: Future<Output = Result<Response<B>, E>> + Send,
    B: Into<Bytes> + Send,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn send(
        &self,
        request: Request<Payload>,
    ) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(TransportError::unsent)?;
            let answer = (self.0)(Request::from_parts(head, body)).await;
            let answer = answer.map_err(TransportError::new)?;
            Ok(answer.map(|body| Payload::from(body.into())))
        })
    }
}

impl<F> fmt::Debug for Buffered<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Buffered(…)")
    }
}
