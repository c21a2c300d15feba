//! Responses.

use axum::response::Response;
use http::{
    HeaderValue, Method, StatusCode,
    header::{ALLOW, CONNECTION, SEC_WEBSOCKET_VERSION, UPGRADE},
};

use crate::xrpc::{Endpoint, Failure, HttpEndpoint, http_method, respond, respond_failure};

/// The response with an output.
pub(super) fn output<E: HttpEndpoint>(output: &E::Output) -> Result<Response, Failure> {
    match respond::<E>(output) {
        Ok(response) => Ok(response.map(Into::into)),
        Err(error) => Err(Failure::internal_server_error(error.to_string())),
    }
}

/// The response with a failure.
pub(super) fn failure(failure: Failure) -> Response {
    respond_failure(failure).map(Into::into)
}

/// The response with a failure of an endpoint.
pub(super) fn failure_of<E: Endpoint>(failure: Failure) -> Response {
    let mut response = self::failure(failure);
    if response.status() == StatusCode::UPGRADE_REQUIRED {
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = match http_method::<E>() {
            Method::POST => "POST",
            _ => "GET, HEAD",
        };
        let allowed = HeaderValue::from_static(allowed);
        response.headers_mut().insert(ALLOW, allowed);
    }
    response
}
