//! Errors inside a service: not for clients.

use std::{
    error::Error,
    fmt,
    sync::{Arc, Mutex},
};

use axum::{extract::State, middleware::map_response, response::Response, routing::any};
use http::StatusCode;
use lexgen::{
    Datetime,
    xrpc::{
        InternalError, OrInternal, Subscription, XrpcResult,
        server::{Reply, Service, Upgrade, Xrpc},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::ExportCatalogue,
    list_sections::{self, ListSections},
    subscribe_desk::{Info, InfoName, Message, Params, SubscribeDesk},
};

use super::{SECTIONS, Server};

/// What was reported.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn report(&self) -> impl Fn(&str, &InternalError) + Send + Sync + 'static {
        let log = self.clone();
        move |nsid, error| log.add(format!("{nsid}: {error}"))
    }

    fn add(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database is at 10.0.0.7")
    }
}

impl Error for Broken {}

fn load(how: &str) -> Result<(), Box<dyn Error + Send + Sync>> {
    Err(how.into())
}

async fn borrow(State(how): State<u8>, _: Xrpc<BorrowBook>) -> XrpcResult<BorrowBook> {
    match how {
        0 => Err(Broken).or_internal()?,
        1 => load("a boxed error with hunter2").or_internal()?,
        2 => Err(anyhow::Error::new(Broken).context("no catalogue")).or_internal()?,
        3 => Err("only text").or_internal()?,
        4 => panic!("index {} out of range", 7),
        5 => std::panic::panic_any(5_u8),
        _ => {}
    }
    let due = Datetime::new("yesterday").or_internal()?;
    Ok(borrow_book::Output::new(super::book(), due))
}

#[tokio::test]
async fn any_error_is_a_500_whose_text_only_the_service_sees() {
    for (how, reported) in [
        (0, "the database is at 10.0.0.7"),
        (1, "a boxed error with hunter2"),
        (2, "no catalogue"),
        (3, "only text"),
        (4, "the handler panicked: index 7 out of range"),
        (5, "the handler panicked: no message"),
        (6, "\"yesterday\" is not a valid datetime"),
    ] {
        let log = Log::default();
        let app = Service::new(how)
            .handle(BorrowBook, borrow)
            .on_internal(log.report());
        let server = Server::start(app.into_router()).await;
        let answer = server.borrow().await;
        let body = r#"{"error":"InternalServerError","message":"Internal Server Error"}"#;
        assert_eq!((answer.status, answer.text()), (500, body));
        let lines = log.take();
        assert_eq!(lines.len(), 1, "{lines:?}");
        let expected = format!("com.example.shelf.borrowBook: {reported}");
        assert!(lines[0].starts_with(&expected), "{lines:?}");
        // The service goes on.
        assert_eq!(server.borrow().await.status, 500);
    }
}

#[tokio::test]
async fn the_error_can_be_looked_into() {
    let found = Log::default();
    let log = found.clone();
    let app = Service::new(0)
        .on_internal(move |_, error| {
            let is_ours = error.get_ref().is::<Broken>();
            log.add(format!("{is_ours}"));
        })
        .handle(BorrowBook, borrow);
    Server::start(app.into_router()).await.borrow().await;
    assert_eq!(found.take(), ["true"]);
}

#[tokio::test]
async fn outputs_that_cannot_be_sent_and_rejections_are_reported() {
    struct Fault;
    impl<S: Sync> axum::extract::FromRequestParts<S> for Fault {
        type Rejection = (StatusCode, &'static str);

        async fn from_request_parts(
            _: &mut http::request::Parts,
            _: &S,
        ) -> Result<Self, Self::Rejection> {
            Err((StatusCode::INTERNAL_SERVER_ERROR, "no session store"))
        }
    }
    async fn sections(_: Fault, _: Xrpc<ListSections>) -> list_sections::Output {
        list_sections::Output::new("all")
    }
    async fn export(_: Xrpc<ExportCatalogue>) -> Reply<ExportCatalogue> {
        Reply::stream("\n", "")
    }
    let log = Log::default();
    let app = Service::new(())
        .on_internal(log.report())
        .handle(ListSections, sections)
        .handle(ExportCatalogue, export);
    let server = Server::start(app.into_router()).await;
    server.get(SECTIONS).await;
    server.get("/xrpc/com.example.shelf.exportCatalogue").await;
    assert_eq!(
        log.take(),
        [
            "com.example.shelf.listSections: no session store",
            "com.example.shelf.exportCatalogue: `\\n` is not a valid header value",
        ]
    );
}

/// Before the WebSocket is open, and after that.
#[tokio::test]
async fn what_ends_a_subscription_is_reported_once() {
    async fn follow(
        call: Xrpc<SubscribeDesk>,
        upgrade: Upgrade<SubscribeDesk>,
    ) -> XrpcResult<SubscribeDesk, ()> {
        match call.params.cursor {
            Some(1) => Err(Broken).or_internal()?,
            Some(2) => panic!("before"),
            _ => {}
        }
        let sender = upgrade.accept();
        let info = Info::new(InfoName::OutdatedCursor);
        sender.send(&Message::Info(Box::new(info))).await?;
        match call.params.cursor {
            Some(3) => Err(Broken).or_internal()?,
            _ => panic!("after"),
        }
    }
    let log = Log::default();
    let app = Service::new(())
        .on_internal(log.report())
        .handle_subscription(SubscribeDesk, follow);
    let server = Server::start(app.into_router()).await;
    for (cursor, reported) in [
        (1, "the database is at 10.0.0.7"),
        (2, "the handler panicked: before"),
        (3, "the database is at 10.0.0.7"),
        (4, "the handler panicked: after"),
    ] {
        let params = Params::default().with(|params| params.cursor = Some(cursor));
        let error = match Subscription::<SubscribeDesk>::connect(&server.0, &params).await {
            Ok(mut stream) => {
                assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
                stream.next().await.unwrap().unwrap_err()
            }
            Err(error) => error,
        };
        let text = error.to_string();
        assert!(
            text.contains("InternalServerError: Internal Server Error"),
            "{text}"
        );
        let line = format!("com.example.shelf.subscribeDesk: {reported}");
        assert_eq!(log.take(), [line]);
    }
}

/// Also in a router without a service.
#[tokio::test]
async fn layers_see_the_error_in_the_response() {
    async fn sections(_: Xrpc<ListSections>) -> XrpcResult<ListSections, Reply<ListSections>> {
        Err(Broken).or_internal()?
    }
    let log = Log::default();
    let seen = log.clone();
    let app = axum::Router::new()
        .route(SECTIONS, any(sections))
        .layer(map_response(move |response: Response| {
            if let Some(error) = response.extensions().get::<InternalError>() {
                seen.add(error.to_string());
            }
            async { response }
        }));
    let answer = Server::start(app).await.get(SECTIONS).await;
    assert_eq!(answer.error().0, 500);
    assert_eq!(log.take(), ["the database is at 10.0.0.7"]);
}

#[test]
#[should_panic(expected = "one function for errors inside")]
fn a_second_function_is_a_mistake() {
    let _ = Service::new(())
        .on_internal(|_, _| {})
        .on_internal(|_, _| {});
}
