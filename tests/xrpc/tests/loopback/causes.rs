//! One rule for all errors of the runtime: `Display` has the text of everything inside,
//! and `source()` is only what that text lacks. Whoever prints an error sees its cause,
//! and whoever prints its sources too sees nothing twice.

use std::{
    collections::BTreeSet, error::Error, fmt, fs, io, path::Path, sync::Arc, time::Duration,
};

use futures_util::stream;
use http::{HeaderMap, Request, Response, StatusCode};
use lexgen::{
    XrpcError,
    car::ReadError,
    xrpc::{
        Client, ClientError, InternalError, Subscription, SubscriptionError, TransportError,
        client::{AfterRefusal, Auth, BoxError, BoxFuture, Payload, Refusal, RequestHead, Retry},
        refusal,
        server::SendError,
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    export_catalogue::{self, ExportCatalogue},
    list_sections::ListSections,
    ring_bell::RingBell,
    subscribe_desk::{Params, SubscribeDesk},
};

/// An error with two causes.
#[derive(Debug)]
struct Layer(&'static str, Option<Box<Layer>>);

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Layer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|cause| cause as _)
    }
}

fn layers() -> Layer {
    let cut = Layer("the cut", None);
    Layer(
        "no page",
        Some(Box::new(Layer("no line", Some(Box::new(cut))))),
    )
}

/// Errors that have others inside, by the names of their types.
async fn all() -> Vec<(&'static str, BoxError)> {
    let transport = || TransportError::new(layers());
    let status = StatusCode::BAD_GATEWAY;
    let refused = || refusal::<RingBell>(status, &HeaderMap::new(), b"<html>");
    let named = || refusal::<RingBell>(status, &HeaderMap::new(), br#"{"error":"Busy"}"#);
    let mut all: Vec<(&'static str, BoxError)> = vec![
        ("TransportError", transport().into()),
        ("CallError", refused().into()),
        ("CallError", named().into()),
        ("InternalError", InternalError::new(layers()).into()),
        (
            "ReadError",
            ReadError::from(io::Error::other(layers())).into(),
        ),
        ("SendError", SendError::TooSlow.into()),
    ];
    type Subscribing = SubscriptionError<XrpcError>;
    for error in [
        Subscribing::Transport(transport()),
        Subscribing::Xrpc(XrpcError::new("Busy")),
        Subscribing::Timeout,
    ] {
        all.push(("SubscriptionError", error.into()));
    }
    for error in of_calls().await {
        all.push(("ClientError", error));
    }
    let (silent, broken) = (never_ends(), breaks_off());
    for body in [silent, broken] {
        all.push(("DownloadError", of_download(body).await));
    }
    all
}

fn never_ends() -> Payload {
    Payload::from_stream(stream::pending::<Result<&str, io::Error>>())
}

fn breaks_off() -> Payload {
    Payload::from_stream(stream::iter([Err::<&str, _>(layers())]))
}

fn client(
    response: impl Fn() -> Result<Response<Payload>, TransportError> + Send + Sync + 'static,
) -> Client {
    let transport = move |_: Request<Payload>| {
        let response = response();
        async move { response }
    };
    let client = Client::with_transport("https://desk.example", transport).unwrap();
    let client = client.with_retry(Retry::NEVER);
    client.with_timeout(Duration::from_millis(20))
}

async fn of_download(body: Payload) -> BoxError {
    let body = Arc::new(std::sync::Mutex::new(Some(body)));
    let client = client(move || {
        let body = body.lock().unwrap().take().unwrap();
        let csv = Response::builder().header("content-type", "text/csv; charset=utf-8");
        Ok(csv.body(body).unwrap())
    });
    let params = export_catalogue::Params::default();
    let mut download = client
        .download::<ExportCatalogue>(&params, &())
        .await
        .unwrap();
    download.chunk().await.unwrap_err().into()
}

/// Credentials that fail.
#[derive(Debug)]
struct Failing {
    at_once: bool,
}

impl Auth for Failing {
    fn authorize<'a>(&'a self, _: &'a mut RequestHead) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async {
            if self.at_once {
                return Err(layers().into());
            }
            Ok(())
        })
    }

    fn refused<'a>(&'a self, _: Refusal<'a>) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        Box::pin(async { Err(layers().into()) })
    }
}

async fn of_calls() -> Vec<BoxError> {
    let refuses = || client(|| Ok(answer(401, r#"{"error":"ExpiredToken"}"#)));
    let mut errors: Vec<BoxError> = Vec::new();
    for client in [
        client(|| Err(TransportError::new(layers()))),
        client(|| Ok(Response::new(breaks_off()))),
        client(|| Ok(answer(200, never_ends()))),
        client(|| Ok(answer(200, "{}"))).with_max_response(1),
        client(|| Ok(answer(200, "[]"))),
        client(|| Ok(Response::new("[]".into()))),
        refuses(),
        refuses().with_auth(Failing { at_once: true }),
        refuses().with_auth(Failing { at_once: false }),
    ] {
        errors.push(client.query::<ListSections>(&()).await.unwrap_err().into());
    }
    errors
}

fn answer(status: u16, body: impl Into<Payload>) -> Response<Payload> {
    let response = Response::builder().status(status);
    let response = response.header("content-type", "application/json");
    response.body(body.into()).unwrap()
}

#[tokio::test]
async fn nothing_is_said_twice_and_nothing_left_out() {
    let mut kinds_of_calls = BTreeSet::new();
    for (name, error) in all().await {
        let mut texts = vec![error.to_string()];
        let mut next = error.source();
        while let Some(source) = next {
            texts.push(source.to_string());
            next = source.source();
        }
        let report = texts.join(": ");
        for (place, text) in texts.iter().enumerate().skip(1) {
            assert!(!texts[..place].concat().contains(text), "{name}: {report}");
        }
        if report.contains("no page") {
            for cause in ["no page", "no line", "the cut"] {
                assert_eq!(report.matches(cause).count(), 1, "{name}: {report}");
            }
        }
        if let Some(error) = error.downcast_ref::<ClientError<lexgen::UnnamedError<ListSections>>>()
        {
            assert!(
                texts[0].starts_with("com.example.shelf.listSections: "),
                "{report}"
            );
            let kind = format!("{:?}", error.kind());
            kinds_of_calls.insert(kind.split('(').next().unwrap().to_owned());
        }
    }
    let kinds = ["Auth", "Call", "Renew", "Timeout", "TooLarge", "Transport"];
    assert!(kinds_of_calls.iter().eq(kinds), "{kinds_of_calls:?}");
}

/// Only a type with a `source` of its own can repeat it.
#[tokio::test]
async fn no_error_with_a_source_is_forgotten() {
    let mut found = BTreeSet::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexgen/src");
    collect(&sources, &mut found);
    // What calls that wait for a renewal fail with is private.
    assert!(found.remove("Failure"));
    let tested: BTreeSet<_> = all()
        .await
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    assert!(found.len() >= 3, "{found:?}");
    assert!(found.is_subset(&tested), "{found:?}");
}

/// The types of the runtime whose `Error` has a `source`.
fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("compiler") {
            collect(&path, found);
        } else if path.is_file() {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("mod tests {").next().unwrap();
            for block in text.split("\nimpl").skip(1) {
                let block = block.split("\n}").next().unwrap();
                let Some((_, rest)) = block.split_once("Error for ") else {
                    continue;
                };
                if block.contains("fn source") {
                    let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                    found.insert(name);
                }
            }
        }
    }
}

/// Nobody listens there. The text says so, for a call and for a subscription.
#[tokio::test]
async fn a_refused_connection_shows_its_cause() {
    let nowhere = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let client = Client::new(&format!("http://{nowhere}")).unwrap();
    let client = client.with_retry(Retry::NEVER);
    let error = client.procedure::<RingBell>(&()).await.unwrap_err();
    let call = error.to_string();
    assert!(
        call.starts_with("com.example.shelf.ringBell: no response: "),
        "{call}"
    );
    let (url, params) = (format!("ws://{nowhere}"), Params::default());
    let stream = Subscription::<SubscribeDesk>::connect(&url, &params);
    let subscription = stream.await.unwrap_err().to_string();
    for text in [call, subscription] {
        assert_eq!(text.matches("refused").count(), 1, "{text}");
        assert_eq!(text.matches("127.0.0.1").count(), 1, "{text}");
    }
}

/// After 429 the program knows how long to wait.
#[tokio::test]
async fn a_rate_limit_is_in_the_error() {
    let client = client(|| {
        let mut response = answer(429, r#"{"error":"RateLimitExceeded"}"#);
        let headers = response.headers_mut();
        headers.insert("retry-after", "60".parse().unwrap());
        headers.insert("ratelimit-limit", "100".parse().unwrap());
        Ok(response)
    });
    let error = client.query::<ListSections>(&()).await.unwrap_err();
    let limit = error.rate_limit().unwrap();
    assert_eq!(limit.retry_after, Some(Duration::from_secs(60)));
    assert_eq!(limit.limit, Some(100));
    assert_eq!(error.headers().unwrap()["retry-after"], "60");
    assert_eq!(error.into_xrpc().unwrap().name(), "RateLimitExceeded");
    // The same for a body that is no XRPC error, and nothing for another error.
    let error = refusal::<RingBell>(StatusCode::TOO_MANY_REQUESTS, &HeaderMap::new(), b"slow");
    assert!(error.headers().is_some());
    let other = ClientError::<XrpcError>::from(Client::new("").unwrap_err());
    assert!(other.rate_limit().is_none());
    assert!(other.into_xrpc().is_err());
}
