//! Handlers with extractors.

use axum::{
    Extension,
    extract::{FromRef, FromRequestParts, State},
    response::{IntoResponse, Redirect, Response},
};
use futures_util::StreamExt;
use http::{HeaderMap, StatusCode, request::Parts};
use lexgen::{
    Datetime,
    xrpc::{
        Client, Failure, XrpcResult,
        server::{Service, Upload, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    list_sections::{self, ListSections},
    restore_archive::RestoreArchive,
    ring_bell::RingBell,
};

use super::{BORROW, SECTIONS, Server, book, send};

/// Who calls, if it is somebody.
struct Caller(String);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Failure> {
        let header = head.headers.get("authorization");
        let token = header.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        match token {
            Some(token) => Ok(Self(token.to_owned())),
            None => Err(Failure::authentication_required("who are you?")
                .with_header("www-authenticate", r#"DPoP algs="ES256""#)),
        }
    }
}

#[derive(Clone)]
struct Desk {
    name: &'static str,
    rooms: Rooms,
}

#[derive(Clone)]
struct Rooms(u8);

impl FromRef<Desk> for Rooms {
    fn from_ref(desk: &Desk) -> Self {
        desk.rooms.clone()
    }
}

const DESK: Desk = Desk {
    name: "desk",
    rooms: Rooms(3),
};

async fn borrow(
    State(desk): State<Desk>,
    State(rooms): State<Rooms>,
    Caller(caller): Caller,
    headers: HeaderMap,
    Xrpc { params: (), input }: Xrpc<BorrowBook>,
) -> XrpcResult<BorrowBook> {
    let agent = headers["user-agent"].to_str().unwrap_or_default();
    let text = format!("{} {} {caller} {agent}", desk.name, rooms.0);
    let due = Datetime::new_unchecked(text);
    Ok(borrow_book::Output::new(input.book, due))
}

#[tokio::test]
async fn a_handler_takes_state_parts_of_it_the_caller_and_headers() {
    let app = Service::new(DESK).handle(BorrowBook, borrow).into_router();
    let server = Server::start(app).await;
    let request = server.borrowing().bearer_auth("alice");
    let answer = send(request.header("user-agent", "test")).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(
        answer.text().contains("desk 3 alice test"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn a_stranger_is_refused_before_the_body_is_read() {
    let app = Service::new(DESK).handle(BorrowBook, borrow).into_router();
    let server = Server::start(app).await;
    // The body is not valid, but nobody looks.
    let request = server.request(reqwest::Method::POST, BORROW).body("{");
    let answer = send(request).await;
    let (status, error, message) = answer.error();
    assert_eq!((status, &*error), (401, "AuthenticationRequired"));
    assert_eq!(message, "who are you?");
    let asked = answer.headers.get_all("www-authenticate").iter();
    assert_eq!(asked.collect::<Vec<_>>(), [r#"DPoP algs="ES256""#]);
}

/// It rejects every request in some way.
struct Rejecting;

impl<S: Sync> FromRequestParts<S> for Rejecting {
    type Rejection = Response;

    async fn from_request_parts(head: &mut Parts, _: &S) -> Result<Self, Response> {
        let how = head.headers["how"].to_str().unwrap_or_default();
        Err(match how {
            "text" => (
                StatusCode::IM_A_TEAPOT,
                [("x-tea", "green")],
                "short\x1b and stout",
            )
                .into_response(),
            "long" => (StatusCode::FORBIDDEN, "x".repeat(1 << 20)).into_response(),
            "some" => (StatusCode::FORBIDDEN, "x".repeat(1 << 14)).into_response(),
            "bytes" => (StatusCode::NOT_FOUND, vec![0xff, 0xfe]).into_response(),
            "empty" => StatusCode::UNAUTHORIZED.into_response(),
            "json" => {
                let json = [("content-type", "application/json")];
                (StatusCode::CONFLICT, json, r#"{"code": 7}"#).into_response()
            }
            "xrpc" => {
                let json = [("content-type", "application/json")];
                let body = r#"{"error":"Mine","message":"my own","extra":1.5}"#;
                (StatusCode::CONFLICT, json, body).into_response()
            }
            "moved" => Redirect::to("/elsewhere").into_response(),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, "password: hunter2").into_response(),
        })
    }
}

async fn never(_: Rejecting, _: Xrpc<ListSections>) -> list_sections::Output {
    list_sections::Output::new("never")
}

#[tokio::test]
async fn a_rejection_keeps_its_status_and_becomes_an_error_of_the_protocol() {
    let app = Service::new(()).handle(ListSections, never).into_router();
    let server = Server::start(app).await;
    let ask = |how: &'static str| {
        let request = server.request(reqwest::Method::GET, SECTIONS);
        send(request.header("how", how))
    };
    let answer = ask("text").await;
    let (status, error, message) = answer.error();
    assert_eq!((status, &*error), (418, "InvalidRequest"));
    assert_eq!(message, r"short\u{1b} and stout");
    assert_eq!(answer.header("x-tea"), Some("green"));

    let (status, error, message) = ask("some").await.error();
    assert_eq!((status, &*error), (403, "Forbidden"));
    assert!(
        message.starts_with("xxx") && message.len() < 1100,
        "{message}"
    );
    let (status, error, message) = ask("long").await.error();
    assert_eq!((status, &*error), (403, "Forbidden"));
    assert!(message.len() < 1100, "{message}");

    let (status, error, _) = ask("bytes").await.error();
    assert_eq!((status, &*error), (404, "NotFound"));
    let answer = ask("empty").await;
    let (status, error, message) = answer.error();
    assert_eq!((status, &*error), (401, "AuthenticationRequired"));
    assert_eq!(message, "Unauthorized");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));

    let (status, error, message) = ask("json").await.error();
    assert_eq!((status, &*error), (409, "InvalidRequest"));
    assert_eq!(message, r#"{"code": 7}"#);
    let answer = ask("xrpc").await;
    let body = r#"{"error":"Mine","message":"my own","extra":1.5}"#;
    assert_eq!((answer.status, answer.text()), (409, body));

    let (status, error, message) = ask("fault").await.error();
    assert_eq!((status, &*error), (500, "InternalServerError"));
    assert_eq!(message, "Internal Server Error");
}

#[tokio::test]
async fn a_rejection_that_is_no_error_stays_as_it_is() {
    let app = Service::new(()).handle(ListSections, never).into_router();
    let server = Server::start(app).await;
    let request = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let request = request
        .build()
        .unwrap()
        .get(format!("{}{SECTIONS}", server.0));
    let answer = send(request.header("how", "moved")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), Some("/elsewhere"));
}

/// Extractors of axum have rejections of their own.
#[tokio::test]
async fn an_extension_that_is_missing_is_an_error_inside_the_service() {
    async fn sections(_: Extension<u8>, _: Xrpc<ListSections>) -> list_sections::Output {
        list_sections::Output::new("all")
    }
    let app = Service::new(())
        .handle(ListSections, sections)
        .into_router();
    let (status, error, message) = Server::start(app).await.get(SECTIONS).await.error();
    assert_eq!((status, &*error), (500, "InternalServerError"));
    assert_eq!(message, "Internal Server Error");

    let app = Service::new(())
        .handle(ListSections, sections)
        .layer(Extension(7_u8))
        .into_router();
    assert_eq!(Server::start(app).await.get(SECTIONS).await.status, 200);
}

#[tokio::test]
async fn closures_and_functions_without_results_are_handlers() {
    let greeting = "hello".to_owned();
    let app = Service::new(())
        .handle(RingBell, async |_: Xrpc<RingBell>| {})
        .handle(ListSections, move |_: Xrpc<ListSections>| {
            let greeting = greeting.clone();
            async move { list_sections::Output::new(greeting) }
        })
        .into_router();
    let server = Server::start(app).await;
    let client = Client::new(&server.0).unwrap();
    client.procedure::<RingBell>(&()).await.unwrap();
    let sections = client.query::<ListSections>(&()).await.unwrap();
    assert_eq!(sections.name, "hello");
}

#[tokio::test]
async fn a_handler_may_return_the_error_of_its_endpoint() {
    async fn lost(call: Xrpc<BorrowBook>) -> Result<borrow_book::Output, borrow_book::Error> {
        assert_eq!(call.input.book, book());
        let detail = lexgen::ErrorDetail::new("it is lost");
        Err(borrow_book::Error::AlreadyOnLoan(detail))
    }
    let app = Service::new(()).handle(BorrowBook, lost).into_router();
    let answer = Server::start(app).await.borrow().await;
    let expected = (400, "AlreadyOnLoan".to_owned(), "it is lost".to_owned());
    assert_eq!(answer.error(), expected);
}

#[tokio::test]
async fn an_upload_follows_extractors_too() {
    async fn restore(
        Caller(_): Caller,
        mut upload: Upload<RestoreArchive>,
    ) -> XrpcResult<RestoreArchive> {
        let mut bytes = 0;
        while let Some(chunk) = upload.body.next().await {
            let broken = |_| Failure::invalid_request("broke off");
            bytes += chunk.map_err(broken)?.len();
        }
        match (bytes, &*upload.encoding) {
            (300_000, "application/vnd.ipld.car") => Ok(()),
            found => Err(Failure::not_acceptable(format!("{found:?}"))),
        }
    }
    let app = Service::new(()).handle(RestoreArchive, restore);
    let server = Server::start(app.with_max_request(10).into_router()).await;
    let client = Client::new(&server.0).unwrap();
    let upload = |client: Client| async move {
        let body = vec![7; 300_000];
        let upload = client.upload::<RestoreArchive>(&(), "application/vnd.ipld.car", body);
        upload.await
    };
    let refused = upload(client.clone()).await.unwrap_err();
    assert_eq!(refused.status().map(|status| status.as_u16()), Some(401));
    upload(client.with_bearer("alice").unwrap()).await.unwrap();
}
