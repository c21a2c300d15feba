//! Services that make a session renew itself for nothing, or for others.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{Router, response::IntoResponse, routing::any};
use futures_util::future::join_all;
use http::{HeaderMap, StatusCode, header::CONTENT_TYPE};
use lexgen::{
    Did,
    xrpc::{
        Client, ClientErrorKind,
        client::{RefreshSession, Session, Tokens},
        headers::Labeler,
    },
};
use lexgen_tests_xrpc::com::example::shelf::{list_sections::ListSections, ring_bell::RingBell};
use tokio::sync::Notify;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

async fn serve(app: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    url
}

/// Every token but `new` has expired.
async fn guarded(headers: HeaderMap) -> axum::response::Response {
    if headers
        .get("authorization")
        .is_some_and(|it| it == "Bearer new")
    {
        return StatusCode::OK.into_response();
    }
    let json = [(CONTENT_TYPE, "application/json")];
    (StatusCode::BAD_REQUEST, json, r#"{"error":"ExpiredToken"}"#).into_response()
}

fn tokens(access: &str) -> Tokens {
    Tokens {
        access: access.to_owned(),
        refresh: "refresh".to_owned(),
    }
}

/// A refresh that waits for a sign, if there is one, and fails.
#[derive(Clone, Default)]
struct Failing {
    times: Arc<AtomicU32>,
    sign: Option<Arc<Notify>>,
}

impl RefreshSession for Failing {
    async fn refresh(&self, _: &Client) -> Result<Tokens, BoxError> {
        self.times.fetch_add(1, Ordering::SeqCst);
        if let Some(sign) = &self.sign {
            sign.notified().await;
        }
        Err("the account is \u{1b}[2J\nclosed".into())
    }
}

#[tokio::test]
async fn a_refresh_that_fails_is_tried_once_for_all() {
    let client = Client::new(&serve(Router::new().fallback(any(guarded))).await).unwrap();
    let failing = Failing::default();
    let session = Session::new(&client, tokens("old"), failing.clone());
    let client = client.with_auth(session);
    // At once, and one after the other.
    let mut outcomes = join_all((0..100).map(|_| client.procedure::<RingBell>(&()))).await;
    for _ in 0..20 {
        outcomes.push(client.procedure::<RingBell>(&()).await);
    }
    for outcome in outcomes {
        let error = outcome.unwrap_err();
        assert!(
            matches!(error.kind(), ClientErrorKind::Renew(_)),
            "{error:?}"
        );
        let expected = r"com.example.shelf.ringBell: the session cannot be renewed: the account is \u{1b}[2J\nclosed";
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(failing.times.load(Ordering::SeqCst), 1);
}

/// A refresh that succeeds, with a token that the service refuses.
#[derive(Clone, Default)]
struct Useless(Arc<AtomicU32>);

impl RefreshSession for Useless {
    async fn refresh(&self, _: &Client) -> Result<Tokens, BoxError> {
        let time = self.0.fetch_add(1, Ordering::SeqCst);
        Ok(tokens(&format!("refused {time}")))
    }
}

#[tokio::test]
async fn a_token_that_is_refused_at_once_is_not_renewed_again() {
    let client = Client::new(&serve(Router::new().fallback(any(guarded))).await).unwrap();
    let useless = Useless::default();
    let session = Session::new(&client, tokens("old"), useless.clone());
    let client = client.with_auth(session);
    // The first call tries the new token.
    let error = client.procedure::<RingBell>(&()).await.unwrap_err();
    assert!(error.to_string().contains("ExpiredToken"), "{error}");
    for _ in 0..20 {
        let error = client.procedure::<RingBell>(&()).await.unwrap_err();
        let expected = "com.example.shelf.ringBell: the session cannot be renewed: \
                        the service refuses a token that it has just given";
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(useless.0.load(Ordering::SeqCst), 1);
}

/// The service has taken the token back for one endpoint, and the renewal hangs:
/// other calls succeed meanwhile.
#[tokio::test]
async fn a_refresh_that_hangs_holds_up_no_call_with_a_good_token() {
    let app = Router::new()
        .route("/xrpc/com.example.shelf.ringBell", any(guarded))
        .fallback(any(async || {
            ([(CONTENT_TYPE, "application/json")], r#"{"name":"a"}"#)
        }));
    let client = Client::new(&serve(app).await).unwrap();
    let hanging = Failing {
        sign: Some(Arc::new(Notify::new())),
        ..Failing::default()
    };
    let session = Session::new(&client, tokens("old"), hanging.clone());
    let client = client.with_auth(session);
    let waiting: Vec<_> = (0..10)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.procedure::<RingBell>(&()).await })
        })
        .collect();
    while hanging.times.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    for _ in 0..10 {
        client.query::<ListSections>(&()).await.unwrap();
    }
    assert_eq!(hanging.times.load(Ordering::SeqCst), 1);
    hanging.sign.as_ref().unwrap().notify_one();
    for call in waiting {
        let outcome = call.await.unwrap();
        let error = outcome.unwrap_err();
        assert!(
            matches!(error.kind(), ClientErrorKind::Renew(_)),
            "{error:?}"
        );
    }
    assert_eq!(hanging.times.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_refresh_has_the_time_of_a_call() {
    let client = Client::new(&serve(Router::new().fallback(any(guarded))).await).unwrap();
    let client = client.with_timeout(Duration::from_millis(200));
    let hanging = Failing {
        sign: Some(Arc::new(Notify::new())),
        ..Failing::default()
    };
    let session = Session::new(&client, tokens("old"), hanging.clone());
    // The call has more time than the client of the session.
    let client = client
        .with_timeout(Duration::from_secs(60))
        .with_auth(session);
    let error = client.procedure::<RingBell>(&()).await.unwrap_err();
    let expected =
        "com.example.shelf.ringBell: the session cannot be renewed: the renewal timed out";
    assert_eq!(error.to_string(), expected);
}

/// The headers that came with the refresh token.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<HeaderMap>>>);

/// A refresh that calls the service.
struct Calling;

impl RefreshSession for Calling {
    async fn refresh(&self, client: &Client) -> Result<Tokens, BoxError> {
        client.procedure::<RingBell>(&()).await?;
        Ok(tokens("new"))
    }
}

/// Refuses `old`, takes the refresh token, and keeps the headers that came with it.
async fn renews(seen: Seen) -> String {
    let app = Router::new().fallback(any(async move |headers: HeaderMap| {
        let token = headers.get("authorization").cloned();
        if token.is_some_and(|token| token == "Bearer refresh") {
            seen.0.lock().unwrap().push(headers);
            return StatusCode::OK.into_response();
        }
        guarded(headers).await
    }));
    serve(app).await
}

#[tokio::test]
async fn the_refresh_token_goes_to_its_service_and_no_further() {
    let (own, other) = (Seen::default(), Seen::default());
    let service = Client::new(&renews(own.clone()).await).unwrap();
    let stranger = Client::new(&renews(other.clone()).await).unwrap();
    let session = Session::new(&service, tokens("old"), Calling);

    // A service that the session is not of says that the token has expired.
    let stranger = stranger.with_auth(session.clone());
    let outcome = stranger.procedure::<RingBell>(&()).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Call(_)),
        "{error:?}"
    );
    assert!(other.0.lock().unwrap().is_empty());
    assert!(own.0.lock().unwrap().is_empty());

    // A call that is forwarded to another service.
    let labeler = Labeler {
        did: Did::new("did:web:labeler.example").unwrap(),
        redact: false,
    };
    let client = service.with_auth(session);
    let client = client.with_proxy("did:web:other.example#other").unwrap();
    let client = client.with_labelers(&[labeler]).unwrap();
    client.procedure::<RingBell>(&()).await.unwrap();
    let seen = own.0.lock().unwrap();
    assert_eq!(seen.len(), 1);
    for name in ["atproto-proxy", "atproto-accept-labelers"] {
        assert!(!seen[0].contains_key(name), "{name}");
    }
}
