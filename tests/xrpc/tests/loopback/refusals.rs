//! Invalid requests, and the status and error of the response.

use lexgen::xrpc::{Failure, respond_failure};
use reqwest::{
    Method,
    header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE},
};

use super::desk::{self, TOO_LARGE};

/// The status, the error's name and its message.
async fn send(
    method: Method,
    path: &str,
    content_type: Option<&str>,
    body: impl Into<reqwest::Body>,
) -> (u16, String, String) {
    let (url, _) = desk::start().await;
    let mut request = reqwest::Client::new()
        .request(method, format!("{url}/xrpc/{path}"))
        .body(body);
    if let Some(content_type) = content_type {
        request = request.header(CONTENT_TYPE, content_type);
    }
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/json");
    let body: serde_json::Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (status, text("error"), text("message"))
}

async fn borrow(content_type: Option<&str>, body: &str) -> (u16, String, String) {
    let path = "com.example.shelf.borrowBook";
    send(Method::POST, path, content_type, body.to_owned()).await
}

const JSON: Option<&str> = Some("application/json");

#[tokio::test]
async fn an_unknown_endpoint() {
    for method in [Method::GET, Method::POST] {
        let (status, error, message) = send(method, "com.example.shelf.sing", None, "").await;
        assert_eq!((status, error.as_str()), (501, "MethodNotImplemented"));
        assert!(message.contains("com.example.shelf.sing"), "{message}");
    }
}

#[tokio::test]
async fn a_wrong_method() {
    for (method, path) in [
        (Method::GET, "com.example.shelf.borrowBook"),
        (Method::PUT, "com.example.shelf.borrowBook"),
        (Method::POST, "com.example.shelf.searchBooks?q=a"),
        (Method::POST, "com.example.shelf.subscribeDesk"),
    ] {
        let (status, error, message) = send(method, path, None, "").await;
        assert_eq!((status, error.as_str()), (405, "InvalidRequest"), "{path}");
        assert!(message.contains("must be called with"), "{message}");
    }
}

#[tokio::test]
async fn the_methods_that_are_right_are_named() {
    let (url, _) = desk::start().await;
    for (endpoint, allowed) in [("borrowBook", "POST"), ("searchBooks", "GET, HEAD")] {
        let url = format!("{url}/xrpc/com.example.shelf.{endpoint}");
        let answer = reqwest::Client::new().put(url).send().await.unwrap();
        assert_eq!(answer.status(), 405);
        assert_eq!(answer.headers()[ALLOW], allowed);
    }
}

#[test]
fn who_is_not_known_is_asked_for_a_token() {
    let failure: Failure = Failure::authentication_required("log in");
    let answer = respond_failure(failure);
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.headers()[WWW_AUTHENTICATE], "Bearer");
}

#[tokio::test]
async fn wrong_parameters() {
    for (query, expected) in [
        ("", "missing parameter `q`"),
        ("?q=a&limit=many", "/limit: expected an integer"),
        ("?q=a&limit=0", "/limit: "),
        ("?q=a&availableOnly=yes", "/availableOnly: expected `true`"),
        ("?q=a&owners=alice", "/owners/0: "),
    ] {
        let path = format!("com.example.shelf.searchBooks{query}");
        let (status, error, message) = send(Method::GET, &path, None, "").await;
        assert_eq!((status, error.as_str()), (400, "InvalidRequest"), "{query}");
        assert!(message.contains(expected), "{query}: {message}");
    }
}

#[tokio::test]
async fn a_wrong_body() {
    for (body, expected) in [
        ("{", "EOF"),
        ("[]", "expected an object"),
        ("{}", "missing field `book`"),
        (r#"{"book": 5}"#, "/book: "),
        (r#"{"book": "not a URI"}"#, "/book: "),
        (
            r#"{"book": "at://did:web:a.example", "days": 1000}"#,
            "/days: ",
        ),
    ] {
        let (status, error, message) = borrow(JSON, body).await;
        assert_eq!((status, error.as_str()), (400, "InvalidRequest"), "{body}");
        assert!(message.contains(expected), "{body}: {message}");
    }
}

#[tokio::test]
async fn a_wrong_encoding() {
    let (status, error, message) = borrow(Some("text/plain"), "{}").await;
    assert_eq!((status, error.as_str()), (400, "InvalidRequest"));
    assert_eq!(
        message,
        "wrong request encoding: `text/plain`, expected `application/json`"
    );
    let (status, error, message) = borrow(None, "{}").await;
    assert_eq!((status, error.as_str()), (400, "InvalidRequest"));
    assert_eq!(message, "the request has a body but no `Content-Type`");
    let (status, _, message) = borrow(None, "").await;
    assert_eq!(status, 400);
    assert_eq!(message, "a request body is expected but none was provided");
    let path = "com.example.shelf.restoreArchive";
    let (status, ..) = send(Method::POST, path, Some("text/plain"), "x").await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_body_where_there_is_none() {
    let (status, error, _) = send(Method::POST, "com.example.shelf.ringBell", JSON, "{}").await;
    assert_eq!((status, error.as_str()), (400, "InvalidRequest"));
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let large = " ".repeat(TOO_LARGE);
    let (status, error, message) = borrow(JSON, &large).await;
    assert_eq!((status, error.as_str()), (413, "PayloadTooLarge"));
    assert_eq!(message, "the request body has more than 65536 bytes");
    // A body of unknown length is counted while it is read.
    let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>(large)]);
    let body = reqwest::Body::wrap_stream(pieces);
    let (status, error, _) = send(Method::POST, "com.example.shelf.borrowBook", JSON, body).await;
    assert_eq!((status, error.as_str()), (413, "PayloadTooLarge"));
    let fits = " ".repeat(TOO_LARGE - 1);
    assert_eq!(borrow(JSON, &fits).await.0, 400);
}

#[tokio::test]
async fn a_subscription_without_a_websocket() {
    let path = "com.example.shelf.subscribeDesk";
    let (status, error, message) = send(Method::GET, path, None, "").await;
    assert_eq!((status, error.as_str()), (426, "InvalidRequest"));
    assert!(message.contains("WebSocket"), "{message}");
}
