//! `reqwest` as the transport.

use http::{Request, Response};

use super::{Payload, Transport};
use crate::xrpc::{TransportError, client::BoxFuture};

impl Transport for reqwest::Client {
    fn send(
        &self,
        request: Request<Payload>,
    ) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(TransportError::http)?;
            let response = self.execute(request).await.map_err(TransportError::http)?;
            let response = Response::<reqwest::Body>::from(response);
            Ok(response.map(Payload::new))
        })
    }
}

impl From<Payload> for reqwest::Body {
    fn from(payload: Payload) -> Self {
        match payload.into_bytes() {
            Ok(bytes) => bytes.into(),
            Err(stream) => Self::wrap(stream),
        }
    }
}

impl From<reqwest::Body> for Payload {
    fn from(body: reqwest::Body) -> Self {
        match body.as_bytes() {
            Some(bytes) => bytes.to_vec().into(),
            None => Self::new(body),
        }
    }
}
