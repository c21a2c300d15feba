//! Responses.

use axum::response::Response;

use crate::xrpc::{Failure, HttpEndpoint, respond, respond_failure};

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
