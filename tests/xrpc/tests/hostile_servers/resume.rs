//! Services that end a subscription again and again.

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use lexgen::xrpc::{
    Subscription, SubscriptionError,
    subscription::{Options, Resume},
};
use lexgen_tests_xrpc::com::example::shelf::watch_returns::{Error, Message, Params, WatchReturns};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message as Frame, handshake::derive_accept_key, protocol::Role},
};

use super::peer;

/// What a service does on one connection.
#[derive(Clone, Copy)]
enum Act {
    /// Accepts, sends these frames, and ends the connection.
    Sends(&'static [&'static str]),
    /// Accepts when the client has given up waiting for the first message a few times,
    /// sends these frames, and ends the connection.
    Hesitates(&'static [&'static str]),
    /// Answers without a WebSocket.
    Refuses(&'static str),
    /// Accepts, and answers pings.
    Hangs,
    /// Accepts, and says nothing at all.
    IsMute,
}

const INFO: &str = r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#info","name":"OutdatedCursor"}}"#;
const ONE: &str = r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#returned","seq":1,"book":"at://did:web:a.example","at":"2026-01-02T03:04:05.000Z"}}"#;
const TWO: &str = r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#returned","seq":2,"book":"at://did:web:a.example","at":"2026-01-02T03:04:05.000Z"}}"#;
const FIVE: &str = r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#returned","seq":5,"book":"at://did:web:a.example","at":"2026-01-02T03:04:05.000Z"}}"#;
const WRONG: &str =
    r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#returned"}}"#;
const SLOW: &str = r#"{"$type":"error","error":"ConsumerTooSlow"}"#;
const FUTURE: &str = r#"{"$type":"error","error":"FutureCursor"}"#;

/// A service that does these, one on each connection, and the queries that it has had.
async fn service(acts: &'static [Act]) -> (String, Arc<Mutex<Vec<String>>>) {
    let queries = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&queries);
    let url = peer::serve(move |mut stream| {
        let seen = Arc::clone(&seen);
        async move {
            let head = peer::head(&mut stream).await?;
            let target = head.split(' ').nth(1).unwrap_or_default();
            let query = target.split_once('?').map_or("", |(_, query)| query);
            let number = {
                let mut seen = seen.lock().unwrap();
                seen.push(query.to_owned());
                seen.len()
            };
            let key = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                let is_key = name.eq_ignore_ascii_case("sec-websocket-key");
                is_key.then(|| derive_accept_key(value.trim().as_bytes()))
            });
            let accept = key.unwrap_or_default();
            let frames = match acts.get(number - 1).copied() {
                Some(Act::Sends(frames)) => frames,
                Some(Act::Hesitates(frames)) => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                    frames
                }
                Some(Act::Refuses(response)) => {
                    return stream.write_all(response.as_bytes()).await;
                }
                Some(Act::Hangs | Act::IsMute) | None => &[],
            };
            let head = format!("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
            for frame in frames {
                let sent = socket.send(Frame::Text((*frame).into())).await;
                sent.map_err(io::Error::other)?;
            }
            match acts.get(number - 1) {
                Some(Act::Sends(_) | Act::Hesitates(_) | Act::Refuses(_)) => {}
                Some(Act::IsMute) => std::future::pending().await,
                Some(Act::Hangs) | None => while let Some(Ok(_)) = socket.next().await {},
            }
            Ok(())
        }
    })
    .await;
    (url, queries)
}

fn seq(message: &Message) -> Option<i64> {
    match message {
        Message::Returned(returned) => Some(returned.seq),
        _ => None,
    }
}

fn resume(url: &str) -> Resume<WatchReturns> {
    let set = |params: &mut Params, seq| params.cursor = Some(seq);
    let stream = Resume::new(url, Params::default(), seq, set);
    stream.with_pauses(Duration::ZERO..=Duration::ZERO)
}

/// Each seq, or the error, or `info`.
async fn read(stream: &mut Resume<WatchReturns>, most: usize) -> Vec<String> {
    let mut read = Vec::new();
    while read.len() < most
        && let Some(message) = stream.next().await
    {
        read.push(match message {
            Ok(message) => seq(&message).map_or("info".to_owned(), |seq| seq.to_string()),
            Err(error) => error.to_string(),
        });
    }
    read
}

#[tokio::test]
async fn it_goes_on_after_the_last_message_and_repeats_none() {
    let (url, queries) = service(&[
        Act::Sends(&[INFO, ONE, TWO]),
        Act::Refuses("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
        Act::Refuses("HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n"),
        Act::Refuses("nonsense"),
        Act::Sends(&[ONE, TWO, TWO, SLOW]),
        Act::Sends(&[INFO, TWO, FIVE, TWO, FIVE]),
        Act::Sends(&[FUTURE]),
    ])
    .await;
    let interruptions = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&interruptions);
    let mut stream = resume(&url).on_interruption(move |error, _| {
        let error = error.map(|error| match error {
            SubscriptionError::Refused(_) => "refused".to_owned(),
            SubscriptionError::Transport(_) => "transport".to_owned(),
            other => other.to_string(),
        });
        told.lock().unwrap().push(error.unwrap_or("end".to_owned()));
    });
    assert_eq!(stream.cursor(), None);
    assert_eq!(
        read(&mut stream, 9).await,
        [
            "info",
            "1",
            "2",
            "info",
            "5",
            "the service ended the stream: FutureCursor"
        ]
    );
    assert_eq!(stream.cursor(), Some(5));
    assert!(stream.next().await.is_none());
    let queries = queries.lock().unwrap();
    assert_eq!(
        *queries,
        [
            "", "cursor=2", "cursor=2", "cursor=2", "cursor=2", "cursor=2", "cursor=5"
        ]
    );
    let slow = "the service ended the stream: ConsumerTooSlow";
    assert_eq!(
        *interruptions.lock().unwrap(),
        [
            "transport",
            "refused",
            "refused",
            "transport",
            slow,
            "transport"
        ]
    );
}

#[tokio::test]
async fn it_starts_after_a_stored_cursor() {
    let (url, queries) = service(&[Act::Sends(&[ONE, TWO, FIVE]), Act::Hangs]).await;
    let mut stream = resume(&url).after(2);
    assert_eq!(read(&mut stream, 1).await, ["5"]);
    assert_eq!(*queries.lock().unwrap(), ["cursor=2"]);
}

/// Its address may be wrong, and so may the request.
#[tokio::test]
async fn the_first_connection_is_not_repeated() {
    for act in [
        Act::Refuses("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
        Act::Refuses("nonsense"),
    ] {
        let acts: &'static [Act] = Box::leak(Box::new([act]));
        let (url, queries) = service(acts).await;
        let mut stream = resume(&url);
        assert!(matches!(stream.next().await, Some(Err(_))));
        assert!(stream.next().await.is_none());
        assert_eq!(queries.lock().unwrap().len(), 1);
    }
}

/// A daemon may start before its service does. A wrong request is still an error.
#[tokio::test]
async fn the_first_connection_is_repeated_on_demand() {
    let (url, queries) = service(&[
        Act::Refuses("HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n"),
        Act::Refuses("nonsense"),
        Act::Sends(&[ONE, FUTURE]),
    ])
    .await;
    let mut stream = resume(&url).with_first_repeated();
    assert!(matches!(stream.next().await, Some(Ok(_))));
    let Some(Err(error)) = stream.next().await else {
        panic!("no error");
    };
    assert!(!error.is_temporary(), "{error}");
    assert_eq!(queries.lock().unwrap().len(), 3);

    let (url, queries) = service(&[Act::Refuses("HTTP/1.1 404 Not Found\r\n\r\n")]).await;
    let mut stream = resume(&url).with_first_repeated();
    assert!(matches!(stream.next().await, Some(Err(error)) if !error.is_temporary()));
    assert!(stream.next().await.is_none());
    assert_eq!(queries.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_temporary_is_known_to_the_program() {
    for (act, is_temporary) in [
        (Act::Sends(&[]), true),
        (Act::Sends(&[SLOW]), true),
        (Act::Sends(&[FUTURE]), false),
        (Act::Sends(&[WRONG]), false),
    ] {
        let acts: &'static [Act] = Box::leak(Box::new([act]));
        let (url, _) = service(acts).await;
        let mut stream = Subscription::<WatchReturns>::connect(&url, &Params::default())
            .await
            .unwrap();
        let Some(Err(error)) = stream.next().await else {
            panic!("no error");
        };
        assert_eq!(error.is_temporary(), is_temporary, "{error}");
    }
}

#[tokio::test]
async fn a_refusal_ends_it() {
    let (url, queries) = service(&[
        Act::Sends(&[ONE]),
        Act::Refuses(
            "HTTP/1.1 400 Bad Request\r\ncontent-length: 24\r\n\r\n{\"error\":\"CursorTooOld\"}",
        ),
    ])
    .await;
    let mut stream = resume(&url);
    assert!(matches!(stream.next().await, Some(Ok(_))));
    let Some(Err(error)) = stream.next().await else {
        panic!("no error");
    };
    assert!(
        matches!(error.xrpc(), Some(Error::CursorTooOld(_))),
        "{error}"
    );
    assert!(stream.next().await.is_none());
    assert_eq!(queries.lock().unwrap().len(), 2);
}

/// A message that does not match the lexicon is reported once, and the next is read on the
/// same connection.
#[tokio::test]
async fn messages_that_cannot_be_read_are_told_once() {
    let (url, queries) = service(&[
        Act::Sends(&[ONE, WRONG, TWO, WRONG, SLOW]),
        Act::Sends(&[TWO, FIVE]),
        Act::Hangs,
    ])
    .await;
    let mut stream = resume(&url);
    assert_eq!(
        unreadable(read(&mut stream, 5).await),
        ["1", "unreadable", "2", "unreadable", "5"]
    );
    assert_eq!(*queries.lock().unwrap(), ["", "cursor=2"]);
}

/// What is no frame ends the connection: nothing that follows it is read, and the next
/// connection begins after the last message.
#[tokio::test]
async fn broken_frames_end_the_connection_and_are_not_skipped() {
    const NO_TYPE: &str = r#"{"payload":{}}"#;
    let (url, queries) = service(&[
        Act::Sends(&[ONE, "{", TWO]),
        Act::Sends(&[ONE, "", TWO]),
        Act::Sends(&[NO_TYPE, TWO]),
        Act::Sends(&[TWO, "garbage", FIVE]),
        Act::Sends(&[TWO, FIVE]),
        Act::Hangs,
    ])
    .await;
    let interruptions = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&interruptions);
    let mut stream = resume(&url).on_interruption(move |error, _| {
        let is_frame = matches!(error, Some(SubscriptionError::Frame(_)));
        told.lock().unwrap().push(is_frame);
    });
    assert_eq!(
        unreadable(read(&mut stream, 7).await),
        [
            "1",
            "unreadable",
            "unreadable",
            "unreadable",
            "2",
            "unreadable",
            "5"
        ]
    );
    assert_eq!(
        *queries.lock().unwrap(),
        ["", "cursor=1", "cursor=1", "cursor=1", "cursor=2"]
    );
    assert_eq!(*interruptions.lock().unwrap(), [true; 4]);
}

/// The same with one word for all errors of frames.
fn unreadable(read: Vec<String>) -> Vec<String> {
    let frame = "a frame does not match the lexicon: ";
    let read = read.into_iter().map(|read| {
        if read.starts_with(frame) {
            "unreadable".to_owned()
        } else {
            read
        }
    });
    read.collect()
}

/// The service has no such stream, and says that the client should not try again.
#[tokio::test]
async fn a_stream_that_is_not_implemented_is_not_asked_for_again() {
    let (url, queries) = service(&[
        Act::Sends(&[ONE]),
        Act::Refuses("HTTP/1.1 501 Not Implemented\r\ncontent-length: 0\r\n\r\n"),
        Act::Sends(&[TWO]),
    ])
    .await;
    let mut stream = resume(&url);
    assert!(matches!(stream.next().await, Some(Ok(_))));
    let Some(Err(error)) = stream.next().await else {
        panic!("no error");
    };
    assert!(!error.is_temporary(), "{error}");
    assert!(stream.next().await.is_none());
    assert_eq!(queries.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn silence_is_a_lost_connection() {
    let (url, queries) = service(&[Act::Sends(&[ONE]), Act::IsMute, Act::Sends(&[TWO])]).await;
    let options = Options::default().with_idle_timeout(Duration::from_millis(200));
    let mut stream = resume(&url).with_options(options);
    assert_eq!(read(&mut stream, 2).await, ["1", "2"]);
    assert_eq!(*queries.lock().unwrap(), ["", "cursor=1", "cursor=1"]);
}

/// What they are, and not how long it takes.
#[tokio::test]
async fn pauses_grow_until_there_is_a_new_message() {
    let (url, _) = service(&[
        Act::Sends(&[ONE]),
        Act::Sends(&[ONE]),
        Act::Sends(&[INFO, ONE]),
        Act::Sends(&[]),
        Act::Sends(&[TWO]),
        Act::Sends(&[FIVE, FUTURE]),
    ])
    .await;
    let pauses = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&pauses);
    let mut stream = resume(&url)
        .with_pauses(Duration::from_micros(100)..=Duration::from_micros(500))
        .on_interruption(move |_, pause| told.lock().unwrap().push(pause.as_micros()));
    read(&mut stream, 9).await;
    let pauses = pauses.lock().unwrap();
    let limits = [100..=150, 200..=300, 400..=500, 500..=500, 100..=150];
    assert_eq!(pauses.len(), limits.len());
    for (pause, limits) in pauses.iter().zip(limits) {
        assert!(limits.contains(pause), "{pauses:?}");
    }
}

/// A loop with a timeout or `select!` drops the future of `next` all the time: while it
/// connects, while it pauses, and while it waits for a message.
#[tokio::test]
async fn a_connection_goes_on_if_the_future_is_dropped() {
    let (url, queries) = service(&[
        Act::Hesitates(&[ONE]),
        Act::Hesitates(&[TWO]),
        Act::Hesitates(&[FIVE, FUTURE]),
    ])
    .await;
    let pause = Duration::from_millis(50);
    let mut stream = resume(&url).with_pauses(pause..=pause);
    let mut read = Vec::new();
    // Each wait is shorter than the time that the service takes to accept.
    for _ in 0..2_000 {
        let next = tokio::time::timeout(Duration::from_millis(10), stream.next());
        match next.await {
            Ok(Some(message)) => read.push(message.ok().and_then(|message| seq(&message))),
            Ok(None) => break,
            Err(_) => {}
        }
    }
    assert_eq!(read, [Some(1), Some(2), Some(5), None]);
    assert_eq!(*queries.lock().unwrap(), ["", "cursor=1", "cursor=2"]);
}

#[tokio::test]
async fn it_is_a_stream() {
    let (url, _) = service(&[Act::Sends(&[ONE]), Act::Sends(&[TWO, FUTURE])]).await;
    // In a task of its own, which wants it to be `Send`.
    let counting = tokio::spawn(resume(&url).into_stream().count());
    assert_eq!(counting.await.unwrap(), 3);
}
