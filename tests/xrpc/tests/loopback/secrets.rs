//! Passwords and tokens do not appear in debug output and errors.

use std::fmt::Debug;

use axum::Router;
use http::{
    HeaderValue,
    header::{COOKIE, SET_COOKIE},
};
use lexgen::{
    Data, Did, Handle,
    xrpc::{
        CallError, Client, ClientErrorKind,
        client::{Session, Tokens},
    },
};
use lexgen_tests_xrpc::com::{
    atproto::server::create_session::{self, CreateSession},
    example::shelf::{
        resolve_code::{self, ResolveCode},
        ring_bell::RingBell,
    },
};

use super::session::{Renewal, serve, tokens};

const SECRET: &str = "hunter2";

fn shows_none(what: &(impl Debug + ?Sized)) -> String {
    let (short, long) = (format!("{what:?}"), format!("{what:#?}"));
    assert!(!short.contains(SECRET), "{short}");
    assert!(!long.contains(SECRET), "{long}");
    short
}

#[test]
fn of_generated_types() {
    let mut input = create_session::Input::new("alice.example", SECRET);
    assert_eq!(
        shows_none(&input),
        "Input { identifier: \"alice.example\", password: …, allow_takendown: None, \
         auth_factor_token: None, extra: {} }"
    );
    input.auth_factor_token = Some(SECRET.to_owned());
    // A newer lexicon may have another secret.
    input.extra.insert("pin", SECRET);
    assert_eq!(
        shows_none(&Some(&input)),
        "Some(Input { identifier: \"alice.example\", password: …, allow_takendown: None, \
         auth_factor_token: …, extra: {\"pin\": …} })"
    );

    let output = create_session::Output::new(create_session::OutputRequired {
        access_jwt: SECRET.to_owned(),
        refresh_jwt: SECRET.to_owned(),
        handle: Handle::new("alice.example").unwrap(),
        did: Did::new("did:web:alice.example").unwrap(),
    })
    .with(|output| output.email = Some("alice@example.com".into()));
    let text = shows_none(&output);
    assert!(text.contains("alice@example.com"), "{text}");
}

#[test]
fn of_clients_and_sessions() {
    let client = Client::new("https://pds.example").unwrap();
    let bearer = client.clone().with_bearer(SECRET).unwrap();
    shows_none(&bearer);
    let cookie = HeaderValue::from_static("id=hunter2");
    let text = shows_none(&client.clone().with_header(COOKIE, cookie));
    assert!(text.contains("cookie"), "{text}");
    let both = Tokens {
        access: SECRET.into(),
        refresh: SECRET.into(),
    };
    let session = Session::new(&client, both, Renewal::default());
    shows_none(&session);
    shows_none(&client.with_auth(session));
    shows_none(&tokens(SECRET));
    let error = Client::new("https://alice:hunter2@pds.example").unwrap_err();
    shows_none(&error);
    assert!(!error.to_string().contains(SECRET), "{error}");
}

#[tokio::test]
async fn of_answers() {
    let app = Router::new().fallback(async || [(SET_COOKIE, "id=hunter2")]);
    let client = Client::new(&serve(app).await).unwrap();
    let reply = client.send::<RingBell>(&(), &()).await.unwrap();
    assert_eq!(reply.headers[SET_COOKIE], "id=hunter2");
    let text = shows_none(&reply);
    assert!(text.contains("set-cookie"), "{text}");
}

#[tokio::test]
async fn of_errors() {
    let params = resolve_code::Params::new(SECRET);
    let nobody = Client::new("http://127.0.0.1:1").unwrap();
    let outcome = nobody.query::<ResolveCode>(&params).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Transport(_)),
        "{error:?}"
    );
    shows_none(&error);
    assert!(!error.to_string().contains(SECRET), "{error}");

    // Each field in turn is invalid, with a secret in it or next to it.
    let good: Data = serde_json::from_str(
        r#"{"accessJwt": "hunter2", "refreshJwt": "hunter2", "handle": "a.example",
            "did": "did:web:a.example", "email": "hunter2"}"#,
    )
    .unwrap();
    let Ok(good) = good.into_object() else {
        panic!("no object");
    };
    for name in good.keys() {
        let wrong = Data::from(lexgen::Fields::from([("hidden", SECRET.into())]));
        let mut body = good.clone();
        body.insert(name, wrong);
        let body = serde_json::to_vec(&body).unwrap();
        let json = [(http::header::CONTENT_TYPE, "application/json")];
        let app = Router::new().fallback(async move || (json, body));
        let client = Client::new(&serve(app).await).unwrap();
        let input = create_session::Input::new("alice", SECRET);
        let outcome = client.procedure::<CreateSession>(&input).await;
        let kind = outcome.unwrap_err().into_kind();
        let ClientErrorKind::Call(CallError::Decode(error)) = kind else {
            panic!("{kind:?}");
        };
        assert_eq!(error.path, format!("/{name}"));
        shows_none(&error);
        assert!(!error.to_string().contains(SECRET), "{error}");
    }
}
