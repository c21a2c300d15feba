//! Paths below `/xrpc` that are no endpoint.

use axum::routing::get;
use lexgen::xrpc::server::{Service, Xrpc};
use lexgen_tests_xrpc::com::example::shelf::ring_bell::RingBell;
use reqwest::Method;

use super::{Server, send};

async fn server() -> Server {
    let app = Service::new(())
        .handle(RingBell, async |_: Xrpc<RingBell>| {})
        .into_router()
        .route("/", get(async || "the desk"))
        .route("/xrpc/_health", get(async || "well"));
    Server::start(app).await
}

#[tokio::test]
async fn all_of_them_are_answered_with_an_error_of_the_protocol() {
    let server = server().await;
    for (path, status, name) in [
        ("/xrpc/com.example.shelf.sing", 501, "MethodNotImplemented"),
        (
            "/xrpc/com.example.shelf.sing?q=%FF",
            501,
            "MethodNotImplemented",
        ),
        ("/xrpc", 400, "InvalidRequest"),
        ("/xrpc/", 400, "InvalidRequest"),
        ("/xrpc?q=a", 400, "InvalidRequest"),
        ("/xrpc/sing", 400, "InvalidRequest"),
        ("/xrpc/a/b", 400, "InvalidRequest"),
        ("/xrpc/com.example.shelf.ringBell/", 400, "InvalidRequest"),
        ("/xrpc//com.example.shelf.ringBell", 400, "InvalidRequest"),
        ("/xrpc/%00%1b", 400, "InvalidRequest"),
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
            let answer = send(server.request(method, path)).await;
            // There is no method that is allowed.
            assert_eq!(answer.header("allow"), None, "{path}");
            let (found, error, message) = answer.error();
            assert_eq!((found, &*error), (status, name), "{path}");
            assert!(!message.contains(['\0', '\u{1b}']), "{message}");
        }
    }
}

#[tokio::test]
async fn other_routes_are_those_of_the_router() {
    let server = server().await;
    assert_eq!(server.get("/").await.text(), "the desk");
    assert_eq!(server.get("/xrpc/_health").await.text(), "well");
    assert_eq!(server.get("/elsewhere").await.status, 404);
    assert_eq!(server.get("/xrpcs").await.text(), "");
}

#[tokio::test]
async fn what_a_message_repeats_of_a_path_is_short() {
    let server = server().await;
    let path = format!("/xrpc/{}", "x".repeat(10_000));
    let (status, _, message) = server.get(&path).await.error();
    assert_eq!(status, 400);
    assert!(message.len() < 200, "{message}");
}
