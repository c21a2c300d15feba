//! [`Handler`]: the functions that are endpoints of a service.

use axum::{
    extract::{FromRequestParts, Request},
    response::{IntoResponse, Response},
};

use super::{rejection, reply::ReplyOf, request::RequestOf, tuples::for_all_tuples};

/// An async function that handles calls of the endpoint `E` in a service with the
/// state `S`. Its arguments are any extractors of `axum`, and then [`Xrpc`](super::Xrpc) or
/// [`Upload`](super::Upload); it returns the output, a [`Reply`](super::Reply), or a `Result` of one
/// of them with a [`Failure`](crate::xrpc::Failure).
///
/// `Kind` keeps the implementations for functions apart, and is inferred.
///
/// Needs the feature `server`.
#[diagnostic::on_unimplemented(
    message = "this function does not handle the endpoint `{E}`",
    label = "not a handler of `{E}`",
    note = "a handler is `async fn(…, Xrpc<{E}>) -> XrpcResult<{E}>`, where `…` are extractors that implement `FromRequestParts<{S}>`; the `T` of a `State<T>` is `{S}` or implements `FromRef<{S}>`",
    note = "it may take `Upload<{E}>` instead of `Xrpc<{E}>`, and return the output, a `Reply<{E}>`, or a `Result` of one of them with a `Failure` or the error of `{E}`; `or_internal()?` converts any other error",
    note = "its future must be `Send`, so hold nothing like an `Rc` while it waits; if it is a closure, what it captures must be `Clone + Send + Sync`"
)]
pub trait Handler<E, Kind, S>: Clone + Send + Sync + 'static {
    #[doc(hidden)]
    fn call(
        self,
        request: Request,
        state: S,
        max_request: usize,
    ) -> impl Future<Output = Response> + Send;
}

macro_rules! handler {
    ($($extractor:ident)*) => {
        #[allow(non_snake_case)]
        impl<E, S, H, Fut, R, Kind, Last, $($extractor),*>
            Handler<E, (Kind, $($extractor,)* Last), S> for H
        where
            H: Fn($($extractor,)* Last) -> Fut + Clone + Send + Sync + 'static,
            Fut: Future<Output = R> + Send,
            R: ReplyOf<E, Kind>,
            Last: RequestOf<E> + Send,
            S: Send + Sync,
            $($extractor: FromRequestParts<S> + Send,)*
        {
            #[allow(unused_variables)]
            async fn call(self, request: Request, state: S, max_request: usize) -> Response {
                #[allow(unused_mut)]
                let (mut head, body) = request.into_parts();
                $(
                    let outcome = $extractor::from_request_parts(&mut head, &state).await;
                    let $extractor = match outcome.map_err(IntoResponse::into_response) {
                        Ok(value) => value,
                        Err(response) => return rejection::as_failure(response).await,
                    };
                )*
                let request = Request::from_parts(head, body);
                match Last::read(request, Some(max_request)).await {
                    Ok(last) => self($($extractor,)* last).await.into_reply(),
                    Err(failure) => failure.into_response(),
                }
            }
        }
    };
}

for_all_tuples!(handler);
