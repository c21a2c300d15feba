//! Endpoints that a service does not have, and passes on.

use axum::{Json, extract::State, http::StatusCode, middleware::map_response, response::Response};
use lexgen::xrpc::server::{Service, Xrpc};
use lexgen_tests_xrpc::com::example::shelf::ring_bell::RingBell;
use reqwest::Method;
use std::sync::{Arc, Mutex};

use super::{Server, send};

const SING: &str = "/xrpc/com.example.shelf.sing";
const RING: &str = "/xrpc/com.example.shelf.ringBell";

async fn pass_on(
    State(name): State<&'static str>,
    method: Method,
    uri: axum::http::Uri,
    body: String,
) -> String {
    format!("{name}: {method} {uri} {body}")
}

fn service() -> Service<&'static str> {
    Service::new("upstream").handle(RingBell, async |_: Xrpc<RingBell>| {})
}

#[tokio::test]
async fn they_get_the_request_as_it_came() {
    let server = Server::start(service().fallback(pass_on).into_router()).await;
    let request = server.request(Method::POST, &format!("{SING}?q=%FF"));
    let answer = send(request.body("la")).await;
    let expected = "upstream: POST /xrpc/com.example.shelf.sing?q=%FF la";
    assert_eq!((answer.status, answer.text()), (200, expected));
}

#[tokio::test]
async fn other_paths_and_the_endpoints_of_the_service_are_not_passed_on() {
    let server = Server::start(service().fallback(pass_on).into_router()).await;
    for path in ["/xrpc", "/xrpc/", "/xrpc/sing", "/xrpc/a/b"] {
        assert_eq!(server.get(path).await.error().0, 400, "{path}");
    }
    assert_eq!(server.get(&format!("{RING}/")).await.error().0, 400);
    assert_eq!(server.get(RING).await.error().0, 405);
    let ring = server.request(Method::POST, RING);
    assert_eq!(send(ring).await.text(), "");
}

#[tokio::test]
async fn rejections_and_panics_are_errors_of_the_protocol_and_reported() {
    async fn never(how: Json<u8>) -> StatusCode {
        match how.0 {
            0 => panic!("no upstream"),
            _ => StatusCode::BAD_GATEWAY,
        }
    }
    let log = Arc::new(Mutex::new(Vec::new()));
    let seen = log.clone();
    let service = Service::new(())
        .on_internal(move |nsid, error| seen.lock().unwrap().push(format!("{nsid}: {error}")))
        .fallback(never);
    let server = Server::start(service.into_router()).await;
    let ask = |json: &'static str| {
        let request = server.request(Method::POST, SING).body(json);
        send(request.header("content-type", "application/json"))
    };
    let (status, error, message) = ask("x").await.error();
    assert_eq!((status, &*error), (400, "InvalidRequest"));
    assert!(message.contains("JSON"), "{message}");
    let (status, error, _) = ask("1").await.error();
    assert_eq!((status, &*error), (502, "UpstreamFailure"));
    assert!(log.lock().unwrap().is_empty());
    let (status, error, message) = ask("0").await.error();
    assert_eq!((status, &*error), (500, "InternalServerError"));
    assert_eq!(message, "Internal Server Error");
    assert_eq!(
        *log.lock().unwrap(),
        ["com.example.shelf.sing: the handler panicked: no upstream"]
    );
}

/// They could not be read.
#[tokio::test]
async fn compressed_errors_are_left_alone() {
    async fn compressed() -> (StatusCode, [(&'static str, &'static str); 1], &'static [u8]) {
        (
            StatusCode::NOT_FOUND,
            [("content-encoding", "gzip")],
            b"\x1f\x8b",
        )
    }
    let server = Server::start(Service::new(()).fallback(compressed).into_router()).await;
    let answer = server.get(SING).await;
    assert_eq!((answer.status, &*answer.body), (404, &b"\x1f\x8b"[..]));
}

#[tokio::test]
async fn it_is_merged_and_has_the_layers_after_it() {
    let layer = map_response(async |mut response: Response| {
        let headers = response.headers_mut();
        headers.insert("x-layer", http::HeaderValue::from_static("1"));
        response
    });
    let upstream = Service::new("upstream").fallback(pass_on).layer(layer);
    let desk = Service::new(()).handle(RingBell, async |_: Xrpc<RingBell>| {});
    let server = Server::start(desk.merge(upstream).into_router()).await;
    let answer = server.get(SING).await;
    assert_eq!((answer.status, answer.header("x-layer")), (200, Some("1")));
    let answer = send(server.request(Method::POST, RING)).await;
    assert_eq!((answer.status, answer.header("x-layer")), (200, None));
}

#[test]
#[should_panic(expected = "a service has one fallback")]
fn a_second_one_is_a_mistake() {
    let _ = service()
        .fallback(pass_on)
        .merge(Service::new("b").fallback(pass_on));
}
