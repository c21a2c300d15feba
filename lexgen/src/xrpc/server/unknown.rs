//! Paths that are no endpoint.

use axum::extract::Request;

use crate::{
    shown::shown,
    syntax::Nsid,
    xrpc::{Failure, PATH_PREFIX},
};

/// All paths that belong to the protocol, for a router.
pub(super) fn paths() -> [String; 3] {
    [
        PATH_PREFIX.trim_end_matches('/').to_owned(),
        PATH_PREFIX.to_owned(),
        format!("{PATH_PREFIX}{{*name}}"),
    ]
}

/// 501 for an endpoint that this service does not have, and 400 for what is no NSID,
/// as in the reference implementation.
pub(super) async fn respond(request: Request) -> Failure {
    let path = request.uri().path();
    let name = path.strip_prefix(PATH_PREFIX).unwrap_or_default();
    if Nsid::new(name).is_err() {
        let path = shown(path);
        let message = format!("`{path}` is not the path of an endpoint, `{PATH_PREFIX}<NSID>`");
        return Failure::invalid_request(message);
    }
    let message = format!("this service has no endpoint `{}`", shown(name));
    Failure::method_not_implemented(message)
}
