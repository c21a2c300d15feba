//! A service with a subscription whose frames are JSON, unless its client wants others.

use axum::Router;
use lexgen::{
    AtUri, CidLink, Datetime, ErrorDetail, XrpcError,
    xrpc::{
        Failure, XrpcResult,
        server::{Service, Upgrade, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::watch_returns::{
    self, Info, InfoName, Message, Returned, WatchReturns,
};
use tokio::net::TcpListener;

use super::desk::CID;

/// Cursors that are refused before the subscription is open, or that open one without
/// messages.
pub const TOO_OLD: i64 = -1;
pub const NOT_YOURS: i64 = -2;
pub const NOTHING: i64 = -3;
/// Fails after the subscription is open, without a message.
pub const FUTURE: i64 = -4;

pub async fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async { axum::serve(listener, router()).await });
    url
}

fn router() -> Router {
    Service::new(())
        .handle_subscription(WatchReturns, watch)
        .into_router()
}

/// What is sent for a cursor.
pub fn messages(cursor: i64) -> Vec<Message> {
    let mut info = Info::new(InfoName::OutdatedCursor);
    info.message = Some("ä\n\u{1f4da}".to_owned());
    let books = (cursor..cursor + 3).map(|seq| {
        let book = AtUri::new("at://did:web:a.example/com.example.shelf.book/1").expect("a URI");
        let at = Datetime::new("2026-01-02T03:04:05.000Z").expect("a datetime");
        let mut returned = Returned::new(seq, book, at);
        returned.stamp = Some(vec![0, 1, 255].into());
        returned.ledger = Some(CidLink::new(CID).expect("a CID"));
        Message::from(returned)
    });
    std::iter::once(Message::from(info)).chain(books).collect()
}

async fn watch(
    call: Xrpc<WatchReturns>,
    upgrade: Upgrade<WatchReturns>,
) -> XrpcResult<WatchReturns, ()> {
    let cursor = call.params.cursor.unwrap_or_default();
    match cursor {
        TOO_OLD => {
            let detail = ErrorDetail::new("the first is 7");
            Err(watch_returns::Error::CursorTooOld(detail))?;
        }
        NOT_YOURS => return Err(Failure::authentication_required("log in")),
        NOTHING => return Ok(()),
        _ => {}
    }
    let sender = upgrade.accept();
    if cursor == FUTURE {
        let error = XrpcError::new("FutureCursor");
        return Err(watch_returns::Error::from(error).into());
    }
    for message in messages(cursor) {
        sender.send(&message).await?;
    }
    Err(watch_returns::Error::ConsumerTooSlow(ErrorDetail::new("too slow")).into())
}
