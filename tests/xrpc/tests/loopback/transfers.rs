//! Uploads and downloads that fail in the middle.

use std::{sync::atomic::Ordering, time::Duration};

use axum::{Router, body::Body, extract::Request, routing::any};
use futures_util::{StreamExt, stream};
use http::header::CONTENT_TYPE;
use lexgen::xrpc::{
    Client, ClientErrorKind,
    client::{DownloadErrorKind, Session},
};
use lexgen_tests_xrpc::com::example::shelf::{
    export_catalogue::{self, ExportCatalogue},
    restore_archive::RestoreArchive,
};

use super::session::{Renewal, error, guarded, serve, tokens};

const CAR: &str = "application/vnd.ipld.car";

/// Accepts an archive of seven bytes with the token `new`.
async fn restores() -> String {
    let app = Router::new().fallback(any(async |request: Request| {
        let (head, body) = request.into_parts();
        let body = axum::body::to_bytes(body, 100).await.unwrap();
        match body.as_ref() {
            b"archive" => guarded(head.headers).await,
            _ => error(http::StatusCode::BAD_REQUEST, "Incomplete"),
        }
    }));
    serve(app).await
}

#[tokio::test]
async fn bytes_are_sent_again_after_the_session_has_expired() {
    let renewal = Renewal::default();
    let client = Client::new(&restores().await).unwrap();
    let session = Session::new(&client, tokens("old"), renewal.clone());
    let client = client.with_auth(session);
    let upload = client.upload::<RestoreArchive>(&(), CAR, "archive");
    upload.await.unwrap();
    assert_eq!(renewal.times.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_stream_is_not_but_the_next_one_succeeds() {
    let renewal = Renewal::default();
    let client = Client::new(&restores().await).unwrap();
    let session = Session::new(&client, tokens("old"), renewal.clone());
    let client = client.with_auth(session);
    let body = || {
        let pieces = ["arch", "ive"].map(Ok::<_, std::io::Error>);
        reqwest::Body::wrap_stream(stream::iter(pieces))
    };
    let outcome = client.upload::<RestoreArchive>(&(), CAR, body()).await;
    let refusal = outcome.unwrap_err();
    assert_eq!(refusal.xrpc().map(|it| it.name()), Some("ExpiredToken"));
    let upload = client.upload::<RestoreArchive>(&(), CAR, body());
    upload.await.unwrap();
    assert_eq!(renewal.times.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_upload_ends_when_its_time_is_over() {
    let app = Router::new().fallback(any(async || {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }));
    let client = Client::new(&serve(app).await)
        .unwrap()
        .with_timeout(Duration::from_millis(50));
    let outcome = client.upload::<RestoreArchive>(&(), CAR, "archive").await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Timeout),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_download_that_stands_still_ends() {
    let app = Router::new().fallback(any(async || {
        let first = stream::iter([Ok::<_, std::io::Error>("a,b\n")]);
        let body = Body::from_stream(first.chain(stream::pending()));
        ([(CONTENT_TYPE, "text/csv; charset=utf-8")], body)
    }));
    let client = Client::new(&serve(app).await)
        .unwrap()
        .with_timeout(Duration::from_millis(50));
    let params = export_catalogue::Params::default();
    let download = client.download::<ExportCatalogue>(&params, &()).await;
    let mut download = download.unwrap();
    let first = download.chunk().await.unwrap().unwrap();
    assert_eq!(first.as_ref(), b"a,b\n");
    let next = download.chunk().await.map(|_| ());
    assert!(matches!(next, Err(error) if matches!(error.kind(), DownloadErrorKind::Timeout)));
}
