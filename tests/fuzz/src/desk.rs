//! A service with every kind of endpoint.

use std::{future::pending, sync::Arc};

use axum::{Router, body::Body};
use lexgen::{
    AtUri, Datetime, Did,
    xrpc::{
        Failure,
        server::{Call, Outgoing, Sender, Service, Upload},
    },
};

use crate::lexicons::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::{self, ExportCatalogue},
    import_catalogue::{self, ImportCatalogue},
    restore_archive::{self, RestoreArchive},
    return_book::{self, ReturnBook},
    ring_bell::{self, RingBell},
    search_books::{self, SearchBooks},
    subscribe_desk::{self, Info, InfoName, Lent, LentRequired, Message, SubscribeDesk},
    update_shelf::{self, UpdateShelf},
};

/// Shared by the calls that are running.
pub type Calls = Arc<()>;

/// All of its endpoints.
pub fn all() -> Router {
    Service::new(Calls::default())
        .with_max_request(4096)
        .handle(borrow)
        .handle(import)
        .handle(return_book)
        .handle(ring)
        .handle(search)
        .handle(update)
        .handle_download(export)
        .handle_subscription(events)
        .handle_upload(restore)
        .into_router()
}

/// Only the subscription.
pub fn subscription(calls: &Calls) -> Router {
    Service::new(Arc::clone(calls))
        .with_max_waiting(1 << 10)
        .handle_subscription(events)
        .into_router()
}

async fn borrow(
    _: Calls,
    call: Call<BorrowBook>,
) -> Result<borrow_book::Output, Failure<borrow_book::Error>> {
    Ok(borrow_book::Output::new(call.input.book, Datetime::now()))
}

async fn import(
    _: Calls,
    call: Call<ImportCatalogue>,
) -> Result<import_catalogue::Output, Failure<import_catalogue::Error>> {
    let bytes = i64::try_from(call.input.data.len()).unwrap_or(i64::MAX);
    Ok(import_catalogue::Output::new(bytes))
}

async fn return_book(_: Calls, _: Call<ReturnBook>) -> Result<(), Failure<return_book::Error>> {
    Ok(())
}

async fn ring(_: Calls, _: Call<RingBell>) -> Result<(), Failure<ring_bell::Error>> {
    Ok(())
}

async fn search(
    _: Calls,
    _: Call<SearchBooks>,
) -> Result<search_books::Output, Failure<search_books::Error>> {
    Ok(search_books::Output::new(Vec::new()))
}

async fn update(
    _: Calls,
    _: Call<UpdateShelf>,
) -> Result<update_shelf::Output, Failure<update_shelf::Error>> {
    Err(Failure::forbidden("only the keeper may"))
}

async fn export(
    _: Calls,
    _: Call<ExportCatalogue>,
) -> Result<Outgoing, Failure<export_catalogue::Error>> {
    Ok(Outgoing::new("text/csv", Body::empty()))
}

async fn restore(
    _: Calls,
    upload: Upload<RestoreArchive>,
) -> Result<(), Failure<restore_archive::Error>> {
    let body = Body::from_stream(upload.body);
    let read = axum::body::to_bytes(body, 4096).await;
    read.map_err(|_| Failure::invalid_request("the archive is too large"))?;
    Ok(())
}

/// The cursor selects how many messages it sends, of which size, and how it ends.
async fn events(
    _: Calls,
    call: Call<SubscribeDesk>,
    sender: Sender<SubscribeDesk>,
) -> Result<(), Failure<subscribe_desk::Error>> {
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
