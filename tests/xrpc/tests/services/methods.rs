//! HTTP methods other than those of the lexicon.

use lexgen::xrpc::server::{Service, Xrpc};
use lexgen_tests_xrpc::com::example::shelf::{
    list_sections::{self, ListSections},
    ring_bell::RingBell,
};
use reqwest::Method;

use super::{SECTIONS, Server, send};

const RING: &str = "/xrpc/com.example.shelf.ringBell";

async fn server() -> Server {
    let app = Service::new(())
        .handle(RingBell, async |_: Xrpc<RingBell>| {})
        .handle(ListSections, async |_: Xrpc<ListSections>| {
            list_sections::Output::new("all")
        });
    Server::start(app.into_router()).await
}

#[tokio::test]
async fn head_is_like_get_without_a_body() {
    let server = server().await;
    let get = server.get(SECTIONS).await;
    let head = send(server.request(Method::HEAD, SECTIONS)).await;
    assert_eq!((head.status, head.text()), (200, ""));
    for name in ["content-type", "content-length"] {
        assert_eq!(head.header(name), get.header(name), "{name}");
    }
    // An error has no body either.
    let missing = send(server.request(Method::HEAD, "/xrpc/com.example.shelf.sing")).await;
    assert_eq!((missing.status, missing.text()), (501, ""));
}

#[tokio::test]
async fn others_are_refused_with_those_that_are_allowed() {
    let server = server().await;
    for (path, methods, allowed) in [
        (SECTIONS, ["POST", "OPTIONS", "PUT", "BREW"], "GET, HEAD"),
        (RING, ["GET", "HEAD", "OPTIONS", "DELETE"], "POST"),
    ] {
        for method in methods {
            let name = Method::from_bytes(method.as_bytes()).unwrap();
            let answer = send(server.request(name, path)).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
            if method != "HEAD" {
                let (_, error, message) = answer.error();
                assert_eq!(error, "InvalidRequest");
                assert!(message.contains("must be called with"), "{message}");
            }
        }
    }
}

/// Before anybody asks who calls.
#[tokio::test]
async fn a_wrong_method_is_told_before_extractors_run() {
    struct Never;
    impl<S: Sync> axum::extract::FromRequestParts<S> for Never {
        type Rejection = http::StatusCode;

        async fn from_request_parts(
            _: &mut http::request::Parts,
            _: &S,
        ) -> Result<Self, Self::Rejection> {
            Err(http::StatusCode::UNAUTHORIZED)
        }
    }
    let app = Service::new(()).handle(RingBell, async |_: Never, _: Xrpc<RingBell>| {});
    let server = Server::start(app.into_router()).await;
    assert_eq!(server.get(RING).await.status, 405);
    let answer = send(server.request(Method::POST, RING)).await;
    assert_eq!(answer.status, 401);
}
