//! [`SubscriptionHandler`]: the functions that are subscriptions of a service.

use axum::{
    Extension,
    extract::{
        FromRequestParts, Request,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{CONNECTION, SEC_WEBSOCKET_VERSION, UPGRADE},
};

use super::{
    guard::{Guard, Reported},
    rejection,
    request::Xrpc,
    subscription::{self, FromUpgrade, Limits},
    tuples::for_all_tuples,
};
use crate::{
    shown::message,
    validate::Validate,
    wire::Union,
    xrpc::{Endpoint, Failure, HttpEndpoint, parse_params},
};

/// An async function that sends the messages of the subscription `E` in a service
/// with the state `S`. Its arguments are any extractors of `axum`, [`Xrpc`], and an
/// [`Upgrade`](super::Upgrade) or a [`Sender`](super::Sender); it returns a `Result` with
/// `()` and a [`Failure`].
///
/// `Kind` keeps the implementations for functions apart, and is inferred.
///
/// Needs the feature `server`.
#[diagnostic::on_unimplemented(
    message = "this function does not handle the subscription `{E}`",
    label = "not a handler of `{E}`",
    note = "a handler is `async fn(…, Xrpc<{E}>, Upgrade<{E}>) -> XrpcResult<{E}, ()>`, or takes a `Sender<{E}>` last, where `…` are extractors that implement `FromRequestParts<{S}>`",
    note = "its future must be `Send`, so hold nothing like an `Rc` while it waits; if it is a closure, what it captures must be `Clone + Send + Sync`"
)]
pub trait SubscriptionHandler<E, Kind, S>: Clone + Send + Sync + 'static {
    #[doc(hidden)]
    fn call(
        self,
        request: Request,
        state: S,
        limits: Limits,
        guard: Guard,
    ) -> impl Future<Output = Response> + Send;
}

macro_rules! subscription_handler {
    ($($extractor:ident)*) => {
        #[allow(non_snake_case)]
        impl<E, S, H, Fut, Last, $($extractor),*>
            SubscriptionHandler<E, (E, Last, $($extractor,)*), S> for H
        where
            E: HttpEndpoint<Params: Validate>
                + Endpoint<Input = (), Output: Union>
                + 'static,
            H: Fn($($extractor,)* Xrpc<E>, Last) -> Fut + Clone + Send + Sync + 'static,
            Fut: Future<Output = Result<(), Failure<E::Error>>> + Send + 'static,
            Last: FromUpgrade<E> + Send,
            S: Send + Sync,
            $($extractor: FromRequestParts<S> + Send + 'static,)*
        {
            #[allow(unused_variables)]
            async fn call(
                self,
                request: Request,
                state: S,
                limits: Limits,
                guard: Guard,
            ) -> Response {
                let (mut head, _) = request.into_parts();
                $(
                    let outcome = $extractor::from_request_parts(&mut head, &state).await;
                    let $extractor = match outcome.map_err(IntoResponse::into_response) {
                        Ok(value) => value,
                        Err(response) => return rejection::as_failure(response).await,
                    };
                )*
                let params = match parse_params::<E>(&head.method, head.uri.query()) {
                    Ok(params) => params,
                    Err(failure) => return failure.into_response(),
                };
                let upgrade = match WebSocketUpgrade::from_request_parts(&mut head, &()).await {
                    Ok(upgrade) => upgrade,
                    Err(reason) => return no_upgrade::<E>(&head.headers, &reason).into_response(),
                };
                let call = Xrpc { params, input: () };
                let function = |upgrade| {
                    let function = self($($extractor,)* call, Last::from_upgrade(upgrade));
                    guard.run_to_end(E::NSID, function)
                };
                match subscription::open(upgrade, &head.headers, limits, function).await {
                    Ok(response) => response,
                    Err(failure) => (Extension(Reported), failure).into_response(),
                }
            }
        }
    };
}

for_all_tuples!(subscription_handler);

/// The failure of a request to a subscription that does not open a WebSocket: 426 if
/// it asks for none, or for another version.
/// [Specification](https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2).
fn no_upgrade<E: Endpoint>(headers: &HeaderMap, reason: &WebSocketUpgradeRejection) -> Failure {
    let is = |name, value: &str| {
        let found = headers.get(name);
        found.is_some_and(|found| found.as_bytes().eq_ignore_ascii_case(value.as_bytes()))
    };
    if is(UPGRADE, "websocket") && is(SEC_WEBSOCKET_VERSION, "13") {
        let reason = reason.body_text();
        let message = format!("the WebSocket cannot be opened: {}", message(&reason));
        return Failure::invalid_request(message);
    }
    let message = format!("`{}` is a subscription: open a WebSocket", E::NSID);
    Failure::invalid_request(message)
        .with_status(StatusCode::UPGRADE_REQUIRED)
        .with_header(CONNECTION, HeaderValue::from_static("upgrade"))
        .with_header(UPGRADE, HeaderValue::from_static("websocket"))
        .with_header(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
}
