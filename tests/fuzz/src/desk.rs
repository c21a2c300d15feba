//! A service with every kind of endpoint.

use std::{future::pending, sync::Arc};

use axum::{Router, body::Body, extract::State};
use lexgen::{
    AtUri, Datetime, Did,
    xrpc::{
        Failure, XrpcResult,
        server::{Reply, Sender, Service, Upload, Xrpc},
    },
};

use crate::lexicons::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::ExportCatalogue,
    import_catalogue::{self, ImportCatalogue},
    restore_archive::RestoreArchive,
    return_book::ReturnBook,
    ring_bell::RingBell,
    search_books::{self, SearchBooks},
    subscribe_desk::{Info, InfoName, Lent, LentRequired, Message, SubscribeDesk},
    update_shelf::UpdateShelf,
};

/// Shared by the calls that are running.
pub type Calls = Arc<()>;

/// All of its endpoints.
pub fn all() -> Router {
    Service::new(Calls::default())
        .with_max_request(4096)
        .handle(BorrowBook, borrow)
        .handle(ImportCatalogue, import)
        .handle(ReturnBook, return_book)
        .handle(RingBell, ring)
        .handle(SearchBooks, search)
        .handle(UpdateShelf, update)
        .handle(ExportCatalogue, export)
        .handle_subscription(SubscribeDesk, events)
        .handle(RestoreArchive, restore)
        .into_router()
}

/// Only the subscription.
pub fn subscription(calls: &Calls) -> Router {
    Service::new(Arc::clone(calls))
        .with_max_waiting(1 << 10)
        .handle_subscription(SubscribeDesk, events)
        .into_router()
}

async fn borrow(call: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> {
    Ok(borrow_book::Output::new(call.input.book, Datetime::now()))
}

async fn import(call: Xrpc<ImportCatalogue>) -> XrpcResult<ImportCatalogue> {
    let bytes = i64::try_from(call.input.data.len()).unwrap_or(i64::MAX);
    Ok(import_catalogue::Output::new(bytes))
}

async fn return_book(_: Xrpc<ReturnBook>) -> XrpcResult<ReturnBook> {
    Ok(())
}

async fn ring(_: Xrpc<RingBell>) -> XrpcResult<RingBell> {
    Ok(())
}

async fn search(_: Xrpc<SearchBooks>) -> XrpcResult<SearchBooks> {
    Ok(search_books::Output::new(Vec::new()))
}

async fn update(_: Xrpc<UpdateShelf>) -> XrpcResult<UpdateShelf> {
    Err(Failure::forbidden("only the keeper may"))
}

async fn export(_: Xrpc<ExportCatalogue>) -> XrpcResult<ExportCatalogue, Reply<ExportCatalogue>> {
    Ok(Reply::stream("text/csv", Body::empty()))
}

async fn restore(upload: Upload<RestoreArchive>) -> XrpcResult<RestoreArchive> {
    let body = Body::from_stream(upload.body);
    let read = axum::body::to_bytes(body, 4096).await;
    read.map_err(|_| Failure::invalid_request("the archive is too large"))?;
    Ok(())
}

/// The cursor selects how many messages it sends, of which size, and how it ends.
async fn events(
    State(_calls): State<Calls>,
    call: Xrpc<SubscribeDesk>,
    sender: Sender<SubscribeDesk>,
) -> XrpcResult<SubscribeDesk, ()> {
    let cursor = call.params.cursor.unwrap_or_default();
    let message = if cursor & 1 == 0 {
        Message::Info(Box::new(Info::new(InfoName::OutdatedCursor)))
    } else {
        large()
    };
    for _ in 0..cursor >> 3 & 7 {
        sender.send(&message).await?;
    }
    match cursor >> 1 & 3 {
        0 => Ok(()),
        1 => Err(Failure::forbidden("no more")),
        2 => pending().await,
        _ => {
            drop(sender);
            pending().await
        }
    }
}

/// A message that is larger than a connection holds.
fn large() -> Message {
    let lent = Lent::new(LentRequired {
        seq: 1,
        book: AtUri::new("at://did:web:a.example").expect("a URI"),
        patron: Did::new("did:web:b.example").expect("a DID"),
        at: Datetime::now(),
    })
    .with(|lent| lent.slip = Some(vec![0; 10_000].into()));
    Message::Lent(Box::new(lent))
}
