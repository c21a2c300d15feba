//! A service with every endpoint of the shelf, each of which does just enough to
//! show its input.

use std::sync::Arc;

use axum::{Router, extract::State};
use futures_util::StreamExt;
use lexgen::{
    AtUri, Binary, Blob, CidLink, Datetime, ErrorDetail, Nullable, XrpcError,
    xrpc::{
        Failure, XrpcResult,
        server::{Reply, Sender, Service, Upload, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::ExportCatalogue,
    get_archive::GetArchive,
    get_book::{self, GetBook},
    get_cover::{self, GetCover},
    import_catalogue::{self, ImportCatalogue},
    list_sections::{self, ListSections},
    resolve_code::{self, ResolveCode},
    restore_archive::RestoreArchive,
    return_book::{self, ReturnBook},
    ring_bell::RingBell,
    search_books::{self, SearchBooks},
    subscribe_desk::{self, SubscribeDesk},
    update_shelf::UpdateShelf,
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
        .handle(BorrowBook, borrow)
        .handle(ExportCatalogue, export)
        .handle(GetArchive, archive)
        .handle(GetBook, get_book)
        .handle(GetCover, cover)
        .handle(ImportCatalogue, import)
        .handle(ListSections, sections)
        .handle(ResolveCode, resolve)
        .handle(RestoreArchive, restore)
        .handle(ReturnBook, return_book)
        .handle(RingBell, ring)
        .handle(SearchBooks, search)
        .handle_subscription(SubscribeDesk, desk_events)
        .handle(UpdateShelf, update)
        .handle(UploadScan, scan)
        .into_router()
}

async fn borrow(call: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> {
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
    call: Xrpc<ExportCatalogue>,
) -> XrpcResult<ExportCatalogue, Reply<ExportCatalogue>> {
    let since = call
        .params
        .since
        .map(|it| it.to_string())
        .unwrap_or_default();
    let lines = (0..1000).map(move |line| Ok::<_, std::io::Error>(format!("{line};{since}\n")));
    let body = axum::body::Body::from_stream(futures_util::stream::iter(lines));
    Ok(Reply::stream("text/csv; charset=utf-8", body))
}

async fn archive(call: Xrpc<GetArchive>) -> XrpcResult<GetArchive> {
    Ok(Binary::new(
        "application/vnd.ipld.car",
        call.params.did.as_str(),
    ))
}

async fn get_book(call: Xrpc<GetBook>) -> XrpcResult<GetBook> {
    let message = format!("no book at {}", call.params.uri);
    Err(get_book::Error::BookNotFound(ErrorDetail::new(message)))?
}

async fn cover(call: Xrpc<GetCover>) -> XrpcResult<GetCover, Reply<GetCover>> {
    if call.params.did.as_str() == "did:web:nobody.example" {
        Err(get_cover::Error::CoverNotFound(ErrorDetail::new(
            "no such account",
        )))?;
    }
    Ok(Reply::stream("image/png", vec![0x89, 0x50]))
}

async fn import(call: Xrpc<ImportCatalogue>) -> XrpcResult<ImportCatalogue> {
    let text = std::str::from_utf8(&call.input.data)
        .map_err(|_| import_catalogue::Error::BadSpreadsheet(ErrorDetail::new("not UTF-8")))?;
    let lines = i64::try_from(text.lines().count()).unwrap_or(i64::MAX);
    Ok(import_catalogue::Output::new(lines))
}

async fn sections(_: Xrpc<ListSections>) -> XrpcResult<ListSections> {
    Ok(list_sections::Output::new("all"))
}

async fn resolve(call: Xrpc<ResolveCode>) -> XrpcResult<ResolveCode> {
    Err(resolve_code::Error::UnknownCode(ErrorDetail::new(
        call.params.code,
    )))?
}

async fn restore(
    State(desk): State<Shared>,
    mut upload: Upload<RestoreArchive>,
) -> XrpcResult<RestoreArchive> {
    let mut restored = desk.restored.lock().await;
    while let Some(chunk) = upload.body.next().await {
        restored.extend(chunk.map_err(|_| Failure::invalid_request("broke off"))?);
    }
    Ok(())
}

async fn return_book(call: Xrpc<ReturnBook>) -> XrpcResult<ReturnBook> {
    match call.input.fine {
        Nullable::Null => Err(return_book::Error::NotOnLoan(ErrorDetail::new(
            "a null fine",
        )))?,
        _ => Ok(()),
    }
}

async fn ring(State(desk): State<Shared>, _: Xrpc<RingBell>) -> XrpcResult<RingBell> {
    *desk.bells.lock().await += 1;
    Ok(())
}

async fn search(State(desk): State<Shared>, call: Xrpc<SearchBooks>) -> XrpcResult<SearchBooks> {
    if call.params.q == "\"" {
        Err(search_books::Error::BadQuery(ErrorDetail::new(
            "unbalanced",
        )))?;
    }
    *desk.last_search.lock().await = Some(call.params);
    Ok(search_books::Output::new(Vec::new()))
}

async fn desk_events(
    call: Xrpc<SubscribeDesk>,
    sender: Sender<SubscribeDesk>,
) -> XrpcResult<SubscribeDesk, ()> {
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

async fn update(call: Xrpc<UpdateShelf>) -> XrpcResult<UpdateShelf> {
    let _ = (call.params, call.input);
    Err(Failure::internal_server_error("the shelf fell over"))
}

async fn scan(mut upload: Upload<UploadScan>) -> XrpcResult<UploadScan> {
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
