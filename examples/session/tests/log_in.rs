//! The session in the file is the last one.

use std::{env, fs};

use axum::{Router, http::HeaderMap, routing::any};
use example_session::{login, resume};

/// A session with these tokens, as a service answers.
fn session(number: u32) -> String {
    format!(
        r#"{{"did":"did:web:alice.test","handle":"alice.test","accessJwt":"a{number}","refreshJwt":"r{number}"}}"#
    )
}

/// A service whose first session expires at once.
async fn service() -> String {
    let expiring = |headers: HeaderMap| async move {
        match headers["authorization"].as_bytes() {
            b"Bearer a2" => (200, session(2)),
            _ => (400, r#"{"error":"ExpiredToken"}"#.to_owned()),
        }
    };
    let answer = |(status, body): (u16, String)| {
        let status = axum::http::StatusCode::from_u16(status).unwrap();
        (status, [("content-type", "application/json")], body)
    };
    let path = |name: &str| format!("/xrpc/com.atproto.server.{name}");
    let app = Router::new()
        .route(
            &path("createSession"),
            any(move || async move { answer((200, session(1))) }),
        )
        .route(
            &path("refreshSession"),
            any(move || async move { answer((200, session(2))) }),
        )
        .route(
            &path("getSession"),
            any(move |headers| async move { answer(expiring(headers).await) }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    url
}

#[tokio::test]
async fn a_session_goes_on_in_the_next_run() {
    let folder = env::temp_dir().join(format!("example-session-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("session.json");
    assert!(resume(&file).unwrap().is_none());

    let url = service().await;
    let login = login(&url, &file).unwrap();
    login.log_in("alice.test", "hunter2").await.unwrap();
    assert!(fs::read_to_string(&file).unwrap().contains("\"r1\""));
    let agent = resume(&file).unwrap().unwrap();
    assert_eq!(agent.account().await.unwrap().handle, "alice.test");
    assert!(fs::read_to_string(&file).unwrap().contains("\"r2\""));
    let next = resume(&file).unwrap().unwrap();
    next.account().await.unwrap();
    fs::remove_dir_all(folder).unwrap();
}

/// The examples in this repository are built without TLS.
#[cfg(not(feature = "tls"))]
#[tokio::test]
async fn who_forgets_tls_is_told_what_to_enable() {
    let file = std::path::Path::new("unused.json");
    let login = login("https://localhost:1", file).unwrap();
    let error = login.log_in("alice.test", "hunter2").await.unwrap_err();
    assert!(matches!(error, lexgen::agent::AgentError::Call(_)));
    let text = error.to_string();
    assert!(
        text.ends_with("enable the feature `client-rustls` or `client-native-tls`"),
        "{text}"
    );
}
