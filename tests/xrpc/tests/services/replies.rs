//! Answers with headers and a status.

use axum::body::Body;
use futures_util::stream;
use http::{HeaderValue, StatusCode};
use lexgen::{
    Datetime,
    xrpc::{
        Failure, XrpcResult,
        headers::ATPROTO_CONTENT_LABELERS,
        server::{Reply, Service, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::ExportCatalogue,
    list_sections::{self, ListSections},
    search_books::SearchBooks,
};

use super::{SEARCH, SECTIONS, Server};

async fn borrow(call: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook, Reply<BorrowBook>> {
    let output = borrow_book::Output::new(call.input.book, Datetime::new_unchecked("soon"));
    Ok(Reply::new(output)
        .with_status(StatusCode::ACCEPTED)
        .with_header("atproto-repo-rev", "3jzfcijpj2z2a".to_owned())
        .with_header(http::header::CACHE_CONTROL, "no-store")
        .with_header("set-cookie", "a=1")
        .with_header("set-cookie", "b=2")
        .with_header(
            ATPROTO_CONTENT_LABELERS,
            HeaderValue::from_static("did:web:l.example"),
        ))
}

#[tokio::test]
async fn a_reply_has_headers_and_a_status() {
    let app = Service::new(()).handle(BorrowBook, borrow).into_router();
    let answer = Server::start(app).await.borrow().await;
    assert_eq!(answer.status, 202);
    for (name, value) in [
        ("content-type", "application/json"),
        ("atproto-repo-rev", "3jzfcijpj2z2a"),
        ("cache-control", "no-store"),
        ("atproto-content-labelers", "did:web:l.example"),
    ] {
        assert_eq!(answer.header(name), Some(value));
    }
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["a=1", "b=2"]);
    assert!(answer.text().contains("loan"), "{}", answer.text());
}

#[tokio::test]
async fn a_stream_has_headers() {
    async fn export(_: Xrpc<ExportCatalogue>) -> Reply<ExportCatalogue> {
        let lines = ["a,b\n", "c,d\n"].map(Ok::<_, std::io::Error>);
        Reply::stream(
            "text/csv; charset=utf-8",
            Body::from_stream(stream::iter(lines)),
        )
        .with_header("content-disposition", "attachment")
    }
    let app = Service::new(())
        .handle(ExportCatalogue, export)
        .into_router();
    let server = Server::start(app).await;
    let answer = server.get("/xrpc/com.example.shelf.exportCatalogue").await;
    assert_eq!((answer.status, answer.text()), (200, "a,b\nc,d\n"));
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    assert_eq!(answer.header("content-disposition"), Some("attachment"));
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_inside_the_service() {
    async fn sections(_: Xrpc<ListSections>) -> Reply<ListSections> {
        Reply::new(list_sections::Output::new("all")).with_header("x-name", "two\nlines")
    }
    async fn search(_: Xrpc<SearchBooks>) -> XrpcResult<SearchBooks> {
        Err(Failure::forbidden("secret").with_header("no name", "value"))
    }
    async fn export(_: Xrpc<ExportCatalogue>) -> Reply<ExportCatalogue> {
        Reply::stream("text/csv\n", "a,b")
    }
    let app = Service::new(())
        .handle(ListSections, sections)
        .handle(SearchBooks, search)
        .handle(ExportCatalogue, export)
        .into_router();
    let server = Server::start(app).await;
    let search = format!("{SEARCH}?q=a");
    for path in [SECTIONS, &search, "/xrpc/com.example.shelf.exportCatalogue"] {
        let (status, error, message) = server.get(path).await.error();
        assert_eq!((status, &*error), (500, "InternalServerError"), "{path}");
        assert_eq!(message, "Internal Server Error", "{path}");
    }
}

#[tokio::test]
async fn a_failure_has_the_status_and_the_name_of_the_protocol() {
    let failures: [(Failure, u16, &str); 13] = [
        (Failure::invalid_request("m"), 400, "InvalidRequest"),
        (
            Failure::authentication_required("m"),
            401,
            "AuthenticationRequired",
        ),
        (Failure::forbidden("m"), 403, "Forbidden"),
        (Failure::not_found("m"), 404, "NotFound"),
        (Failure::not_acceptable("m"), 406, "NotAcceptable"),
        (Failure::payload_too_large("m"), 413, "PayloadTooLarge"),
        (
            Failure::unsupported_media_type("m"),
            415,
            "UnsupportedMediaType",
        ),
        (Failure::rate_limit_exceeded("m"), 429, "RateLimitExceeded"),
        (
            Failure::internal_server_error("m"),
            500,
            "InternalServerError",
        ),
        (
            Failure::method_not_implemented("m"),
            501,
            "MethodNotImplemented",
        ),
        (Failure::upstream_failure("m"), 502, "UpstreamFailure"),
        (
            Failure::not_enough_resources("m"),
            503,
            "NotEnoughResources",
        ),
        (Failure::upstream_timeout("m"), 504, "UpstreamTimeout"),
    ];
    for (failure, status, name) in failures {
        let failure = failure.with_header("retry-after", "60");
        let app = Service::new(()).handle(ListSections, move |_: Xrpc<ListSections>| {
            let failure = failure.clone();
            async move { Err::<list_sections::Output, _>(failure.map(list_sections::Error::from)) }
        });
        let answer = Server::start(app.into_router()).await.get(SECTIONS).await;
        assert_eq!(answer.error(), (status, name.to_owned(), "m".to_owned()));
        assert_eq!(answer.header("retry-after"), Some("60"));
    }
}
