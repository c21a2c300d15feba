//! Logging in at a service that is stricter than most.

use axum::serve;
use example_session::{
    LogInError,
    lexicons::com::atproto::server::create_session::{
        CreateSession, Error, Input, Output, OutputRequired,
    },
    log_in,
};
use lexgen::{
    ErrorDetail, XrpcError,
    xrpc::server::{Service, Xrpc},
};
use tokio::net::TcpListener;

/// Wants a code, and has closed one account.
async fn create(call: Xrpc<CreateSession>) -> Result<Output, Error> {
    let Input {
        identifier,
        password,
        auth_factor_token,
        ..
    } = call.input;
    match (&*identifier, &*password, auth_factor_token.as_deref()) {
        ("closed.test", ..) => Err(Error::AccountTakedown(ErrorDetail::new("for good"))),
        ("alice.test", "hunter2", None) => {
            Err(Error::AuthFactorTokenRequired(ErrorDetail::default()))
        }
        ("alice.test", "hunter2", Some("123456")) => Ok(Output::new(OutputRequired {
            access_jwt: "access".to_owned(),
            refresh_jwt: "refresh".to_owned(),
            handle: lexgen::Handle::new_unchecked("alice.test"),
            did: lexgen::Did::new_unchecked("did:web:alice.test"),
        })),
        _ => Err(Error::Other(XrpcError::new("AuthenticationRequired"))),
    }
}

async fn service() -> std::io::Result<String> {
    let app = Service::new(()).handle(CreateSession, create);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async { serve(listener, app.into_router()).await });
    Ok(url)
}

#[tokio::test]
async fn a_code_is_asked_for_and_given() -> Result<(), Box<dyn std::error::Error>> {
    let url = service().await?;
    let asked = log_in(&url, "alice.test", "hunter2", None).await;
    assert!(matches!(asked, Err(LogInError::CodeNeeded)), "{asked:?}");
    let account = log_in(&url, "alice.test", "hunter2", Some("123456")).await?;
    assert_eq!(account.did, "did:web:alice.test");
    assert_eq!(account.tokens().await.refresh, "refresh");
    Ok(())
}

#[tokio::test]
async fn other_refusals_are_told_apart() -> Result<(), Box<dyn std::error::Error>> {
    let url = service().await?;
    let closed = log_in(&url, "closed.test", "hunter2", None).await;
    assert!(matches!(closed, Err(LogInError::TakenDown)), "{closed:?}");
    let wrong = log_in(&url, "alice.test", "guess", None).await;
    let Err(LogInError::Call(error)) = wrong else {
        return Err("a guess is no password".into());
    };
    let name = error.xrpc().map(Error::name);
    assert_eq!(name, Some("AuthenticationRequired"));
    assert!(matches!(
        log_in("pds.test", "alice.test", "hunter2", None).await,
        Err(LogInError::Call(_))
    ));
    Ok(())
}

/// The examples in this repository are built without TLS.
#[cfg(not(feature = "tls"))]
#[tokio::test]
async fn who_forgets_tls_is_told_what_to_enable() {
    let outcome = log_in("https://localhost:1", "alice.test", "hunter2", None).await;
    let text = outcome.expect_err("there is no TLS").to_string();
    assert!(
        text.ends_with("enable the feature `client-rustls` or `client-native-tls`"),
        "{text}"
    );
}
