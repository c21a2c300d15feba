//! The subprotocols of event streams, between client and service.

use futures_util::StreamExt;
use lexgen::xrpc::{
    CallError, Subprotocol, Subscription, SubscriptionError, subscription::Options,
};
use lexgen_tests_xrpc::com::example::shelf::watch_returns::{Error, Params, WatchReturns};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    client_async,
    tungstenite::{
        Error as SocketError, Message as Frame, client::IntoClientRequest,
        protocol::frame::coding::CloseCode,
    },
};

use super::returns::{self, FUTURE, NOT_YOURS, NOTHING, TOO_OLD};

type Stream = Subscription<WatchReturns>;

async fn connect(
    url: &str,
    cursor: i64,
    offered: &[Subprotocol],
) -> Result<Stream, SubscriptionError<Error>> {
    let mut params = Params::default();
    params.cursor = Some(cursor);
    let options = Options::default().with_subprotocols(offered.iter().copied());
    Stream::connect_with(url, &params, options).await
}

/// Every offer, and what is then spoken.
fn offers() -> Vec<(Vec<Subprotocol>, Subprotocol)> {
    let mut offers = vec![(Vec::new(), Subprotocol::V1Json)];
    for subprotocol in Subprotocol::ALL {
        offers.push((vec![subprotocol], subprotocol));
    }
    let both = vec![
        Subprotocol::V1Cbor,
        Subprotocol::V1Json,
        Subprotocol::V1Cbor,
    ];
    offers.push((both, Subprotocol::V1Cbor));
    offers
}

#[tokio::test]
async fn messages_and_errors_arrive_in_every_subprotocol() {
    let url = returns::start().await;
    for (offered, expected) in offers() {
        let mut stream = connect(&url, 7, &offered).await.unwrap();
        assert_eq!(stream.subprotocol(), expected);
        for message in returns::messages(7) {
            assert_eq!(stream.next().await.unwrap().unwrap(), message, "{expected}");
        }
        let end = stream.next().await;
        let Some(Err(error @ SubscriptionError::Xrpc(Error::ConsumerTooSlow(_)))) = end else {
            panic!("{end:?}");
        };
        assert_eq!(error.xrpc().and_then(Error::message), Some("too slow"));
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn an_error_before_the_upgrade_is_a_response() {
    let url = returns::start().await;
    for (offered, _) in offers() {
        let error = connect(&url, TOO_OLD, &offered).await.unwrap_err();
        let Some(Error::CursorTooOld(detail)) = error.xrpc() else {
            panic!("{error}");
        };
        assert_eq!(detail.message.as_deref(), Some("the first is 7"));
        let SubscriptionError::Refused(CallError::Xrpc { status, .. }) = error else {
            panic!("{error}");
        };
        assert_eq!(status, 400);
        let error = connect(&url, NOT_YOURS, &offered).await.unwrap_err();
        let SubscriptionError::Refused(CallError::Xrpc { status, .. }) = error else {
            panic!("{error}");
        };
        assert_eq!(status, 401);
    }
}

#[tokio::test]
async fn an_error_after_it_is_a_frame() {
    let url = returns::start().await;
    for (offered, _) in offers() {
        let mut stream = connect(&url, FUTURE, &offered).await.unwrap();
        let end = stream.next().await;
        assert!(
            matches!(
                end,
                Some(Err(SubscriptionError::Xrpc(Error::FutureCursor(_))))
            ),
            "{end:?}"
        );
        let mut stream = connect(&url, NOTHING, &offered).await.unwrap();
        assert!(stream.next().await.is_none());
    }
}

/// What another client sees: the subprotocol of the response, and all messages.
async fn seen(url: &str, cursor: i64, offers: &[&str]) -> (Option<String>, Vec<Frame>) {
    let address = url.strip_prefix("http://").unwrap();
    let uri = format!("ws://{address}/xrpc/com.example.shelf.watchReturns?cursor={cursor}");
    let stream = TcpStream::connect(address).await.unwrap();
    let mut request = uri.into_client_request().unwrap();
    for offer in offers {
        let headers = request.headers_mut();
        headers.append("sec-websocket-protocol", offer.parse().unwrap());
    }
    let (mut socket, response) = match client_async(request, stream).await {
        Ok(opened) => opened,
        // That library wants an answer to its offer.
        Err(error @ SocketError::Protocol(_)) => return (Some(error.to_string()), Vec::new()),
        Err(error) => panic!("{error}"),
    };
    let chosen = response.headers().get("sec-websocket-protocol");
    let chosen = chosen.map(|value| value.to_str().unwrap().to_owned());
    let mut frames = Vec::new();
    while let Some(Ok(frame)) = socket.next().await {
        frames.push(frame);
    }
    (chosen, frames)
}

#[tokio::test]
async fn json_is_text_and_cbor_is_binary() {
    let url = returns::start().await;
    let (chosen, frames) = seen(&url, 7, &[]).await;
    assert_eq!(chosen, None);
    let [
        Frame::Text(info),
        Frame::Text(returned),
        ..,
        Frame::Text(error),
        Frame::Close(Some(close)),
    ] = &*frames
    else {
        panic!("{frames:?}");
    };
    assert_eq!(
        info.as_str(),
        r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#info","name":"OutdatedCursor","message":"ä\n📚"}}"#
    );
    assert_eq!(
        returned.as_str(),
        r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#returned","seq":7,"book":"at://did:web:a.example/com.example.shelf.book/1","at":"2026-01-02T03:04:05.000Z","ledger":{"$link":"bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy"},"stamp":{"$bytes":"AAH/"}}}"#
    );
    assert_eq!(
        error.as_str(),
        r#"{"$type":"error","error":"ConsumerTooSlow","message":"too slow"}"#
    );
    assert_eq!(close.code, CloseCode::Policy);
    for (name, is_text) in [
        ("xrpc.v0.cbor", false),
        ("xrpc.v1.json", true),
        ("xrpc.v1.cbor", false),
    ] {
        let (chosen, frames) = seen(&url, 7, &[name]).await;
        assert_eq!(chosen.as_deref(), Some(name));
        let (last, messages) = frames.split_last().unwrap();
        assert!(last.is_close());
        assert_eq!(messages.len(), 5);
        let is_right = |message: &Frame| message.is_text() == is_text;
        assert!(messages.iter().all(is_right), "{name}: {messages:?}");
    }
}

/// Names are compared exactly, and the client's order decides.
#[tokio::test]
async fn a_service_takes_the_first_offer_that_it_knows() {
    let url = returns::start().await;
    for (offers, expected) in [
        (&["chat, xrpc.v1.cbor, xrpc.v0.cbor"][..], "xrpc.v1.cbor"),
        (&["xrpc.v0.cbor", "xrpc.v1.cbor"], "xrpc.v0.cbor"),
    ] {
        let (chosen, _) = seen(&url, 7, offers).await;
        assert_eq!(chosen.as_deref(), Some(expected), "{offers:?}");
    }
    for offers in [&["chat"][..], &["XRPC.V1.CBOR"], &["xrpc.v2.cbor, chat"]] {
        let (error, _) = seen(&url, 7, offers).await;
        let error = error.expect("an error of that library");
        assert!(error.contains("subprotocol"), "{error}");
    }
}
