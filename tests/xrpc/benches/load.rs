//! The CPU time of a request to a service, beside that of handlers written by hand
//! with axum and serde, which check nothing.
//!
//! Both answer the same requests with the same bytes, in turns, each in a thread of
//! its own, whose time Linux counts. The last column is the median of the rounds.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::mpsc,
    thread,
};

use axum::{
    Json, Router,
    extract::Query,
    http::StatusCode,
    response::IntoResponse,
    routing::{get, post},
};
use lexgen::{
    Datetime, ErrorDetail,
    xrpc::{
        Failure, XrpcResult,
        server::{Service, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    get_book::{self, GetBook},
    search_books::{self, SearchBooks},
};
use serde::{Deserialize, Serialize};

const BOOK: &str = "at://did:web:a.example/com.example.shelf.book/3jzfcijpj2z2a";
const DUE: &str = "2026-01-02T03:04:05.000Z";

fn main() {
    let (ours, theirs) = (start(with_lexgen), start(with_axum));
    println!("| request | axum | lexgen | ratio |\n|---|---|---|---|");
    for (name, request) in requests() {
        measure(name, &request, &ours, &theirs);
    }
}

fn requests() -> [(&'static str, String); 3] {
    let head = "HTTP/1.1\r\nHost: desk.example\r\nUser-Agent: load\r\nAccept: application/json\r\n";
    let search = format!(
        "GET /xrpc/com.example.shelf.searchBooks?q=tea+and+cake&limit=50&sort=newest {head}\r\n"
    );
    let missing = format!("GET /xrpc/com.example.shelf.getBook?uri={BOOK} {head}\r\n");
    let input = serde_json::json!({
        "book": BOOK,
        "days": 28,
        "deliverTo": { "branch": "the one by the river", "phone": "+1 555 0100" },
    })
    .to_string();
    let length = input.len();
    let borrow = format!(
        "POST /xrpc/com.example.shelf.borrowBook {head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{input}"
    );
    [("query", search), ("procedure", borrow), ("error", missing)]
}

fn with_lexgen() -> Router {
    async fn search(call: Xrpc<SearchBooks>) -> XrpcResult<SearchBooks> {
        let mut output = search_books::Output::new(Vec::new());
        output.cursor = Some(call.params.q);
        Ok(output)
    }

    async fn borrow(call: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> {
        let due = Datetime::new(DUE).map_err(|_| Failure::internal_server_error("no time"))?;
        Ok(borrow_book::Output::new(call.input.book, due))
    }

    async fn book(_: Xrpc<GetBook>) -> XrpcResult<GetBook> {
        Err(get_book::Error::BookNotFound(ErrorDetail::new(
            "it is lost",
        )))?
    }

    Service::new(())
        .handle(SearchBooks, search)
        .handle(BorrowBook, borrow)
        .handle(GetBook, book)
        .into_router()
}

fn with_axum() -> Router {
    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Search {
        q: String,
        limit: Option<i64>,
        sort: Option<String>,
    }

    #[derive(Serialize)]
    struct Found {
        cursor: String,
        hits: Vec<String>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Borrow {
        book: String,
        days: Option<i64>,
        deliver_to: Option<Delivery>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Delivery {
        branch: String,
        phone: Option<String>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Lent {
        loan: String,
        due_at: String,
    }

    #[derive(Deserialize)]
    #[allow(dead_code)]
    struct Book {
        uri: String,
    }

    #[derive(Serialize)]
    struct Error {
        error: &'static str,
        message: &'static str,
    }

    async fn search(Query(params): Query<Search>) -> Json<Found> {
        Json(Found {
            cursor: params.q,
            hits: Vec::new(),
        })
    }

    async fn borrow(Json(input): Json<Borrow>) -> Json<Lent> {
        Json(Lent {
            loan: input.book,
            due_at: DUE.to_owned(),
        })
    }

    async fn book(Query(_): Query<Book>) -> impl IntoResponse {
        let error = Error {
            error: "BookNotFound",
            message: "it is lost",
        };
        (StatusCode::BAD_REQUEST, Json(error))
    }

    Router::new()
        .route("/xrpc/com.example.shelf.searchBooks", get(search))
        .route("/xrpc/com.example.shelf.borrowBook", post(borrow))
        .route("/xrpc/com.example.shelf.getBook", get(book))
}

/// A service in a thread.
struct Server {
    address: SocketAddr,
    /// Where Linux counts the time of the thread.
    statistics: String,
}

fn start(app: fn() -> Router) -> Server {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let thread = fs::read_link("/proc/thread-self").expect("Linux");
        let statistics = format!("/proc/{}/schedstat", thread.display());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        listener.set_nonblocking(true).expect("a socket of tokio");
        let server = Server {
            address,
            statistics,
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            sender.send(server).expect("the main thread waits");
            axum::serve(listener, app()).await
        })
    });
    receiver.recv().expect("the service starts")
}

impl Server {
    /// The nanoseconds of CPU time so far.
    fn time(&self) -> u64 {
        let text = fs::read_to_string(&self.statistics).expect("the thread runs");
        let time = text.split(' ').next().and_then(|time| time.parse().ok());
        time.expect("a number")
    }
}

fn measure(name: &str, request: &str, ours: &Server, theirs: &Server) {
    const ROUNDS: usize = 31;
    let (mut ours_connection, mut theirs_connection) = (connect(ours), connect(theirs));
    let expected = ask(&mut theirs_connection, request);
    let found = ask(&mut ours_connection, request);
    assert_eq!(same(&found), same(&expected), "{name}");
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let theirs = round(theirs, &mut theirs_connection, request, expected.len());
        let ours = round(ours, &mut ours_connection, request, found.len());
        rounds.push((ours / theirs, ours, theirs));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, ours, theirs) = rounds[ROUNDS / 2];
    println!("| {name} | {theirs:.2} µs | {ours:.2} µs | {ratio:.2} |");
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(server.address).expect("a connection");
    stream.set_nodelay(true).expect("an option");
    stream
}

/// The microseconds of CPU time per request.
fn round(server: &Server, stream: &mut TcpStream, request: &str, length: usize) -> f64 {
    const REQUESTS: u32 = 2000;
    let mut answer = vec![0; length];
    let before = server.time();
    for _ in 0..REQUESTS {
        stream.write_all(request.as_bytes()).expect("a request");
        stream.read_exact(&mut answer).expect("a response");
    }
    (server.time() - before) as f64 / 1000.0 / f64::from(REQUESTS)
}

/// A request and its response, which has one piece.
fn ask(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = vec![0; 4096];
    let length = stream.read(&mut answer).expect("a response");
    answer.truncate(length);
    String::from_utf8(answer).expect("text")
}

/// The status and the body, whose fields may be in another order.
fn same(answer: &str) -> (&str, serde_json::Value) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.lines().next().unwrap_or_default();
    (status, serde_json::from_str(body).expect("JSON"))
}
