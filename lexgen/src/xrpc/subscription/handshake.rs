//! Opening the WebSocket, by the HTTP library of the client: it reads a refusal to
//! its end, and knows TLS and proxies.
//! [Specification](https://www.rfc-editor.org/rfc/rfc6455#section-4.1).

use http::{
    HeaderMap, HeaderName, StatusCode,
    header::{
        CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY,
        SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
    },
};
use reqwest::{Response, Upgraded, Url};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::{client::generate_key, derive_accept_key},
        protocol::{Role, WebSocketConfig},
    },
};

use super::{Failed, SubscriptionError};
use crate::{
    shown::shown,
    xrpc::{
        HttpEndpoint, SetupError, Subprotocol, TransportError, headers::listed, path_and_query,
        response::refusal, service_url,
    },
};

/// The most bytes of the body of a refusal that are read.
const MAX_REFUSAL: usize = 64 << 10;

/// The URL of a service whose scheme may be `wss` or `ws`.
pub(super) fn url<E: HttpEndpoint>(service: &str, params: &E::Params) -> Result<Url, Failed<E>> {
    let is_scheme = |name: &str| {
        let start = service.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    // The HTTP library has no other schemes.
    let http = (is_scheme("wss://") || is_scheme("ws://"))
        .then(|| format!("http{}", service.get(2..).unwrap_or_default()));
    let url = http.as_deref().unwrap_or(service);
    let base = service_url::parse(service, url, "`wss://`, `ws://`, `https://` or `http://`");
    let mut url = base.map_err(SubscriptionError::Setup)?;
    let path = path_and_query::<E>(params).map_err(SubscriptionError::Encode)?;
    let (path, query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (&*path, None),
    };
    url.set_path(path);
    url.set_query(query);
    Ok(url)
}

pub(super) async fn open<E: HttpEndpoint>(
    url: Url,
    headers: HeaderMap,
    offered: &[Subprotocol],
    config: WebSocketConfig,
) -> Result<(WebSocketStream<Upgraded>, Subprotocol), Failed<E>> {
    if headers.contains_key(SEC_WEBSOCKET_PROTOCOL) {
        let error = SetupError::new(
            "a subprotocol is offered with `with_subprotocols`, not with the header `Sec-WebSocket-Protocol`",
        );
        return Err(SubscriptionError::Setup(error));
    }
    // A connection that became a WebSocket, or refused to, has no further use.
    let http = service_url::http_client(|builder| builder.http1_only().pool_max_idle_per_host(0))
        .map_err(SubscriptionError::Setup)?;
    let key = generate_key();
    let mut request = http
        .get(url)
        .headers(headers)
        .header(CONNECTION, "Upgrade")
        .header(UPGRADE, "websocket")
        .header(SEC_WEBSOCKET_VERSION, "13")
        .header(SEC_WEBSOCKET_KEY, &key);
    if !offered.is_empty() {
        let names: Vec<_> = offered.iter().map(|offer| offer.name()).collect();
        request = request.header(SEC_WEBSOCKET_PROTOCOL, names.join(", "));
    }
    let response = request.send().await.map_err(failed::<E>)?;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        return Err(refused::<E>(response).await);
    }
    let unfit = |reason: String| SubscriptionError::Transport(TransportError::socket(reason));
    check(response.headers(), &key).map_err(|reason| unfit(reason.to_owned()))?;
    let subprotocol = chosen(response.headers(), offered).map_err(unfit)?;
    let upgraded = response.upgrade().await.map_err(failed::<E>)?;
    let stream = WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(config)).await;
    Ok((stream, subprotocol.unwrap_or(E::SUBPROTOCOL)))
}

/// The subprotocol that the service chose of those that were offered; `None` if it
/// chose none.
fn chosen(headers: &HeaderMap, offered: &[Subprotocol]) -> Result<Option<Subprotocol>, String> {
    let mut values = headers.get_all(SEC_WEBSOCKET_PROTOCOL).into_iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let is_chosen = |offer: &Subprotocol| value.as_bytes() == offer.name().as_bytes();
    match (offered.iter().copied().find(is_chosen), values.next()) {
        (Some(subprotocol), None) => Ok(Some(subprotocol)),
        (_, Some(_)) => Err("the service selects more than one subprotocol".to_owned()),
        (None, None) => {
            let value = String::from_utf8_lossy(value.as_bytes());
            let value = shown(&value);
            Err(format!(
                "the service selects the subprotocol `{value}`, which was not offered"
            ))
        }
    }
}

/// What the response to a handshake must have.
fn check(headers: &HeaderMap, key: &str) -> Result<(), &'static str> {
    let has = |name: HeaderName, token: &str| {
        listed(headers, &name).any(|found| found.eq_ignore_ascii_case(token))
    };
    if !has(UPGRADE, "websocket") || !has(CONNECTION, "upgrade") {
        return Err("the response to the handshake does not switch to a WebSocket");
    }
    let accept = headers.get(SEC_WEBSOCKET_ACCEPT);
    if accept.is_none_or(|accept| accept != &derive_accept_key(key.as_bytes())) {
        return Err("the response to the handshake has a wrong `Sec-WebSocket-Accept`");
    }
    if headers.contains_key(SEC_WEBSOCKET_EXTENSIONS) {
        return Err("the response to the handshake selects an extension that was not requested");
    }
    Ok(())
}

/// The error of a response that does not open a WebSocket. Its body may come late,
/// and what is too long is not read.
async fn refused<E: HttpEndpoint>(mut response: Response) -> SubscriptionError<E::Error> {
    let mut body = Vec::new();
    // A body that breaks off is no other error: the status says more.
    while body.len() <= MAX_REFUSAL
        && let Ok(Some(chunk)) = response.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    let (status, headers) = (response.status(), response.headers());
    SubscriptionError::Refused(refusal::<E>(status, headers, &body))
}

fn failed<E: HttpEndpoint>(error: reqwest::Error) -> SubscriptionError<E::Error> {
    SubscriptionError::Transport(TransportError::http(error))
}
