//! Errors inside the service: panics become responses, and all are reported.

use std::{
    any::Any,
    fmt,
    panic::AssertUnwindSafe,
    sync::{Arc, OnceLock},
};

use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::xrpc::{Failure, InternalError, XrpcError};

type Report = dyn Fn(&str, &InternalError) + Send + Sync;

/// The function that is told of errors inside the service, for endpoints that were
/// added before it, too.
#[derive(Clone, Default)]
pub struct Guard(Arc<OnceLock<Box<Report>>>);

/// The mark of a response whose error was reported.
#[derive(Clone)]
pub(super) struct Reported;

impl Guard {
    /// Whether no function was set before.
    pub(super) fn set(&self, report: Box<Report>) -> bool {
        self.0.set(report).is_ok()
    }

    fn report(&self, nsid: &str, error: Option<&InternalError>) {
        if let (Some(report), Some(error)) = (self.0.get(), error) {
            report(nsid, error);
        }
    }

    /// The response of a handler, also if it panics.
    pub(super) async fn run(self, nsid: &str, handler: impl Future<Output = Response>) -> Response {
        let response = caught(handler)
            .await
            .unwrap_or_else(|panic| Failure::<XrpcError>::from(panic).into_response());
        let extensions = response.extensions();
        if extensions.get::<Reported>().is_none() {
            self.report(nsid, extensions.get());
        }
        response
    }

    /// How the function of a subscription ends, also if it panics.
    pub(super) async fn run_to_end<E: Into<XrpcError>>(
        self,
        nsid: &'static str,
        function: impl Future<Output = Result<(), Failure<E>>>,
    ) -> Result<(), Failure> {
        let outcome = match caught(function).await {
            Ok(outcome) => outcome.map_err(|failure| failure.map(Into::into)),
            Err(panic) => Err(panic.into()),
        };
        outcome.inspect_err(|failure| self.report(nsid, failure.internal()))
    }
}

/// What a future returns, unless it panics.
async fn caught<F: Future>(future: F) -> Result<F::Output, InternalError> {
    // What it shares with others may be poisoned or half done, as after a panic in a
    // task of its own.
    let outcome = AssertUnwindSafe(future).catch_unwind().await;
    outcome.map_err(|panic| told(&*panic))
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
