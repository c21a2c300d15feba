//! Clients without a socket.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use futures_util::{StreamExt, stream};
use http::{Request, Response, StatusCode, header::CONTENT_TYPE};
use lexgen::xrpc::{
    CallError, Client, ClientErrorKind, TransportError,
    client::{Buffered, Caller, DownloadErrorKind, Payload, Retry, Session, Transport},
};
use lexgen_tests_xrpc::com::example::shelf::{
    export_catalogue::{self, ExportCatalogue},
    list_sections::ListSections,
    restore_archive::RestoreArchive,
    ring_bell::RingBell,
};

use super::session::{Renewal, tokens};

const BASE: &str = "https://desk.example";
const CAR: &str = "application/vnd.ipld.car";
const SECTIONS: &str = r#"{"name":"all"}"#;

const QUICK: Retry = Retry {
    times: 2,
    pause: Duration::from_millis(1),
    max_pause: Duration::from_millis(10),
};

fn json(status: StatusCode, body: impl Into<Payload>) -> Response<Payload> {
    let response = Response::builder().status(status);
    let response = response.header(CONTENT_TYPE, "application/json");
    response.body(body.into()).unwrap()
}

/// A client whose transport answers with what a function says to the number of a try.
fn answers(
    answer: impl Fn(u32) -> Result<Response<Payload>, TransportError> + Send + Sync + 'static,
) -> (Client, Arc<AtomicU32>) {
    let tries = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&tries);
    let transport = move |_: Request<Payload>| {
        let answer = answer(count.fetch_add(1, Ordering::SeqCst));
        async move { answer }
    };
    let client = Client::with_transport(BASE, transport).unwrap();
    (client.with_retry(QUICK), tries)
}

#[tokio::test]
async fn a_buffered_function_sees_the_whole_request() {
    let transport = Buffered::new(|request: Request<Vec<u8>>| async move {
        assert_eq!(
            request.uri(),
            "https://desk.example/xrpc/com.example.shelf.restoreArchive"
        );
        assert_eq!(request.method(), "POST");
        assert_eq!(request.headers()[CONTENT_TYPE], CAR);
        assert_eq!(request.headers()["authorization"], "Bearer token");
        assert_eq!(request.body(), b"archive");
        Ok::<_, io::Error>(Response::new("{}"))
    });
    let client = Client::with_transport(BASE, transport).unwrap();
    let client = client.with_bearer("token").unwrap();
    let upload = client.upload::<RestoreArchive>(&(), CAR, "archive");
    upload.await.unwrap();
    let pieces = stream::iter(["arch", "ive"]).map(Ok::<_, io::Error>);
    let pieces = Payload::from_stream(pieces);
    let upload = client.upload::<RestoreArchive>(&(), CAR, pieces);
    upload.await.unwrap();
}

#[tokio::test]
async fn a_refusal_is_the_error_of_the_endpoint() {
    let (client, tries) = answers(|_| Ok(json(StatusCode::BAD_REQUEST, r#"{"error":"Broken"}"#)));
    let error = client.procedure::<RingBell>(&()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "com.example.shelf.ringBell: Broken (400 Bad Request)"
    );
    assert_eq!(error.into_xrpc().unwrap().name(), "Broken");
    assert_eq!(tries.load(Ordering::SeqCst), 1);
}

/// Which calls are tried again is known from the error of the transport.
#[tokio::test]
async fn the_error_says_what_is_tried_again() {
    type Fails = fn(&'static str) -> TransportError;
    for (fails, queries, procedures) in [
        (TransportError::unsent as Fails, 3, 3),
        (TransportError::new as Fails, 3, 1),
        (TransportError::permanent as Fails, 1, 1),
    ] {
        let (client, tries) = answers(move |_| Err(fails("no line")));
        let error = client.query::<ListSections>(&()).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "com.example.shelf.listSections: no response: no line"
        );
        assert_eq!(tries.swap(0, Ordering::SeqCst), queries);
        client.procedure::<RingBell>(&()).await.unwrap_err();
        assert_eq!(tries.load(Ordering::SeqCst), procedures);
    }
}

#[tokio::test]
async fn a_query_is_tried_again_after_what_a_service_says() {
    let (client, tries) = answers(|time| match time {
        0 => Ok(json(StatusCode::BAD_GATEWAY, "")),
        // A body that breaks off.
        1 => {
            let broken = [Ok(r#"{"na"#), Err(io::Error::other("a cut"))];
            Ok(json(
                StatusCode::OK,
                Payload::from_stream(stream::iter(broken)),
            ))
        }
        _ => Ok(json(StatusCode::OK, SECTIONS)),
    });
    let sections = client.query::<ListSections>(&()).await.unwrap();
    assert_eq!(sections.name, "all");
    assert_eq!(tries.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_response_that_is_too_large_is_not_kept() {
    // One that says its size, one that does not, and one that never ends.
    let large = || Payload::from(vec![b' '; 1000]);
    let pieces = || Payload::from_stream(stream::repeat("    ").take(250).map(Ok::<_, io::Error>));
    let endless = || Payload::from_stream(stream::repeat("    ").map(Ok::<_, io::Error>));
    for body in [large as fn() -> Payload, pieces, endless] {
        for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
            let (client, _) = answers(move |_| Ok(json(status, body())));
            let client = client.with_max_response(999);
            let error = client.query::<ListSections>(&()).await.unwrap_err();
            assert!(
                matches!(error.kind(), ClientErrorKind::TooLarge(999)),
                "{error:?}"
            );
        }
    }
}

/// A transport that answers never, whose body never ends, or has only empty pieces.
#[tokio::test]
async fn a_call_ends_when_its_time_is_over() {
    let never = |_: Request<Payload>| std::future::pending();
    let empty = |_: Request<Payload>| async {
        let empty = stream::repeat("").map(Ok::<_, io::Error>);
        Ok(json(StatusCode::OK, Payload::from_stream(empty)))
    };
    let silent = |_: Request<Payload>| async {
        let silent = stream::pending::<Result<&str, io::Error>>();
        Ok(json(StatusCode::OK, Payload::from_stream(silent)))
    };
    let transports: [Arc<dyn Transport>; 3] = [Arc::new(never), Arc::new(empty), Arc::new(silent)];
    for transport in transports {
        let client = Client::with_transport(BASE, transport).unwrap();
        let client = client.with_timeout(Duration::from_millis(50));
        let error = client.query::<ListSections>(&()).await.unwrap_err();
        assert!(
            matches!(error.kind(), ClientErrorKind::Timeout),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn an_upload_is_a_stream() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&seen);
    let transport = move |request: Request<Payload>| {
        let keep = Arc::clone(&keep);
        async move {
            let mut body = request.into_body();
            while let Some(piece) = body.chunk().await? {
                keep.lock().unwrap().push((piece, body.content_length()));
            }
            Ok(Response::new(Payload::default()))
        }
    };
    let client = Client::with_transport(BASE, transport).unwrap();
    let pieces = stream::iter(["arch", "", "ive"]).map(Ok::<_, io::Error>);
    let upload = client.upload::<RestoreArchive>(&(), CAR, Payload::from_stream(pieces));
    upload.await.unwrap();
    let upload = client.upload::<RestoreArchive>(&(), CAR, "archive");
    upload.await.unwrap();
    let seen = seen.lock().unwrap();
    let seen: Vec<_> = seen
        .iter()
        .map(|(piece, left)| (&piece[..], *left))
        .collect();
    let expected: [(&[u8], _); 3] = [(b"arch", None), (b"ive", None), (b"archive", Some(0))];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn an_upload_that_breaks_off_fails() {
    let transport = Buffered::new(async |_| Ok::<_, io::Error>(Response::new("{}")));
    let client = Client::with_transport(BASE, transport).unwrap();
    let broken = [Ok("arch"), Err(io::Error::other("the disk is gone"))];
    let broken = Payload::from_stream(stream::iter(broken));
    let upload = client.upload::<RestoreArchive>(&(), CAR, broken);
    assert_eq!(
        upload.await.unwrap_err().to_string(),
        "com.example.shelf.restoreArchive: no response: the disk is gone"
    );
}

#[tokio::test]
async fn a_download_is_a_stream() {
    let (client, _) = answers(|_| {
        let pieces = [Ok("a,"), Ok(""), Ok("b"), Err(io::Error::other("a cut"))];
        let body = Payload::from_stream(stream::iter(pieces));
        let response = Response::builder().header(CONTENT_TYPE, "text/csv; charset=utf-8");
        Ok(response.body(body).unwrap())
    });
    let params = export_catalogue::Params::default();
    let download = client.download::<ExportCatalogue>(&params, &()).await;
    let mut download = download.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "a,");
    assert_eq!(download.chunk().await.unwrap().unwrap(), "b");
    let error = download.chunk().await.unwrap_err();
    assert!(
        matches!(error.kind(), DownloadErrorKind::Transport(_)),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "com.example.shelf.exportCatalogue: the download was interrupted: a cut"
    );
}

/// Bytes are sent again after a renewal; a stream is not.
#[tokio::test]
async fn a_session_is_renewed() {
    let transport = Buffered::new(|request: Request<Vec<u8>>| async move {
        assert_eq!(request.body(), b"archive");
        let response = Response::builder();
        match request.headers()["authorization"].to_str()? {
            "Bearer new" => Ok(Response::new("{}")),
            _ => Ok::<_, Box<dyn std::error::Error + Send + Sync>>(
                response.status(400).body(r#"{"error":"ExpiredToken"}"#)?,
            ),
        }
    });
    let client = Client::with_transport(BASE, transport).unwrap();
    let renewal = Renewal::default();
    let session = Session::new(&client, tokens("old"), renewal.clone());
    let client = client.with_auth(session);
    let pieces = stream::iter(["arch", "ive"]).map(Ok::<_, io::Error>);
    let upload = client.upload::<RestoreArchive>(&(), CAR, Payload::from_stream(pieces));
    let error = upload.await.unwrap_err();
    assert_eq!(error.xrpc().map(|error| error.name()), Some("ExpiredToken"));
    assert_eq!(renewal.times.load(Ordering::SeqCst), 1);
    let upload = client.upload::<RestoreArchive>(&(), CAR, "archive");
    upload.await.unwrap();
    assert_eq!(renewal.times.load(Ordering::SeqCst), 1);
}

/// What code that is generic over callers needs.
async fn name(caller: impl Caller) -> String {
    caller.query::<ListSections>(&()).await.unwrap().name
}

/// A type that has a client.
struct Account(Client);

impl Caller for Account {
    fn client(&self) -> &Client {
        &self.0
    }
}

#[tokio::test]
async fn code_is_generic_over_what_can_call() {
    let (client, _) = answers(|_| Ok(json(StatusCode::OK, SECTIONS)));
    assert_eq!(name(&client).await, "all");
    assert_eq!(name(Arc::new(client.clone())).await, "all");
    let account = Account(client);
    assert_eq!(name(&account).await, "all");
    assert_eq!(name(&&account).await, "all");
    // Its futures go to other threads.
    let task = tokio::spawn(async move { name(Box::new(account)).await });
    assert_eq!(task.await.unwrap(), "all");
}

/// The status and the name say more than how the body came.
#[tokio::test]
async fn an_odd_refusal_is_the_error_that_it_names() {
    let odd = |encoding: &'static str, body: fn() -> Payload| {
        let (client, _) = answers(move |_| {
            let response = Response::builder()
                .status(403)
                .header(CONTENT_TYPE, encoding);
            Ok(response.body(body()).unwrap())
        });
        async move { client.procedure::<RingBell>(&()).await.unwrap_err() }
    };
    let body = || r#"{"error":"Closed","message":null,"at":1.5}"#.into();
    let error = odd("text/html", body).await;
    assert_eq!(error.into_xrpc().unwrap().name(), "Closed");
    let breaks_off = || {
        let pieces = [Ok("the desk is "), Err(io::Error::other("a cut"))];
        Payload::from_stream(stream::iter(pieces))
    };
    let error = odd("text/plain", breaks_off).await;
    assert_eq!(
        error.to_string(),
        "com.example.shelf.ringBell: 403 Forbidden, without an XRPC error \
         (body: text/plain): the desk is"
    );
}

#[tokio::test]
async fn what_is_no_xrpc_is_told_with_its_start() {
    let (client, _) = answers(|_| {
        let page =
            "<html>\n<h1>Bad\u{1b}[2J gateway</h1>\r\n  eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOjF9.c2ln";
        let page = format!("{page}{}", "<br>".repeat(1000));
        let response = Response::builder()
            .status(404)
            .header(CONTENT_TYPE, "text/html");
        Ok(response.body(page.into()).unwrap())
    });
    let error = client.procedure::<RingBell>(&()).await.unwrap_err();
    let text = error.to_string();
    let start = "com.example.shelf.ringBell: 404 Not Found, without an XRPC error \
                 (body: text/html): <html> <h1>Bad\\u{1b}[2J gateway</h1> …<br><br>";
    assert!(text.starts_with(start), "{text}");
    assert!(text.len() < 600, "{text}");
    let ClientErrorKind::Call(CallError::Status { excerpt, .. }) = error.kind() else {
        panic!("{error:?}");
    };
    assert!(excerpt.contains("Bad\u{1b}[2J"), "{excerpt}");
}
