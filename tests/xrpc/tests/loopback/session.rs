//! Credentials, refreshing them, and retries.

use std::{
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{Router, response::IntoResponse, routing::any};
use http::{HeaderMap, StatusCode, header::CONTENT_TYPE};
use lexgen::xrpc::{
    Client, ClientErrorKind,
    client::{RefreshSession, Retry, Session, Tokens},
};
use lexgen_tests_xrpc::com::example::shelf::{
    list_sections::ListSections, restore_archive::RestoreArchive, ring_bell::RingBell,
};

pub async fn serve(app: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    url
}

pub fn error(status: StatusCode, name: &str) -> axum::response::Response {
    let body = format!(r#"{{"error":"{name}"}}"#);
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// Rings the bell for requests with the token `new`.
pub async fn guarded(headers: HeaderMap) -> axum::response::Response {
    let token = headers
        .get("authorization")
        .map(|it| it.to_str().unwrap().to_owned());
    match token.as_deref() {
        Some("Bearer new") => StatusCode::OK.into_response(),
        Some("Bearer old") => error(StatusCode::BAD_REQUEST, "ExpiredToken"),
        _ => error(StatusCode::UNAUTHORIZED, "AuthenticationRequired"),
    }
}

#[derive(Clone, Default)]
pub struct Renewal {
    pub times: Arc<AtomicU32>,
    fails: bool,
}

impl RefreshSession for Renewal {
    async fn refresh(
        &self,
        _client: &Client,
    ) -> Result<Tokens, Box<dyn std::error::Error + Send + Sync>> {
        self.times.fetch_add(1, Ordering::SeqCst);
        if self.fails {
            return Err("the session is over".into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
        Ok(tokens("new"))
    }
}

pub fn tokens(access: &str) -> Tokens {
    Tokens {
        access: access.to_owned(),
        refresh: "refresh".to_owned(),
    }
}

#[tokio::test]
async fn an_expired_session_is_renewed_once_for_all() {
    let url = serve(Router::new().fallback(any(guarded))).await;
    let renewal = Renewal::default();
    let client = Client::new(&url).unwrap();
    let session = Session::new(&client, tokens("old"), renewal.clone());
    let client = client.with_auth(session.clone());
    let calls = (0..8).map(|_| client.procedure::<RingBell>(&()));
    for outcome in futures_util::future::join_all(calls).await {
        outcome.unwrap();
    }
    assert_eq!(renewal.times.load(Ordering::SeqCst), 1);
    assert_eq!(session.tokens().await, tokens("new"));
}

#[tokio::test]
async fn a_session_that_is_over_ends_the_call() {
    let url = serve(Router::new().fallback(any(guarded))).await;
    let renewal = Renewal {
        fails: true,
        ..Renewal::default()
    };
    let client = Client::new(&url).unwrap();
    let session = Session::new(&client, tokens("old"), renewal);
    let client = client.with_auth(session);
    let outcome = client.procedure::<RingBell>(&()).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Renew(_)),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_renewal_is_not_lost_with_the_call_that_wanted_it() {
    let url = serve(Router::new().fallback(any(guarded))).await;
    let renewal = Renewal::default();
    let client = Client::new(&url).unwrap();
    let session = Session::new(&client, tokens("old"), renewal.clone());
    let client = client.with_auth(session.clone());
    let mut call = Box::pin(client.procedure::<RingBell>(&()));
    while renewal.times.load(Ordering::SeqCst) == 0 {
        // Cancelled during the refresh, which takes 20 ms.
        let _ = tokio::time::timeout(Duration::from_millis(1), &mut call).await;
    }
    drop(call);
    assert_eq!(session.tokens().await, tokens("new"));
    assert_eq!(renewal.times.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_fixed_token_is_sent() {
    let url = serve(Router::new().fallback(any(guarded))).await;
    let client = Client::new(&url).unwrap().with_bearer("new").unwrap();
    client.procedure::<RingBell>(&()).await.unwrap();
    let client = client.without_auth();
    let outcome = client.procedure::<RingBell>(&()).await;
    let status = outcome.unwrap_err().status();
    assert_eq!(status, Some(StatusCode::UNAUTHORIZED));
    assert!(client.with_bearer("two\nlines").is_err());
}

/// A service to which every token but `new` has expired, and what it was sent.
async fn counted() -> (String, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let app = Router::new().fallback(any(async move |headers: HeaderMap| {
        count.fetch_add(1, Ordering::SeqCst);
        guarded(headers).await
    }));
    (serve(app).await, asked)
}

#[tokio::test]
async fn nothing_is_sent_without_the_token_of_a_session() {
    let (url, asked) = counted().await;
    let client = Client::new(&url).unwrap();
    let session = Session::new(&client, tokens("new\n"), Renewal::default());
    let client = client.with_auth(session);
    let error = client.procedure::<RingBell>(&()).await.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Setup(_)),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "com.example.shelf.ringBell: the token is not a valid header value"
    );
    let upload = client.upload::<RestoreArchive>(&(), "application/vnd.ipld.car", "archive");
    let outcome = upload.await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Setup(_)),
        "{error:?}"
    );
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

/// A refresh whose answer has a line break after the token, or that asks its own
/// session for the tokens.
#[derive(Clone, Default)]
struct Careless {
    session: Arc<OnceLock<Session<Careless>>>,
}

impl RefreshSession for Careless {
    async fn refresh(
        &self,
        _client: &Client,
    ) -> Result<Tokens, Box<dyn std::error::Error + Send + Sync>> {
        let Some(session) = self.session.get() else {
            return Ok(tokens("new\n"));
        };
        assert_eq!(session.tokens().await, tokens("old"));
        Ok(tokens("new"))
    }
}

#[tokio::test]
async fn nothing_is_sent_without_the_token_that_a_refresh_gives() {
    let (url, asked) = counted().await;
    let client = Client::new(&url).unwrap();
    let session = Session::new(&client, tokens("old"), Careless::default());
    let client = client.with_auth(session);
    for _ in 0..2 {
        let error = client.procedure::<RingBell>(&()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "com.example.shelf.ringBell: the token is not a valid header value"
        );
    }
    // Only the call with the old token.
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_refresh_may_ask_its_session_for_the_tokens() {
    let (url, _) = counted().await;
    let client = Client::new(&url).unwrap();
    let careless = Careless::default();
    let session = Session::new(&client, tokens("old"), careless.clone());
    let _ = careless.session.set(session.clone());
    let client = client.with_auth(session.clone());
    client.procedure::<RingBell>(&()).await.unwrap();
    assert_eq!(session.tokens().await, tokens("new"));
}

/// Fails this many times, then succeeds.
async fn flaky(failures: u32, status: StatusCode) -> (String, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let app = Router::new().fallback(any(move || async move {
        if count.fetch_add(1, Ordering::SeqCst) < failures {
            error(status, "Busy")
        } else {
            let json = [(CONTENT_TYPE, "application/json")];
            (json, r#"{"name": "a", "shelves": []}"#).into_response()
        }
    }));
    (serve(app).await, asked)
}

/// Accepts each connection, reads from it, and closes it.
async fn hangs_up() -> (String, Arc<AtomicU32>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            stream.readable().await.unwrap();
            let _ = stream.try_read(&mut [0; 4096]);
        }
    });
    (url, asked)
}

#[tokio::test]
async fn after_a_broken_connection_only_queries_are_tried_again() {
    let (url, asked) = hangs_up().await;
    let client = Client::new(&url).unwrap().with_retry(QUICK);
    let outcome = client.query::<ListSections>(&()).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Transport(_)),
        "{error:?}"
    );
    assert_eq!(asked.swap(0, Ordering::SeqCst), 3);
    let outcome = client.procedure::<RingBell>(&()).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Transport(_)),
        "{error:?}"
    );
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

const QUICK: Retry = Retry {
    times: 2,
    pause: Duration::from_millis(1),
    max_pause: Duration::from_millis(10),
};

#[tokio::test]
async fn queries_are_tried_again() {
    let (url, asked) = flaky(2, StatusCode::BAD_GATEWAY).await;
    let client = Client::new(&url).unwrap().with_retry(QUICK);
    client.query::<ListSections>(&()).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn tries_end() {
    let (url, asked) = flaky(10, StatusCode::BAD_GATEWAY).await;
    let client = Client::new(&url).unwrap().with_retry(QUICK);
    let outcome = client.query::<ListSections>(&()).await;
    assert_eq!(outcome.unwrap_err().status(), Some(StatusCode::BAD_GATEWAY));
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn procedures_that_may_have_begun_are_not() {
    let (url, asked) = flaky(1, StatusCode::BAD_GATEWAY).await;
    let client = Client::new(&url).unwrap().with_retry(QUICK);
    assert!(client.procedure::<RingBell>(&()).await.is_err());
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_call_ends_when_its_time_is_over() {
    let app = Router::new().fallback(any(async || {
        tokio::time::sleep(Duration::from_secs(60)).await;
    }));
    let url = serve(app).await;
    let client = Client::new(&url)
        .unwrap()
        .with_timeout(Duration::from_millis(50));
    let outcome = client.procedure::<RingBell>(&()).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Timeout),
        "{error:?}"
    );
}

#[tokio::test]
async fn what_is_no_service_is_refused() {
    for base in [
        "",
        "pds.example",
        "ftp://pds.example",
        "https://",
        "https://pds.example/xrpc",
        "https://pds.example?a=b",
        "https://alice:hunter2@pds.example",
    ] {
        assert!(Client::new(base).is_err(), "{base}");
    }
    for base in ["pds.example", "localhost:2583", "ftp://pds.example"] {
        let expected = format!(
            "`{base}` is not the URL of a service: it must start with `https://` or `http://`"
        );
        assert_eq!(Client::new(base).unwrap_err().to_string(), expected);
    }
    for base in ["https://pds.example", "http://127.0.0.1:2583/"] {
        assert!(Client::new(base).is_ok(), "{base}");
    }
}
