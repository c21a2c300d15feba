//! Errors that lexicons list, and others, as values.

use http::StatusCode;
use lexgen::{
    AtUri, Binary, Cid, Did, Nullable,
    xrpc::{CallError, Client, ClientError, ClientErrorKind},
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    defs::ShelfKind,
    get_book::{self, GetBook},
    get_cover::{self, GetCover},
    import_catalogue::{self, ImportCatalogue},
    resolve_code::{self, ResolveCode},
    return_book::{self, ReturnBook},
    search_books::{self, SearchBooks},
    update_shelf::{self, UpdateShelf},
};

use super::desk::{self, CID};

fn book() -> AtUri {
    AtUri::new("at://did:web:a.example/com.example.shelf.book/1").unwrap()
}

/// The status and the error.
fn refused<T: std::fmt::Debug, E: std::fmt::Debug>(outcome: Result<T, ClientError<E>>) -> (u16, E) {
    match outcome.map_err(ClientError::into_kind) {
        Err(ClientErrorKind::Call(CallError::Xrpc { status, error, .. })) => {
            (status.as_u16(), error)
        }
        other => panic!("no XRPC error: {other:?}"),
    }
}

async fn borrow_for(client: &Client, days: i64) -> (u16, borrow_book::Error) {
    let mut input = borrow_book::Input::new(book());
    input.days = Some(days);
    refused(client.procedure::<BorrowBook>(&input).await)
}

#[tokio::test]
async fn every_error_of_an_endpoint_is_a_variant() {
    use borrow_book::Error::{AlreadyOnLoan, CardExpired, TooManyLoans};
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    let (status, error) = borrow_for(&client, 13).await;
    assert_eq!(status, 400);
    assert_eq!(error.message(), Some("since Friday"));
    assert!(matches!(error, AlreadyOnLoan(_)), "{error:?}");
    let (_, error) = borrow_for(&client, 14).await;
    assert!(matches!(error, CardExpired(_)), "{error:?}");
    let (_, error) = borrow_for(&client, 15).await;
    assert!(matches!(error, TooManyLoans(_)), "{error:?}");
}

#[tokio::test]
async fn errors_that_are_not_named_keep_name_and_status() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    let (status, error) = borrow_for(&client, 16).await;
    assert_eq!((status, error.name()), (403, "Forbidden"));
    assert!(matches!(error, borrow_book::Error::Other(_)), "{error:?}");
    let (status, error) = borrow_for(&client, 17).await;
    assert_eq!((status, error.name()), (503, "Flooded"));
}

#[tokio::test]
async fn every_endpoint_with_errors_has_its_own() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();

    let outcome = client
        .query::<GetBook>(&get_book::Params::new(book()))
        .await;
    let (_, error) = refused(outcome);
    assert!(
        matches!(error, get_book::Error::BookNotFound(_)),
        "{error:?}"
    );

    let did = Did::new("did:web:nobody.example").unwrap();
    let params = get_cover::Params::new(did, Cid::new(CID).unwrap());
    let (_, error) = refused(client.query::<GetCover>(&params).await);
    assert!(
        matches!(error, get_cover::Error::CoverNotFound(_)),
        "{error:?}"
    );
    let (_, error) = refused(client.download::<GetCover>(&params, &()).await);
    assert!(
        matches!(error, get_cover::Error::CoverNotFound(_)),
        "{error:?}"
    );

    let sheet = Binary::new("text/csv", [0xff]);
    let (_, error) = refused(client.procedure::<ImportCatalogue>(&sheet).await);
    assert!(
        matches!(error, import_catalogue::Error::BadSpreadsheet(_)),
        "{error:?}"
    );

    let params = resolve_code::Params::new("x");
    let (_, error) = refused(client.query::<ResolveCode>(&params).await);
    assert!(
        matches!(error, resolve_code::Error::UnknownCode(_)),
        "{error:?}"
    );

    let mut slip = return_book::Input::new(book());
    slip.fine = Nullable::Null;
    let (_, error) = refused(client.procedure::<ReturnBook>(&slip).await);
    assert!(
        matches!(error, return_book::Error::NotOnLoan(_)),
        "{error:?}"
    );

    let params = search_books::Params::new("\"");
    let (_, error) = refused(client.query::<SearchBooks>(&params).await);
    assert!(
        matches!(error, search_books::Error::BadQuery(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_fault_of_the_service_is_told_as_such() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    let step = update_shelf::Move::new(book(), ShelfKind::from("x"));
    let input = update_shelf::Input::Move(Box::new(step));
    let params = update_shelf::Params::default();
    let (status, error) = refused(client.call::<UpdateShelf>(&params, &input).await);
    assert_eq!((status, error.name()), (500, "InternalServerError"));
}

#[tokio::test]
async fn an_answer_that_is_no_xrpc_keeps_its_status() {
    let app = axum::Router::new().fallback(async || (StatusCode::BAD_GATEWAY, "<html>"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    let client = Client::new(&url).unwrap();
    let outcome = client
        .procedure::<BorrowBook>(&borrow_book::Input::new(book()))
        .await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ClientErrorKind::Call(CallError::Status { .. })
        ),
        "{error:?}"
    );
    assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY));
}

#[tokio::test]
async fn an_output_that_is_not_what_the_lexicon_says_is_told_by_its_place() {
    let json = [(http::header::CONTENT_TYPE, "application/json")];
    let body = r#"{"loan": "at://did:web:a.example/com.example.shelf.book/1", "dueAt": {"token": "hunter2"}}"#;
    let app = axum::Router::new()
        .route(
            "/xrpc/com.example.shelf.borrowBook",
            axum::routing::any(move || async move { (json, body) }),
        )
        .fallback(async || "text");
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    let client = Client::new(&url).unwrap();

    let outcome = client
        .procedure::<BorrowBook>(&borrow_book::Input::new(book()))
        .await;
    let kind = outcome.unwrap_err().into_kind();
    let ClientErrorKind::Call(CallError::Decode(error)) = kind else {
        panic!("{kind:?}");
    };
    assert_eq!(error.path, "/dueAt");
    assert!(!error.to_string().contains("found"), "{error}");
    assert!(!error.to_string().contains("hunter2"), "{error}");

    let outcome = client
        .query::<GetBook>(&get_book::Params::new(book()))
        .await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(
            error.kind(),
            ClientErrorKind::Call(CallError::Encoding { .. })
        ),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "com.example.shelf.getBook: the output is text/plain; charset=utf-8, not application/json"
    );
}

/// The error of a service that responds with nothing.
async fn error_of_nothing(encoding: Option<&'static str>) -> String {
    let app = axum::Router::new().fallback(async move || {
        let mut response = http::Response::new(axum::body::Body::empty());
        if let Some(encoding) = encoding {
            let encoding = http::HeaderValue::from_static(encoding);
            response
                .headers_mut()
                .insert(http::header::CONTENT_TYPE, encoding);
        }
        response
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    let client = Client::new(&url).unwrap();
    let outcome = client
        .query::<GetBook>(&get_book::Params::new(book()))
        .await;
    outcome.unwrap_err().to_string()
}

#[tokio::test]
async fn an_output_that_is_nothing_is_told_as_that() {
    assert_eq!(
        error_of_nothing(None).await,
        "com.example.shelf.getBook: the response has no Content-Type, expected application/json"
    );
    assert_eq!(
        error_of_nothing(Some("application/json")).await,
        "com.example.shelf.getBook: the output does not match the lexicon: the body is empty, expected JSON (in `defs::BookView`)"
    );
}
