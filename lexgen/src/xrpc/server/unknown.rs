//! Paths that are no endpoint.

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use tower_service::Service;

use crate::{
    shown::shown,
    syntax::Nsid,
    xrpc::{Failure, PATH_PREFIX, XrpcError},
};

/// All paths that belong to the protocol, for a router.
pub(super) fn paths() -> [String; 3] {
    [
        PATH_PREFIX.trim_end_matches('/').to_owned(),
        PATH_PREFIX.to_owned(),
        format!("{PATH_PREFIX}{{*name}}"),
    ]
}

/// What follows `/xrpc/` in the path of a request.
pub(super) fn name(request: &Request) -> &str {
    let path = request.uri().path();
    path.strip_prefix(PATH_PREFIX).unwrap_or_default()
}

/// The fallback, or 501, for an endpoint that this service does not have, and 400 for
/// what is no NSID, as in the reference implementation.
pub(super) async fn respond(request: Request, fallback: Option<MethodRouter>) -> Response {
    let name = name(&request);
    if Nsid::new(name).is_err() {
        let path = shown(request.uri().path());
        let message = format!("`{path}` is not the path of an endpoint, `{PATH_PREFIX}<NSID>`");
        return Failure::<XrpcError>::invalid_request(message).into_response();
    }
    if let Some(mut fallback) = fallback {
        let Ok(response) = fallback.call(request).await;
        return response;
    }
    let message = format!("this service has no endpoint `{}`", shown(name));
    Failure::<XrpcError>::method_not_implemented(message).into_response()
}
