//! A service with every endpoint of the shelf, each of which does just enough to
//! show its input.

use std::sync::Arc;

use axum::Router;
use futures_util::StreamExt;
use lexgen::{
    AtUri, Binary, Blob, CidLink, Datetime, ErrorDetail, Nullable, XrpcError,
    xrpc::{
        Failure,
        server::{Call, Outgoing, Sender, Service, Upload},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::{self, ExportCatalogue},
    get_archive::{self, GetArchive},
    get_book::{self, GetBook},
    get_cover::{self, GetCover},
    import_catalogue::{self, ImportCatalogue},
    list_sections::{self, ListSections},
    resolve_code::{self, ResolveCode},
    restore_archive::{self, RestoreArchive},
    return_book::{self, ReturnBook},
    ring_bell::{self, RingBell},
    search_books::{self, SearchBooks},
    subscribe_desk::{self, SubscribeDesk},
    update_shelf::{self, UpdateShelf},
    upload_scan::{self, UploadScan},
};
use tokio::{net::TcpListener, sync::Mutex};

/// The state of the service.
#[derive(Debug, Default)]
pub struct Desk {
    pub bells: Mutex<u32>,
    pub last_search: Mutex<Option<search_books::Params>>,
    pub restored: Mutex<Vec<u8>>,
}

pub const CID: &str = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";

/// The size of the smallest request body that is too large.
pub const TOO_LARGE: usize = (64 << 10) + 1;

/// The cursor of a message that is larger than the client's limit.
pub const HUGE: i64 = -1;

pub async fn start() -> (String, Arc<Desk>) {
    let desk = Arc::new(Desk::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let app = router(Arc::clone(&desk));
    tokio::spawn(async { axum::serve(listener, app).await });
    (url, desk)
}

type Shared = Arc<Desk>;

fn router(desk: Shared) -> Router {
    Service::new(desk)
        .with_max_request(TOO_LARGE - 1)
        .with_max_message(16 << 20)
        .handle(borrow)
        .handle_download(export)
        .handle(archive)
        .handle(get_book)
        .handle_download(cover)
        .handle(import)
        .handle(sections)
        .handle(resolve)
        .handle_upload(restore)
        .handle(return_book)
        .handle(ring)
        .handle(search)
        .handle_subscription(desk_events)
        .handle(update)
        .handle_upload(scan)
        .into_router()
}

async fn borrow(
    _: Shared,
    call: Call<BorrowBook>,
) -> Result<borrow_book::Output, Failure<borrow_book::Error>> {
    match call.input.days {
        Some(13) => Err(borrow_book::Error::AlreadyOnLoan(ErrorDetail::new(
            "since Friday",
        )))?,
        Some(14) => Err(borrow_book::Error::CardExpired(ErrorDetail::new(
            "renew it",
        )))?,
        Some(15) => Err(borrow_book::Error::TooManyLoans(ErrorDetail::default()))?,
        Some(16) => Err(Failure::forbidden("not you"))?,
        Some(17) => Err(
            Failure::from(borrow_book::Error::Other(XrpcError::new("Flooded")))
                .with_status(http::StatusCode::SERVICE_UNAVAILABLE),
        )?,
        _ => {}
    }
    let due = Datetime::new("2026-01-02T03:04:05.000Z").expect("a datetime");
    Ok(borrow_book::Output::new(call.input.book, due))
}

async fn export(
    _: Shared,
    call: Call<ExportCatalogue>,
) -> Result<Outgoing, Failure<export_catalogue::Error>> {
    let since = call
        .params
        .since
        .map(|it| it.to_string())
        .unwrap_or_default();
    let lines = (0..1000).map(move |line| Ok::<_, std::io::Error>(format!("{line};{since}\n")));
    let body = axum::body::Body::from_stream(futures_util::stream::iter(lines));
    Ok(Outgoing::new("text/csv; charset=utf-8", body))
}

async fn archive(_: Shared, call: Call<GetArchive>) -> Result<Binary, Failure<get_archive::Error>> {
    Ok(Binary::new(
        "application/vnd.ipld.car",
        call.params.did.as_str(),
    ))
}

async fn get_book(
    _: Shared,
    call: Call<GetBook>,
) -> Result<get_book::Output, Failure<get_book::Error>> {
    let message = format!("no book at {}", call.params.uri);
    Err(get_book::Error::BookNotFound(ErrorDetail::new(message)))?
}

async fn cover(_: Shared, call: Call<GetCover>) -> Result<Outgoing, Failure<get_cover::Error>> {
    if call.params.did.as_str() == "did:web:nobody.example" {
        Err(get_cover::Error::CoverNotFound(ErrorDetail::new(
            "no such account",
        )))?;
    }
    Ok(Outgoing::new("image/png", vec![0x89, 0x50]))
}

async fn import(
    _: Shared,
    call: Call<ImportCatalogue>,
) -> Result<import_catalogue::Output, Failure<import_catalogue::Error>> {
    let text = std::str::from_utf8(&call.input.data)
        .map_err(|_| import_catalogue::Error::BadSpreadsheet(ErrorDetail::new("not UTF-8")))?;
    let lines = i64::try_from(text.lines().count()).unwrap_or(i64::MAX);
    Ok(import_catalogue::Output::new(lines))
}

async fn sections(
    _: Shared,
    _: Call<ListSections>,
) -> Result<list_sections::Output, Failure<list_sections::Error>> {
    Ok(list_sections::Output::new("all"))
}

async fn resolve(
    _: Shared,
    call: Call<ResolveCode>,
) -> Result<resolve_code::Output, Failure<resolve_code::Error>> {
    Err(resolve_code::Error::UnknownCode(ErrorDetail::new(
        call.params.code,
    )))?
}

async fn restore(
    desk: Shared,
    mut upload: Upload<RestoreArchive>,
) -> Result<(), Failure<restore_archive::Error>> {
    let mut restored = desk.restored.lock().await;
    while let Some(chunk) = upload.body.next().await {
        restored.extend(chunk.map_err(|_| Failure::invalid_request("broke off"))?);
    }
    Ok(())
}

async fn return_book(_: Shared, call: Call<ReturnBook>) -> Result<(), Failure<return_book::Error>> {
    match call.input.fine {
        Nullable::Null => Err(return_book::Error::NotOnLoan(ErrorDetail::new(
            "a null fine",
        )))?,
        _ => Ok(()),
    }
}

async fn ring(desk: Shared, _: Call<RingBell>) -> Result<(), Failure<ring_bell::Error>> {
    *desk.bells.lock().await += 1;
    Ok(())
}

async fn search(
    desk: Shared,
    call: Call<SearchBooks>,
) -> Result<search_books::Output, Failure<search_books::Error>> {
    if call.params.q == "\"" {
        Err(search_books::Error::BadQuery(ErrorDetail::new(
            "unbalanced",
        )))?;
    }
    *desk.last_search.lock().await = Some(call.params);
    Ok(search_books::Output::new(Vec::new()))
}

async fn desk_events(
    _: Shared,
    call: Call<SubscribeDesk>,
    sender: Sender<SubscribeDesk>,
) -> Result<(), Failure<subscribe_desk::Error>> {
    use subscribe_desk::{Info, InfoName, Lent, LentRequired, Message};
    let first = call.params.cursor.unwrap_or_default();
    if first > 100 {
        Err(subscribe_desk::Error::FutureCursor(ErrorDetail::new(
            "not yet",
        )))?;
    }
    sender
        .send(&Message::Info(Box::new(Info::new(
            InfoName::OutdatedCursor,
        ))))
        .await?;
    for seq in first..100 {
        let mut lent = Lent::new(LentRequired {
            seq,
            book: AtUri::new("at://did:web:a.example/com.example.shelf.book/1").expect("a URI"),
            patron: lexgen::Did::new("did:web:b.example").expect("a DID"),
            at: Datetime::new("2026-01-02T03:04:05.000Z").expect("a datetime"),
        });
        lent.ledger = Some(CidLink::new(CID).expect("a CID"));
        if seq == HUGE {
            lent.slip = Some(vec![0; 9 << 20].into());
        }
        sender.send(&Message::Lent(Box::new(lent))).await?;
    }
    Err(subscribe_desk::Error::ConsumerTooSlow(ErrorDetail::new(
        "too slow",
    )))?
}

async fn update(
    _: Shared,
    call: Call<UpdateShelf>,
) -> Result<update_shelf::Output, Failure<update_shelf::Error>> {
    let _ = (call.params, call.input);
    Err(Failure::internal_server_error("the shelf fell over"))
}

async fn scan(
    _: Shared,
    mut upload: Upload<UploadScan>,
) -> Result<upload_scan::Output, Failure<upload_scan::Error>> {
    let mut size = 0;
    while let Some(chunk) = upload.body.next().await {
        size += chunk
            .map_err(|_| Failure::invalid_request("broke off"))?
            .len();
    }
    let link = CidLink::new(CID).expect("a CID");
    let blob = Blob::new(
        link,
        upload.encoding,
        u64::try_from(size).unwrap_or(u64::MAX),
    );
    Ok(upload_scan::Output::new(blob))
}
