//! Tokens that are bound to a key, with servers that check every proof.

mod key;
mod program;
mod service;

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{Router, extract::Request};
use futures_util::{StreamExt, future::join_all, stream};
use http::{HeaderMap, Response};
use lexgen::xrpc::{
    Client, ClientError, ClientErrorKind, XrpcError,
    client::{
        AfterRefusal, Auth, BoxError, BoxFuture, Dpop, DpopKey, Payload, Refusal, RequestHead,
        Tokens,
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    list_sections::ListSections,
    restore_archive::RestoreArchive,
    ring_bell::RingBell,
    search_books::{self, SearchBooks},
};

use super::session::{error, serve};
use key::key;
use service::Server;

const CAR: &str = "application/vnd.ipld.car";

fn tokens(access: &str, refresh: &str) -> Tokens {
    Tokens {
        access: access.to_owned(),
        refresh: refresh.to_owned(),
    }
}

/// The program with an expired token, and its servers.
async fn signed_in() -> (Client, Dpop, Server, Server) {
    let service = Server::service("service", &["access2"]).await;
    let authorization = Server::authorization("authorization").await;
    let endpoint = format!("{}/oauth/token", authorization.url);
    let expired = tokens("access1", "refresh 1");
    let signed_in = program::sign_in(&service.url, &endpoint, key(), expired);
    let (client, dpop) = signed_in.unwrap();
    (client, dpop, service, authorization)
}

#[tokio::test]
async fn a_program_has_a_call_refused_twice_and_does_not_notice() {
    let (client, dpop, service, authorization) = signed_in().await;
    let sections = client.query::<ListSections>(&()).await.unwrap();
    assert_eq!(sections.name, "all");
    assert_eq!(
        service.refused(),
        ["use_dpop_nonce", "invalid_token", ""],
        "the first nonce, the expired token, and the new one"
    );
    assert_eq!(authorization.refused(), ["use_dpop_nonce", ""]);
    assert_eq!(dpop.tokens().await, Some(tokens("access2", "refresh 2")));

    // Each response has another nonce, and the next call has it.
    for _ in 0..3 {
        client.query::<ListSections>(&()).await.unwrap();
    }
    assert_eq!(service.refused(), ["", "", ""]);
    let nonces: Vec<_> = (service.seen.lock().unwrap().claims.iter())
        .map(|claims| claims["nonce"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(nonces, ["service-1", "service-2", "service-3", "service-4"]);
    assert!(authorization.refused().is_empty());
}

#[test]
fn the_program_has_at_most_40_lines() {
    let lines = include_str!("program.rs").lines();
    let code = lines.filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//"));
    let lines = code.count();
    assert!(lines <= 40, "{lines} lines");
}

#[tokio::test]
async fn a_proof_is_for_the_url_without_its_query() {
    let (client, _, service, _) = signed_in().await;
    let params = search_books::Params::new("tea");
    // The answer is not that of a search.
    let error = client.query::<SearchBooks>(&params).await.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Call(_)),
        "{error:?}"
    );
    let seen = service.seen.lock().unwrap();
    let claims = &seen.claims[0];
    let url = format!("{}/xrpc/com.example.shelf.searchBooks", service.url);
    assert_eq!(claims["htu"], url);
    assert_eq!(claims["htm"], "GET");
}

#[tokio::test]
async fn many_calls_share_one_renewal() {
    let (client, _, service, authorization) = signed_in().await;
    let outcomes = join_all((0..20).map(|_| client.query::<ListSections>(&()))).await;
    for outcome in outcomes {
        outcome.unwrap();
    }
    assert_eq!(authorization.refused(), ["use_dpop_nonce", ""]);
    let refused = service.refused();
    assert_eq!(
        refused.iter().filter(|reason| reason.is_empty()).count(),
        20
    );
}

/// What the client sends, so that another can send it again.
#[derive(Clone, Debug, Default)]
struct Recording {
    inner: Option<Dpop>,
    sent: Arc<Mutex<HeaderMap>>,
}

impl Auth for Recording {
    fn authorize<'a>(
        &'a self,
        request: &'a mut RequestHead,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async {
            let inner = self.inner.as_ref().unwrap();
            inner.authorize(request).await?;
            *self.sent.lock().unwrap() = request.headers().clone();
            Ok(())
        })
    }

    fn observe<'a>(
        &'a self,
        request: &'a RequestHead,
        response: &'a http::response::Parts,
    ) -> BoxFuture<'a, ()> {
        self.inner.as_ref().unwrap().observe(request, response)
    }

    fn refused<'a>(
        &'a self,
        refusal: Refusal<'a>,
    ) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        self.inner.as_ref().unwrap().refused(refusal)
    }
}

/// A proof is good for one request: the service of these tests checks that, or they
/// would prove nothing.
#[tokio::test]
async fn a_proof_that_is_used_for_something_else_is_refused() {
    let service = Server::service("service", &["access", "other"]).await;
    let recording = Recording {
        inner: Some(Dpop::new(key()).unwrap().with_token("access").unwrap()),
        ..Recording::default()
    };
    let client = Client::new(&service.url).unwrap();
    let client = client.with_auth(recording.clone());
    // The first call gets a nonce.
    client.query::<ListSections>(&()).await.unwrap();
    service.refused();
    let path = "/xrpc/com.example.shelf.listSections";
    for (method, path, token, expected) in [
        (
            "GET",
            "/xrpc/com.example.shelf.other",
            "access",
            "invalid_dpop_proof",
        ),
        ("POST", path, "access", "invalid_dpop_proof"),
        ("GET", path, "other", "invalid_dpop_proof"),
        // The same, a second time.
        ("GET", path, "access", "invalid_dpop_proof"),
    ] {
        client.query::<ListSections>(&()).await.unwrap();
        let mut headers = recording.sent.lock().unwrap().clone();
        headers.insert("authorization", format!("DPoP {token}").parse().unwrap());
        let again = reqwest::Client::new()
            .request(method.parse().unwrap(), format!("{}{path}", service.url))
            .headers(headers);
        again.send().await.unwrap();
        assert_eq!(service.refused(), ["", expected], "{method} {path} {token}");
    }
}

#[tokio::test]
async fn a_token_that_is_not_renewed_is_refused_with_the_error_of_the_service() {
    let service = Server::service("service", &[]).await;
    let dpop = Dpop::new(key()).unwrap().with_token("access").unwrap();
    let client = Client::new(&service.url).unwrap().with_auth(dpop);
    let error = client.query::<ListSections>(&()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "com.example.shelf.listSections: invalid_token (401 Unauthorized)"
    );
    assert_eq!(service.refused(), ["use_dpop_nonce", "invalid_token"]);
}

#[tokio::test]
async fn a_session_that_is_over_says_why() {
    let service = Server::service("service", &[]).await;
    let authorization = Server::authorization("authorization").await;
    let endpoint = format!("{}/oauth/token", authorization.url);
    let over = tokens("access1", "refresh 0");
    let (client, _) = program::sign_in(&service.url, &endpoint, key(), over).unwrap();
    for _ in 0..3 {
        let error = client.query::<ListSections>(&()).await.unwrap_err();
        assert!(
            matches!(error.kind(), ClientErrorKind::Renew(_)),
            "{error:?}"
        );
        assert_eq!(
            error.to_string(),
            "com.example.shelf.listSections: the session cannot be renewed: \
             invalid_grant: a reason (400 Bad Request)"
        );
        // A program can tell it from a server that is down.
        let reason = error.renewal().unwrap();
        let reason = reason.downcast_ref::<ClientError<XrpcError>>().unwrap();
        assert_eq!(reason.xrpc().unwrap().error, "invalid_grant");
    }
    // The authorization server was asked once.
    assert_eq!(authorization.refused(), ["use_dpop_nonce", ""]);
}

/// A new token that is refused as well is renewed by neither this call nor the next.
#[tokio::test]
async fn a_token_that_is_refused_at_once_is_not_renewed_again() {
    let (client, _, service, authorization) = signed_in().await;
    service.seen.lock().unwrap().good.clear();
    let error = client.query::<ListSections>(&()).await.unwrap_err();
    assert_eq!(error.xrpc().map(|it| it.name()), Some("invalid_token"));
    let error = client.query::<ListSections>(&()).await.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Renew(_)),
        "{error:?}"
    );
    assert_eq!(authorization.refused(), ["use_dpop_nonce", ""]);
}

#[tokio::test]
async fn no_server_gets_the_nonce_of_another() {
    let (one, two) = (
        Server::service("one", &["access"]).await,
        Server::service("two", &["access"]).await,
    );
    let dpop = Dpop::new(key()).unwrap().with_token("access").unwrap();
    let clients = [&one, &two].map(|server| {
        let client = Client::new(&server.url).unwrap();
        client.with_auth(dpop.clone())
    });
    for client in clients.iter().chain(&clients) {
        client.query::<ListSections>(&()).await.unwrap();
    }
    // One nonce was missing at each, and none was wrong.
    for (server, name) in [(&one, "one"), (&two, "two")] {
        assert_eq!(server.refused(), ["use_dpop_nonce", "", ""]);
        let seen = server.seen.lock().unwrap();
        for claims in &seen.claims {
            assert!(
                claims["nonce"].as_str().unwrap().starts_with(name),
                "{claims}"
            );
        }
    }
}

/// Another service than that of the session cannot have it renewed.
#[tokio::test]
async fn a_stranger_gets_no_renewal() {
    let (_, dpop, _, authorization) = signed_in().await;
    let stranger = Server::service("stranger", &[]).await;
    let client = Client::new(&stranger.url).unwrap().with_auth(dpop.clone());
    let error = client.query::<ListSections>(&()).await.unwrap_err();
    assert_eq!(error.xrpc().map(|it| it.name()), Some("invalid_token"));
    assert!(authorization.refused().is_empty());
}

/// A service that refuses every request with a new nonce.
async fn insatiable() -> (String, Arc<AtomicU32>) {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let app = Router::new().fallback(async move |_: Request| {
        let time = count.fetch_add(1, Ordering::SeqCst);
        let mut response = error(http::StatusCode::UNAUTHORIZED, "use_dpop_nonce");
        let nonce = format!("n{time}").parse().unwrap();
        response.headers_mut().insert("dpop-nonce", nonce);
        response
    });
    (serve(app).await, asked)
}

/// Credentials that always want another try.
#[derive(Debug)]
struct Stubborn;

impl Auth for Stubborn {
    fn authorize<'a>(&'a self, _: &'a mut RequestHead) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async { Ok(()) })
    }

    fn refused<'a>(&'a self, _: Refusal<'a>) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        Box::pin(async { Ok(AfterRefusal::TryAgain) })
    }
}

#[tokio::test]
async fn a_call_is_sent_again_twice_at_most() {
    let (url, asked) = insatiable().await;
    let client = Client::new(&url).unwrap();
    let dpop = Dpop::new(key()).unwrap().with_token("access").unwrap();
    for client in [client.clone().with_auth(dpop), client.with_auth(Stubborn)] {
        let error = client.procedure::<RingBell>(&()).await.unwrap_err();
        assert_eq!(error.xrpc().map(|it| it.name()), Some("use_dpop_nonce"));
        assert_eq!(asked.swap(0, Ordering::SeqCst), 3);
        // A stream is sent once.
        let pieces = stream::iter(["arch", "ive"]).map(Ok::<_, io::Error>);
        let upload = client.upload::<RestoreArchive>(&(), CAR, Payload::from_stream(pieces));
        let error = upload.await.unwrap_err();
        assert_eq!(error.xrpc().map(|it| it.name()), Some("use_dpop_nonce"));
        assert_eq!(asked.swap(0, Ordering::SeqCst), 1);
        // Bytes are sent again.
        let upload = client.upload::<RestoreArchive>(&(), CAR, "archive");
        upload.await.unwrap_err();
        assert_eq!(asked.swap(0, Ordering::SeqCst), 3);
    }
}

/// The token endpoint is asked twice at most, too.
#[tokio::test]
async fn a_form_is_sent_again_once() {
    let (url, asked) = insatiable().await;
    let client = Client::new(&url).unwrap();
    let dpop = Dpop::new(key()).unwrap();
    let outcome = dpop
        .post_form::<serde_json::Value>(&client, &url, &[("a", "b")])
        .await;
    assert!(matches!(
        outcome.unwrap_err().kind(),
        ClientErrorKind::Call(_)
    ));
    // This one says 401, as a service does.
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_form_goes_to_a_url_of_http() {
    let transport = |_: http::Request<Payload>| async { Ok(Response::new(Payload::from("{}"))) };
    let client = Client::with_transport("https://pds.example", transport).unwrap();
    let dpop = Dpop::new(key()).unwrap();
    for wrong in [
        "",
        "/token",
        "ftp://a.example/",
        "https://a:b@a.example/token",
    ] {
        let outcome = dpop
            .post_form::<serde_json::Value>(&client, wrong, &[])
            .await;
        let error = outcome.unwrap_err();
        assert!(
            matches!(error.kind(), ClientErrorKind::Setup(_)),
            "{wrong}: {error:?}"
        );
        assert!(!error.to_string().contains("a:b"), "{error}");
    }
    let right = "https://a.example/token?x=1#y";
    let outcome = dpop
        .post_form::<serde_json::Value>(&client, right, &[])
        .await;
    assert_eq!(outcome.unwrap(), serde_json::json!({}));
}

#[tokio::test]
async fn tokens_are_bound_and_complete() {
    let form = [("refresh_token", "old")];
    for (answer, expected) in [
        (
            r#"{"access_token":"a","refresh_token":"b","token_type":"DPoP"}"#,
            Ok(tokens("a", "b")),
        ),
        // No new refresh token.
        (
            r#"{"access_token":"a","token_type":"dpop","expires_in":1.5}"#,
            Ok(tokens("a", "old")),
        ),
        (
            r#"{"access_token":"hunter2","refresh_token":"hunter2","token_type":"Bearer"}"#,
            Err("/token_type: expected a token that is bound to the key, `DPoP`"),
        ),
        (
            r#"{"refresh_token":"hunter2","token_type":"DPoP"}"#,
            Err("/access_token: expected a token"),
        ),
        ("[]", Err("expected an object, found array")),
    ] {
        let transport = move |_: http::Request<Payload>| async move {
            Ok(Response::new(Payload::from(answer)))
        };
        let client = Client::with_transport("https://pds.example", transport).unwrap();
        let dpop = Dpop::new(key()).unwrap();
        let outcome = dpop.request_tokens(&client, "https://a.example/token", &form);
        match (outcome.await, expected) {
            (Ok(found), expected) => assert_eq!(Ok(found), expected),
            (Err(error), expected) => {
                let text = error.to_string();
                assert!(text.contains(expected.unwrap_err()), "{text}");
                assert!(!text.contains("hunter2"), "{text}");
            }
        }
    }
}

/// A key that cannot sign, or signs in DER.
struct Broken(Result<usize, &'static str>);

impl DpopKey for Broken {
    fn public_key(&self) -> Vec<u8> {
        vec![4; 65]
    }

    async fn sign(&self, _: &[u8]) -> Result<Vec<u8>, BoxError> {
        self.0.map(|length| vec![0; length]).map_err(BoxError::from)
    }

    fn sha256(&self, _: &[u8]) -> [u8; 32] {
        [0; 32]
    }
}

#[tokio::test]
async fn nothing_is_sent_without_a_proof() {
    let (url, asked) = insatiable().await;
    let client = Client::new(&url).unwrap();
    for (key, reason) in [
        (
            Broken(Err("the card is \u{1b}[2J out")),
            "the card is \\u{1b}[2J out",
        ),
        (
            Broken(Ok(71)),
            "the signature of the proof is not r and s of 32 bytes each: it has 71 bytes",
        ),
    ] {
        let dpop = Dpop::new(key).unwrap().with_token("access").unwrap();
        let client = client.clone().with_auth(dpop);
        let error = client.procedure::<RingBell>(&()).await.unwrap_err();
        assert!(
            matches!(error.kind(), ClientErrorKind::Auth(_)),
            "{error:?}"
        );
        assert_eq!(
            error.to_string(),
            format!("com.example.shelf.ringBell: the call cannot be authorized: {reason}")
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    let token = Dpop::new(key()).unwrap().with_token("two\nlines");
    assert_eq!(
        token.unwrap_err().to_string(),
        "the token is not a valid header value"
    );
}

#[test]
fn nothing_of_it_is_shown() {
    let dpop = Dpop::new(key()).unwrap().with_token("hunter2").unwrap();
    let client = Client::new("https://pds.example").unwrap().with_auth(dpop);
    assert!(!format!("{client:?}").contains("hunter2"), "{client:?}");
}
