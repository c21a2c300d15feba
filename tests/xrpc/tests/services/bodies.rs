//! Bodies of requests whose headers do not fit.

use lexgen::xrpc::{
    XrpcResult,
    server::{Service, Upload, Xrpc},
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    restore_archive::RestoreArchive,
    ring_bell::RingBell,
};
use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{BORROW, INPUT, Server, send};

const RING: &str = "/xrpc/com.example.shelf.ringBell";
const RESTORE: &str = "/xrpc/com.example.shelf.restoreArchive";
const CAR: &str = "application/vnd.ipld.car";

async fn restore(mut upload: Upload<RestoreArchive>) -> XrpcResult<RestoreArchive> {
    let bytes = upload.bytes(4).await?;
    assert_eq!(bytes, "1234");
    Ok(())
}

async fn server() -> Server {
    let app = Service::new(())
        .handle(RingBell, async |_: Xrpc<RingBell>| {})
        .handle(RestoreArchive, restore)
        .handle(BorrowBook, async |call: Xrpc<BorrowBook>| {
            borrow_book::Output::new(call.input.book, lexgen::Datetime::new_unchecked("soon"))
        });
    Server::start(app.into_router()).await
}

#[tokio::test]
async fn an_upload_without_a_body_is_told_so() {
    let server = server().await;
    let answer = send(server.request(Method::POST, RESTORE)).await;
    let (status, _, message) = answer.error();
    assert_eq!(status, 400);
    assert_eq!(message, "a request body is expected but none was provided");
    let answer = send(server.request(Method::POST, RESTORE).body("x")).await;
    let (_, _, message) = answer.error();
    assert_eq!(message, "the request has a body but no `Content-Type`");
}

#[tokio::test]
async fn an_upload_is_read_up_to_a_limit() {
    let server = server().await;
    let post = |body: reqwest::Body| {
        let request = server.request(Method::POST, RESTORE).body(body);
        send(request.header("content-type", CAR))
    };
    assert_eq!(post("1234".into()).await.status, 200);
    let chunks = ["123", "45"].map(Ok::<_, std::io::Error>);
    let stream = reqwest::Body::wrap_stream(futures_util::stream::iter(chunks));
    for body in ["12345".into(), stream] {
        let (status, error, message) = post(body).await.error();
        assert_eq!((status, &*error), (413, "PayloadTooLarge"));
        assert_eq!(message, "the request body has more than 4 bytes");
    }
}

#[tokio::test]
async fn text_that_is_not_utf_8_and_compressed_bodies_are_refused() {
    let server = server().await;
    for (name, value, said) in [
        (
            "content-type",
            "application/json; charset=\"ISO-8859-1\"",
            "the charset of JSON is utf-8, not `ISO-8859-1`",
        ),
        (
            "content-encoding",
            "gzip",
            "the request body has the `Content-Encoding` `gzip`: send it without one",
        ),
    ] {
        let request = server.request(Method::POST, BORROW).body(INPUT);
        let request = match name {
            "content-type" => request,
            _ => request.header("content-type", "application/json"),
        };
        let (status, error, message) = send(request.header(name, value)).await.error();
        assert_eq!((status, &*error), (415, "UnsupportedMediaType"));
        assert_eq!(message, said);
    }
    for charset in ["utf-8", "UTF-8", "\"utf-8\""] {
        let request = server.request(Method::POST, BORROW).body(INPUT);
        let json = format!("application/json; charset={charset}");
        let request = request.header("content-encoding", "identity");
        assert_eq!(send(request.header("content-type", json)).await.status, 200);
    }
}

#[tokio::test]
async fn a_content_type_is_one_mime_type() {
    let server = server().await;
    let request = || server.request(Method::POST, RESTORE).body("1234");
    let answer = send(request().header("content-type", "*/*")).await;
    let (status, _, message) = answer.error();
    assert_eq!(status, 400);
    assert_eq!(
        message,
        "wrong request encoding: `*/*` is not one MIME type"
    );
    let request = request().header("content-type", CAR);
    let (status, _, message) = send(request.header("content-type", CAR)).await.error();
    assert_eq!(status, 400);
    assert_eq!(message, "the request has more than one `Content-Type`");
}

/// What is announced never comes.
#[tokio::test]
async fn a_body_where_none_is_allowed_is_not_waited_for() {
    let server = server().await;
    let address = server.0.strip_prefix("http://").unwrap();
    for body in [
        "Content-Length: 10\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
    ] {
        let mut client = TcpStream::connect(address).await.unwrap();
        let head = format!("POST {RING} HTTP/1.1\r\nHost: a\r\n{body}");
        client.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"}") {
            assert_ne!(client.read_buf(&mut answer).await.unwrap(), 0);
        }
        let answer = String::from_utf8(answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        assert!(answer.contains("does not take a request body"), "{answer}");
    }
}
