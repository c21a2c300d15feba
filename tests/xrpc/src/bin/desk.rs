//! A service in a process of its own, so that tests with hostile clients can measure
//! its memory. It prints its port, and takes the limits as arguments:
//! `desk [name=number]…`.

use std::{
    collections::HashMap,
    env,
    fmt::Write,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, extract::State};
use example_server::serve::{Limits, serve};
use futures_util::StreamExt;
use lexgen::{
    Binary, CidLink, Datetime, Did, ErrorDetail,
    xrpc::{
        Failure, XrpcResult,
        server::{SendError, Sender, Service, Upload, Xrpc},
    },
};
use lexgen_tests_xrpc::{
    com::example::shelf::{
        borrow_book::{self, BorrowBook},
        import_catalogue::{self, ImportCatalogue},
        list_sections::{self, ListSections},
        restore_archive::RestoreArchive,
        search_books::{self, SearchBooks},
        subscribe_desk::{self, Lent, LentRequired, Message, SubscribeDesk},
    },
    script,
};
use tokio::net::TcpListener;

/// The state that all calls share.
#[derive(Clone, Default)]
struct Desk {
    /// The state that some functions lock.
    shared: Arc<tokio::sync::Mutex<i64>>,
    tally: Arc<Mutex<Tally>>,
}

/// The functions of subscriptions, by how they ended.
#[derive(Default)]
struct Tally {
    started: usize,
    /// The sends that have waited for longer than a client that reads takes.
    stalled: usize,
    ended: HashMap<&'static str, usize>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let numbers: HashMap<String, u64> = env::args()
        .skip(1)
        .filter_map(|argument| {
            let (name, number) = argument.split_once('=')?;
            Some((name.to_owned(), number.parse().ok()?))
        })
        .collect();
    let number = |name: &str, default: u64| numbers.get(name).copied().unwrap_or(default);
    let size = |name: &str, default| usize::try_from(number(name, default)).unwrap_or(usize::MAX);
    let time = |name: &str, default| Duration::from_millis(number(name, default));

    let app = Service::new(Desk::default())
        .with_max_request(size("max_request", 1 << 20))
        .with_send_timeout(time("send_timeout", 10_000))
        .with_max_waiting(size("max_waiting", 1 << 20))
        .with_ping_interval(time("ping_interval", 30_000))
        .handle(BorrowBook, borrow)
        .handle(ImportCatalogue, import)
        .handle(ListSections, sections)
        .handle(SearchBooks, search)
        .handle(RestoreArchive, restore)
        .handle_subscription(SubscribeDesk, events)
        .into_router();

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    let limits = Limits {
        head_timeout: time("head_timeout", 10_000),
        websockets: size("websockets", 10_000),
        request_timeout: time("request_timeout", 30_000),
        ..Limits::default()
    };
    run(listener, app, limits, number("bare", 0) == 1).await
}

/// Without limits for connections if it is bare.
async fn run(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    is_bare: bool,
) -> std::io::Result<()> {
    if is_bare {
        return axum::serve(listener, app).await;
    }
    serve(listener, app, limits).await;
    Ok(())
}

async fn borrow(call: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> {
    let due = Datetime::new("2026-01-02T03:04:05.000Z").expect("a datetime");
    Ok(borrow_book::Output::new(call.input.book, due))
}

async fn import(call: Xrpc<ImportCatalogue>) -> XrpcResult<ImportCatalogue> {
    let Binary { data, .. } = call.input;
    Ok(import_catalogue::Output::new(
        i64::try_from(data.len()).unwrap_or_default(),
    ))
}

async fn restore(mut upload: Upload<RestoreArchive>) -> XrpcResult<RestoreArchive> {
    while let Some(chunk) = upload.body.next().await {
        chunk.map_err(|_| Failure::invalid_request("broke off"))?;
    }
    Ok(())
}

/// What functions of subscriptions did; needs no lock of theirs.
async fn sections(State(desk): State<Desk>, _: Xrpc<ListSections>) -> XrpcResult<ListSections> {
    let tally = desk.tally.lock().expect("no panic");
    let running = tally.started - tally.ended.values().sum::<usize>();
    let mut text = format!("{running} running;");
    let mut ended: Vec<_> = tally.ended.iter().collect();
    ended.sort();
    for (how, count) in ended {
        let _ = write!(text, " {count} {how};");
    }
    if tally.stalled > 0 {
        let _ = write!(text, " {} stalled;", tally.stalled);
    }
    Ok(list_sections::Output::new(text))
}

/// Locks what functions of subscriptions lock.
async fn search(State(desk): State<Desk>, _: Xrpc<SearchBooks>) -> XrpcResult<SearchBooks> {
    *desk.shared.lock().await += 1;
    Ok(search_books::Output::new(Vec::new()))
}

/// Counts how a function ends, also when it is dropped.
struct Ending {
    tally: Arc<Mutex<Tally>>,
    how: &'static str,
}

impl Ending {
    fn new(tally: &Arc<Mutex<Tally>>) -> Self {
        tally.lock().expect("no panic").started += 1;
        let tally = Arc::clone(tally);
        Self {
            tally,
            how: "dropped",
        }
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        *self
            .tally
            .lock()
            .expect("no panic")
            .ended
            .entry(self.how)
            .or_default() += 1;
    }
}

async fn events(
    State(desk): State<Desk>,
    call: Xrpc<SubscribeDesk>,
    sender: Sender<SubscribeDesk>,
) -> XrpcResult<SubscribeDesk, ()> {
    let mut ending = Ending::new(&desk.tally);
    let script = call.params.cursor.unwrap_or_default();
    let sent = play(&desk, script, sender).await;
    ending.how = match &sent {
        Ok(()) => "returned",
        Err(Problem::Send(SendError::TooSlow)) => "too slow",
        Err(Problem::Send(SendError::Closed)) => "closed",
        Err(Problem::Send(SendError::TooLarge { .. })) => "too large",
        Err(_) => "failed",
    };
    match sent {
        Ok(()) => Ok(()),
        Err(Problem::Send(error)) => Err(error.into()),
        Err(Problem::Fail(error)) => Err(error.into()),
    }
}

enum Problem {
    Send(SendError),
    Fail(subscribe_desk::Error),
}

impl From<SendError> for Problem {
    fn from(error: SendError) -> Self {
        Self::Send(error)
    }
}

async fn play(desk: &Desk, script: i64, sender: Sender<SubscribeDesk>) -> Result<(), Problem> {
    match script {
        script::FLOOD => flood(&sender).await,
        script::LOCK => {
            let tally = Arc::clone(&desk.tally);
            tokio::spawn(async move { stall(&sender, &tally).await.is_ok() });
            loop {
                let _shared = desk.shared.lock().await;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        script::HOLD => {
            let _shared = desk.shared.lock().await;
            flood(&sender).await
        }
        script::TICK => {
            let message = message(0);
            loop {
                *desk.shared.lock().await += 1;
                sender.send(&message).await?;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
        script::WAIT => std::future::pending().await,
        script::DROP_SENDER => {
            drop(sender);
            std::future::pending().await
        }
        script::TOO_LARGE => Ok(sender.send(&message(9 << 20)).await?),
        script::FAIL => {
            let detail = ErrorDetail::new("not yet");
            Err(Problem::Fail(subscribe_desk::Error::FutureCursor(detail)))
        }
        _ => {
            for _ in 0..3 {
                sender.send(&message(0)).await?;
            }
            Ok(())
        }
    }
}

async fn flood(sender: &Sender<SubscribeDesk>) -> Result<(), Problem> {
    let message = message(script::LARGE);
    loop {
        sender.send(&message).await?;
    }
}

/// The same, and tells when the client does not read.
async fn stall(sender: &Sender<SubscribeDesk>, tally: &Mutex<Tally>) -> Result<(), Problem> {
    let message = message(script::LARGE);
    loop {
        let mut send = std::pin::pin!(sender.send(&message));
        let patience = Duration::from_millis(500);
        match tokio::time::timeout(patience, &mut send).await {
            Ok(sent) => sent?,
            Err(_) => {
                tally.lock().expect("no panic").stalled += 1;
                let sent = send.await;
                tally.lock().expect("no panic").stalled -= 1;
                sent?;
            }
        }
    }
}

/// A message with this many bytes more than it needs.
fn message(bytes: usize) -> Message {
    let mut lent = Lent::new(LentRequired {
        seq: 1,
        book: "at://did:web:a.example/com.example.shelf.book/1"
            .parse()
            .expect("a URI"),
        patron: Did::new("did:web:b.example").expect("a DID"),
        at: Datetime::new("2026-01-02T03:04:05.000Z").expect("a datetime"),
    });
    lent.slip = Some(vec![0; bytes].into());
    lent.ledger = None::<CidLink>;
    Message::Lent(Box::new(lent))
}
