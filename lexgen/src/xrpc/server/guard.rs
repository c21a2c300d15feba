//! Errors inside the service: panics become responses, and all are reported.

use std::{
    any::Any,
    fmt,
    panic::AssertUnwindSafe,
    sync::{Arc, OnceLock},
};

use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::xrpc::{Failure, InternalError};

type Report = dyn Fn(&'static str, &InternalError) + Send + Sync;

/// The function that is told of errors inside the service, for endpoints that were
/// added before it, too.
#[derive(Clone, Default)]
pub(super) struct Guard(Arc<OnceLock<Box<Report>>>);

impl Guard {
    /// Whether no function was set before.
    pub(super) fn set(&self, report: Box<Report>) -> bool {
        self.0.set(report).is_ok()
    }

    /// The response of a handler, also if it panics.
    pub(super) async fn run(
        self,
        nsid: &'static str,
        handler: impl Future<Output = Response>,
    ) -> Response {
        // What the handler shares with others may be poisoned or half done, as after
        // a panic in a task of its own.
        let response = AssertUnwindSafe(handler)
            .catch_unwind()
            .await
            .unwrap_or_else(|panic| {
                Failure::<crate::XrpcError>::from(told(&*panic)).into_response()
            });
        if let Some(report) = self.0.get()
            && let Some(error) = response.extensions().get::<InternalError>()
        {
            report(nsid, error);
        }
        response
    }
}

fn told(panic: &(dyn Any + Send)) -> InternalError {
    let message = panic.downcast_ref::<&str>().copied();
    let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let message = message.unwrap_or("no message");
    InternalError::new(format!("the handler panicked: {message}"))
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Guard")
            .field(&self.0.get().is_some())
            .finish()
    }
}
