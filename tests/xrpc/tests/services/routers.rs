//! Services as a part of routers, and the other way around.

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{any, post},
};
use http::StatusCode;
use lexgen::{
    Datetime,
    xrpc::{
        XrpcResult,
        server::{Reply, Service, Upload, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    list_sections::{self, ListSections},
    restore_archive::RestoreArchive,
    ring_bell::RingBell,
    search_books::SearchBooks,
};
use reqwest::Method;

use super::{BORROW, SEARCH, SECTIONS, Server, send};

async fn sections(State(name): State<&'static str>, _: Xrpc<ListSections>) -> Reply<ListSections> {
    Reply::new(list_sections::Output::new(name))
}

async fn borrow(
    Extension(by): Extension<u8>,
    call: Xrpc<BorrowBook>,
) -> XrpcResult<BorrowBook, Reply<BorrowBook>> {
    let output = borrow_book::Output::new(call.input.book, Datetime::new_unchecked("soon"));
    Ok(Reply::new(output).with_header("x-by", by.to_string()))
}

/// The extractor and the answer without a service.
#[tokio::test]
async fn a_plain_router_checks_requests_too() {
    let app = Router::new()
        .route(SECTIONS, any(sections))
        .route(BORROW, any(borrow))
        .route(
            "/xrpc/com.example.shelf.restoreArchive",
            post(async |upload: Upload<RestoreArchive>| upload.encoding),
        )
        .layer((Extension(7_u8), DefaultBodyLimit::max(100)))
        .with_state("plain");
    let server = Server::start(app).await;
    assert!(server.get(SECTIONS).await.text().contains("plain"));
    let answer = server.borrow().await;
    assert_eq!((answer.status, answer.header("x-by")), (200, Some("7")));

    let answer = server.get(BORROW).await;
    assert_eq!(answer.error().0, 405);
    assert_eq!(answer.header("allow"), Some("POST"));
    let post = |body: String| {
        let request = server.request(Method::POST, BORROW);
        send(
            request
                .header("content-type", "application/json")
                .body(body),
        )
    };
    let (status, error, message) = post("{}".to_owned()).await.error();
    assert_eq!((status, &*error), (400, "InvalidRequest"));
    assert!(message.contains("missing field `book`"), "{message}");
    let (status, error, message) = post(" ".repeat(101)).await.error();
    assert_eq!((status, &*error), (413, "PayloadTooLarge"));
    assert_eq!(message, "the request body is too large");

    let restore = "/xrpc/com.example.shelf.restoreArchive";
    let request = server.request(Method::POST, restore).body(vec![0; 1000]);
    let car = "application/vnd.ipld.car";
    let answer = send(request.header("content-type", car)).await;
    assert_eq!((answer.status, answer.text()), (200, car));
    let request = server.request(Method::POST, restore).body("x");
    assert_eq!(send(request).await.error().0, 400);
}

async fn only_staff(request: Request, next: Next) -> Response {
    if request.headers().contains_key("x-staff") {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "staff only").into_response()
}

#[tokio::test]
async fn layers_of_a_service_are_around_the_endpoints_before_them() {
    let app = Service::new("staff room")
        .handle(ListSections, sections)
        .layer(from_fn(only_staff))
        .handle(RingBell, async |_: Xrpc<RingBell>| {})
        .into_router();
    let server = Server::start(app).await;
    let answer = server.get(SECTIONS).await;
    // A layer answers for itself.
    assert_eq!((answer.status, answer.text()), (403, "staff only"));
    let request = server.request(Method::GET, SECTIONS).header("x-staff", "1");
    assert_eq!(send(request).await.status, 200);
    let ring = server.request(Method::POST, "/xrpc/com.example.shelf.ringBell");
    assert_eq!(send(ring).await.status, 200);
    let (status, ..) = server.get("/xrpc/com.example.shelf.sing").await.error();
    assert_eq!(status, 501);
}

#[tokio::test]
async fn services_with_different_states_merge() {
    let readers = Service::new("reading room").handle(ListSections, sections);
    let staff = Service::new(7_u8).handle(SearchBooks, async |_: Xrpc<SearchBooks>| {
        lexgen_tests_xrpc::com::example::shelf::search_books::Output::new(Vec::new())
    });
    let server = Server::start(readers.merge(staff).into_router()).await;
    assert!(server.get(SECTIONS).await.text().contains("reading room"));
    let search = format!("{SEARCH}?q=a");
    assert_eq!(server.get(&search).await.status, 200);
    assert_eq!(server.get("/xrpc/").await.error().0, 400);
}

#[tokio::test]
async fn a_service_is_merged_and_nested_like_any_router() {
    let service = || {
        Service::new("desk")
            .handle(ListSections, sections)
            .into_router()
    };
    let app = Router::new()
        .route("/", any(async || "home"))
        .merge(service())
        .nest("/branch", service());
    let server = Server::start(app).await;
    assert_eq!(server.get("/").await.text(), "home");
    assert_eq!(server.get(SECTIONS).await.status, 200);
    assert_eq!(server.get(&format!("/branch{SECTIONS}")).await.status, 200);
    assert_eq!(server.get("/branch/xrpc/").await.error().0, 400);
}

#[test]
#[should_panic(expected = "already has the endpoint `com.example.shelf.listSections`")]
fn an_endpoint_is_added_once() {
    let _ = Service::new("desk")
        .handle(ListSections, sections)
        .handle(ListSections, sections);
}

#[test]
#[should_panic(expected = "already has the endpoint `com.example.shelf.listSections`")]
fn an_endpoint_is_merged_once() {
    let service = || Service::new("desk").handle(ListSections, sections);
    let _ = service().merge(service());
}
