//! How connections of subscriptions begin and end.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use lexgen::xrpc::{
    Subscription, SubscriptionError, XrpcError, error_frame, subscription::Options,
};
use lexgen_tests_xrpc::com::example::shelf::subscribe_desk::{Message, Params, SubscribeDesk};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message as Frame,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::peer;

type Stream = Subscription<SubscribeDesk>;

/// A message `#info` of the desk.
fn info() -> Vec<u8> {
    b"\xa2\x61t\x65#info\x62op\x01\xa1\x64name\x60".to_vec()
}

/// The code of the close frame that the client sends, if it sends one; the peer reads
/// to the end.
async fn heard(socket: &mut WebSocketStream<TcpStream>) -> Option<u16> {
    let mut code = None;
    while let Some(Ok(message)) = socket.next().await {
        if let Frame::Close(Some(frame)) = message {
            code = Some(frame.code.into());
        }
    }
    code
}

/// A peer that sends bytes below WebSocket, and reports the code it hears.
async fn sends(bytes: Vec<u8>) -> (String, mpsc::UnboundedReceiver<Option<u16>>) {
    let (sender, codes) = mpsc::unbounded_channel();
    let url = peer::accepts(move |mut socket| {
        let (sender, bytes) = (sender.clone(), bytes.clone());
        async move {
            socket.get_mut().write_all(&bytes).await?;
            let _ = sender.send(heard(&mut socket).await);
            Ok(())
        }
    })
    .await;
    (url, codes)
}

/// A binary frame with a payload of less than 126 bytes.
fn frame(payload: &[u8]) -> Vec<u8> {
    [&[0x82, payload.len() as u8], payload].concat()
}

async fn connect(url: &str) -> Stream {
    Stream::connect(url, &Params::default()).await.unwrap()
}

/// After what the peer does wrong there is one error, a close frame that says why,
/// and the end.
#[tokio::test]
async fn each_fault_has_its_close_code_and_ends_the_stream() {
    let too_large = [
        &[0x82, 127][..],
        &(9_u64 << 20).to_be_bytes(),
        &[0; 1 << 16],
    ]
    .concat();
    let unmasked_reserved = vec![0xf2, 1, b'x'];
    for (bytes, code) in [
        (too_large, 1009),
        (vec![0x81, 2, b'h', b'i'], 1003),
        (vec![0x81, 1, 0xff], 1007),
        (unmasked_reserved, 1002),
        (frame(b"\xa2\x61t"), 1007),
        (frame(b"\xa2\x61t\x65#info\x62op\x01\xa1\x64name"), 1007),
        (
            frame(&error_frame(&XrpcError::new("FutureCursor")).unwrap()),
            1000,
        ),
    ] {
        let (url, mut codes) = sends([frame(&info()), bytes].concat()).await;
        let mut stream = connect(&url).await;
        assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
        let fault = stream.next().await;
        assert!(matches!(fault, Some(Err(_))), "{code}: {fault:?}");
        assert!(stream.next().await.is_none(), "{code}");
        assert!(stream.next().await.is_none(), "{code}");
        assert_eq!(codes.recv().await, Some(Some(code)), "{fault:?}");
    }
}

/// A message that only the lexicon refuses does not end the stream.
#[tokio::test]
async fn a_message_that_does_not_match_is_skipped() {
    let wrong = frame(b"\xa2\x61t\x65#info\x62op\x01\xa1\x64name\x01");
    let (url, mut codes) = sends([wrong, frame(&info())].concat()).await;
    let mut stream = connect(&url).await;
    let fault = stream.next().await;
    assert!(
        matches!(fault, Some(Err(SubscriptionError::Frame(_)))),
        "{fault:?}"
    );
    assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
    stream.close().await;
    assert_eq!(codes.recv().await, Some(Some(1000)));
}

#[tokio::test]
async fn whoever_drops_a_subscription_says_so() {
    let (url, mut codes) = sends(Vec::new()).await;
    drop(connect(&url).await);
    assert_eq!(codes.recv().await, Some(Some(1000)));
}

/// The peer closes with a code, and gets it back.
#[tokio::test]
async fn the_close_frame_of_the_peer_is_answered() {
    for code in [1000, 1001, 1008] {
        let (sender, mut codes) = mpsc::unbounded_channel();
        let url = peer::accepts(move |mut socket| {
            let sender = sender.clone();
            async move {
                let reason = "\u{1b}[2J".into();
                let code = CloseCode::from(code);
                let closed = socket.close(Some(CloseFrame { code, reason })).await;
                closed.map_err(std::io::Error::other)?;
                let _ = sender.send(heard(&mut socket).await);
                Ok(())
            }
        })
        .await;
        let mut stream = connect(&url).await;
        assert!(stream.next().await.is_none());
        assert_eq!(codes.recv().await, Some(Some(code)));
    }
}

/// The peer neither answers a close frame nor ends the connection.
#[tokio::test]
async fn a_peer_that_does_not_close_is_left() {
    let url = peer::accepts(async |mut socket| {
        let error = error_frame(&XrpcError::new("FutureCursor")).unwrap();
        let sent = socket.send(Frame::Binary(error.into())).await;
        sent.map_err(std::io::Error::other)?;
        std::future::pending().await
    })
    .await;
    let mut stream = connect(&url).await;
    assert!(matches!(
        stream.next().await,
        Some(Err(SubscriptionError::Xrpc(_)))
    ));
    assert!(stream.next().await.is_none());
    connect(&url).await.close().await;
}

/// Milliseconds instead of a minute.
fn impatient() -> Options {
    Options::default().with_idle_timeout(Duration::from_millis(200))
}

/// A peer that falls silent, also within a frame, which it sends drop by drop.
#[tokio::test]
async fn a_silent_peer_is_left() {
    for is_dripping in [false, true] {
        let url = peer::accepts(move |mut socket| async move {
            socket.get_mut().write_all(&frame(&info())).await?;
            if is_dripping {
                socket.get_mut().write_all(&[0x82, 126, 0xff, 0xff]).await?;
            }
            loop {
                tokio::time::sleep(Duration::from_millis(20)).await;
                if is_dripping {
                    socket.get_mut().write_all(b"x").await?;
                }
            }
        })
        .await;
        let stream = Stream::connect_with(&url, &Params::default(), impatient()).await;
        let mut stream = stream.unwrap();
        assert!(matches!(stream.next().await, Some(Ok(_))));
        let fault = stream.next().await;
        assert!(
            matches!(fault, Some(Err(SubscriptionError::Timeout))),
            "{fault:?}"
        );
        assert!(stream.next().await.is_none());
    }
}

/// A peer without messages that answers pings is not left.
#[tokio::test]
async fn a_peer_that_is_only_quiet_is_not_left() {
    let url = peer::accepts(async |mut socket| {
        let mut pings = 0;
        // Together they take longer than the client would wait for an answer.
        while pings < 3 {
            match socket.next().await {
                Some(Ok(Frame::Ping(_))) => pings += 1,
                other => panic!("{other:?}"),
            }
        }
        let sent = socket.send(Frame::Binary(info().into())).await;
        sent.map_err(std::io::Error::other)
    })
    .await;
    // Half of it is the time for an answer, also on a busy machine.
    let options = Options::default().with_idle_timeout(Duration::from_secs(4));
    let stream = Stream::connect_with(&url, &Params::default(), options).await;
    let first = stream.unwrap().next().await;
    assert!(matches!(first, Some(Ok(Message::Info(_)))), "{first:?}");
}

/// Peers that never finish the handshake, or a refusal.
#[tokio::test]
async fn a_handshake_has_a_limit() {
    for head in [
        "",
        "HTTP/1.1 101 Switching Protocols\r\n",
        "HTTP/1.1 400 Bad Request\r\ncontent-length: 10\r\n\r\n{",
    ] {
        let url = peer::serve(move |mut stream| async move {
            peer::head(&mut stream).await?;
            stream.write_all(head.as_bytes()).await?;
            std::future::pending().await
        })
        .await;
        let options = Options::default().with_connect_timeout(Duration::from_millis(200));
        let outcome = Stream::connect_with(&url, &Params::default(), options).await;
        assert!(
            matches!(outcome, Err(SubscriptionError::Timeout)),
            "{outcome:?}"
        );
    }
}

/// The body of a refusal comes after its head, in chunks.
#[tokio::test]
async fn a_refusal_is_read_to_its_end() {
    let url = peer::serve(async |mut stream| {
        peer::head(&mut stream).await?;
        let pieces = [
            "HTTP/1.1 429 Too Many Requests\r\ntransfer-encoding: chunked\r\n\r\n",
            "10\r\n{\"error\":\"RateLi\r\n",
            "f\r\nmitExceeded\"}  \r\n",
            "0\r\n\r\n",
        ];
        for piece in pieces {
            stream.write_all(piece.as_bytes()).await?;
            stream.flush().await?;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    })
    .await;
    let outcome = Stream::connect(&url, &Params::default()).await;
    let Err(SubscriptionError::Refused(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
    assert_eq!(
        error.xrpc().map(|error| error.name()),
        Some("RateLimitExceeded")
    );
}

/// The body of a refusal breaks off, and its status is known.
#[tokio::test]
async fn a_refusal_that_breaks_off_has_its_status() {
    for (status, body) in [
        (429, "content-length: 100\r\n\r\n{\"error\":"),
        (
            401,
            "transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        ),
    ] {
        let url = peer::serve(move |mut stream| async move {
            peer::head(&mut stream).await?;
            let response = format!("HTTP/1.1 {status} No\r\n{body}");
            stream.write_all(response.as_bytes()).await
        })
        .await;
        let outcome = Stream::connect(&url, &Params::default()).await;
        let Err(SubscriptionError::Refused(error)) = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status));
    }
}

/// What is not the answer to this handshake opens nothing.
#[tokio::test]
async fn a_response_to_another_handshake_is_refused() {
    let switch =
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n";
    for rest in ["", "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"] {
        let url = peer::serve(move |mut stream| async move {
            peer::head(&mut stream).await?;
            stream
                .write_all(format!("{switch}{rest}\r\n").as_bytes())
                .await?;
            let _ = stream.read(&mut [0; 16]).await?;
            Ok(())
        })
        .await;
        let outcome = Stream::connect(&url, &Params::default()).await;
        assert!(
            matches!(outcome, Err(SubscriptionError::Transport(_))),
            "{outcome:?}"
        );
    }
}

/// The bases that `Client` refuses, and no others.
#[tokio::test]
async fn what_is_no_service_is_refused() {
    for base in [
        "",
        "relay.example",
        "ftp://relay.example",
        "wss://",
        "wss://relay.example/xrpc",
        "wss://relay.example?a=b",
        "wss://relay.example#a",
        "wss://alice:hunter2@relay.example",
        "wss://\u{1b}[2J\n/",
    ] {
        let outcome = Stream::connect(base, &Params::default()).await;
        let Err(error @ SubscriptionError::Setup(_)) = outcome else {
            panic!("{base}: {outcome:?}");
        };
        let text = error.to_string();
        assert!(
            !text.contains("hunter2") && !text.contains(char::is_control),
            "{text}"
        );
    }
    for (base, expected) in [
        (
            "wss://relay.example/xrpc",
            "`wss://relay.example/xrpc` is not the URL of a service: it must end after the host and port, because `/xrpc/` is always top-level",
        ),
        (
            "ftp://relay.example",
            "`ftp://relay.example` is not the URL of a service: it must start with `wss://`, `ws://`, `https://` or `http://`",
        ),
    ] {
        let outcome = Stream::connect(base, &Params::default()).await;
        assert_eq!(outcome.unwrap_err().to_string(), expected);
    }
    for base in [
        "ws://127.0.0.1:1",
        "WS://127.0.0.1:1/",
        "http://127.0.0.1:1",
    ] {
        let outcome = Stream::connect(base, &Params::default()).await;
        assert!(
            matches!(outcome, Err(SubscriptionError::Transport(_))),
            "{outcome:?}"
        );
    }
}
