//! Rejections of extractors as errors of the protocol.

use axum::{
    body::to_bytes,
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE},
};

use crate::{
    shown::message,
    xrpc::{Failure, InternalError, error_body},
};

/// The most bytes of a rejection that are read.
const MOST: usize = 64 << 10;

/// The rejection with its status and headers, and with the body of an error of the
/// protocol, unless it has one. Its text is the message. That of an error inside the
/// service is only for the service.
pub(super) async fn as_failure(response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let body = to_bytes(body, MOST).await.unwrap_or_default();
    if error_body::read(&body).is_some() {
        return Response::from_parts(head, body.into());
    }
    let text = String::from_utf8_lossy(&body);
    let text = match text.trim() {
        "" => status.canonical_reason().unwrap_or_default(),
        text => text,
    };
    let text = message(text).to_string();
    let failure: Failure = match status {
        StatusCode::INTERNAL_SERVER_ERROR => InternalError::new(text).into(),
        status => Failure::of(status, text),
    };
    let mut response = failure.into_response();
    head.headers.remove(CONTENT_TYPE);
    head.headers.remove(CONTENT_LENGTH);
    response.headers_mut().extend(head.headers);
    response.extensions_mut().extend(head.extensions);
    response
}
