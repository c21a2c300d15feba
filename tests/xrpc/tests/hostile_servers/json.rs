//! Services whose frames are JSON, and that do not follow the rules.

use std::io::{self, Write};

use futures_util::{SinkExt, StreamExt};
use lexgen::xrpc::{
    Subprotocol, Subscription, SubscriptionError,
    subscription::{DecodedFrame, Options},
};
use lexgen_tests_xrpc::com::example::shelf::{
    subscribe_desk::{self, SubscribeDesk},
    watch_returns::{Error, Message, Params, WatchReturns},
};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::mpsc};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Bytes, Message as Frame, Utf8Bytes,
        handshake::derive_accept_key,
        protocol::{
            Role,
            frame::{
                Frame as RawFrame,
                coding::{Data, OpCode},
            },
        },
    },
};

use super::{peer, victim};

type Stream = Subscription<WatchReturns>;

const MIB: u64 = 1 << 20;
const INFO: &str = r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#info","name":"OutdatedCursor"}}"#;

/// Bytes that a peer says are text.
fn text(bytes: &'static [u8]) -> Frame {
    let payload = Bytes::from_static(bytes);
    let opcode = OpCode::Data(Data::Text);
    Frame::Frame(RawFrame::message(payload, opcode, true))
}

/// A peer that sends frames, reads to the end, and reports the code it hears.
async fn sends(frames: Vec<Frame>) -> (String, mpsc::UnboundedReceiver<Option<u16>>) {
    let (sender, codes) = mpsc::unbounded_channel();
    let url = peer::accepts(move |mut socket| {
        let (sender, frames) = (sender.clone(), frames.clone());
        async move {
            for frame in frames {
                let sent = socket.send(frame).await;
                sent.map_err(io::Error::other)?;
            }
            let _ = sender.send(heard(&mut socket).await);
            Ok(())
        }
    })
    .await;
    (url, codes)
}

async fn heard(socket: &mut WebSocketStream<TcpStream>) -> Option<u16> {
    let mut code = None;
    while let Some(Ok(message)) = socket.next().await {
        if let Frame::Close(Some(frame)) = message {
            code = Some(frame.code.into());
        }
    }
    code
}

/// After what the peer does wrong there is one error, a close frame that says why, and
/// the end: what the peer sends after that is not seen.
#[tokio::test]
async fn each_fault_has_its_close_code_and_ends_the_stream() {
    let json = |json: &'static str| Frame::Text(json.into());
    for (frame, code, expected) in [
        (
            Frame::Binary(INFO.into()),
            1003,
            "received a binary message, but frames of `xrpc.v1.json` are text",
        ),
        (
            text(b"{\"$type\":\"\xff\"}"),
            1007,
            "the connection failed: ",
        ),
        (
            Frame::Text("x".repeat((8 << 20) + 1).into()),
            1009,
            "the connection failed: ",
        ),
        (
            json(r#"{"$type":"mess"#),
            1007,
            "a frame does not match the lexicon: invalid frame: /$type: EOF while parsing a string",
        ),
        (
            json(r#"{"payload":{}}"#),
            1007,
            "a frame does not match the lexicon: invalid frame: missing field `$type`",
        ),
        (
            json(r#"{"$type":"error","error":"FutureCursor"}"#),
            1000,
            "the service ended the stream: FutureCursor",
        ),
    ] {
        let frames = vec![json(INFO), frame, json(INFO), Frame::Binary(INFO.into())];
        let (url, mut codes) = sends(frames).await;
        let mut stream = Stream::connect(&url, &Params::default()).await.unwrap();
        assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
        let Some(Err(fault)) = stream.next().await else {
            panic!("{expected}");
        };
        assert!(fault.to_string().starts_with(expected), "{fault}");
        assert!(stream.next().await.is_none(), "{fault}");
        assert!(stream.next().await.is_none(), "{fault}");
        assert_eq!(codes.recv().await, Some(Some(code)), "{fault}");
    }
}

#[tokio::test]
async fn text_is_refused_where_frames_are_binary() {
    let (url, mut codes) = sends(vec![Frame::Text(INFO.into())]).await;
    let params = subscribe_desk::Params::default();
    let stream = Subscription::<SubscribeDesk>::connect(&url, &params);
    let fault = stream.await.unwrap().next().await.unwrap().unwrap_err();
    assert_eq!(
        fault.to_string(),
        "received a text message, but frames of `xrpc.v0.cbor` are binary"
    );
    assert_eq!(codes.recv().await, Some(Some(1003)));
}

/// They end neither the stream nor each other.
#[tokio::test]
async fn frames_that_cannot_be_read_are_skipped() {
    let deep = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        format!(
            r#"{{"$type":"message","payload":{{"$type":"com.example.shelf.watchReturns#info","name":"","new":{open}{close}}}}}"#
        )
    };
    let frames = [
        r#"{"$type":"later","payload":[1.5]}"#.to_owned(),
        r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#info","name":7}}"#
            .to_owned(),
        deep(200),
        deep(1 << 20),
        INFO.to_owned(),
    ];
    let (url, mut codes) = sends(frames.map(|json| Frame::Text(json.into())).into()).await;
    let mut stream = Stream::connect(&url, &Params::default()).await.unwrap();
    for path in ["/name", "/new", "/new"] {
        let Some(Err(SubscriptionError::Frame(error))) = stream.next().await else {
            panic!("{path}");
        };
        assert!(error.path().starts_with(path), "{error}");
        assert!(!error.is_broken(), "{error}");
        assert!(error.to_string().len() < 2000, "{error}");
    }
    assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
    stream.close().await;
    assert_eq!(codes.recv().await, Some(Some(1000)));
}

/// A service that answers the handshake with these headers, and sends a frame.
async fn answers(headers: &'static str, frame: Frame) -> String {
    peer::serve(move |mut stream| {
        let frame = frame.clone();
        async move {
            let head = peer::head(&mut stream).await?;
            let key = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                let is_key = name.eq_ignore_ascii_case("sec-websocket-key");
                is_key.then(|| derive_accept_key(value.trim().as_bytes()))
            });
            let accept = key.unwrap_or_default();
            let head = format!(
                "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n{headers}\r\n"
            );
            stream.write_all(head.as_bytes()).await?;
            let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
            let sent = socket.send(frame).await;
            sent.map_err(io::Error::other)?;
            heard(&mut socket).await;
            Ok(())
        }
    })
    .await
}

/// A service that knows none of the offers speaks as the lexicon says.
#[tokio::test]
async fn an_offer_without_an_answer_means_the_default() {
    let url = answers("", Frame::Text(INFO.into())).await;
    let options = Options::default().with_subprotocols([Subprotocol::V1Cbor]);
    let stream = Stream::connect_with(&url, &Params::default(), options).await;
    let mut stream = stream.unwrap();
    assert_eq!(stream.subprotocol(), Subprotocol::V1Json);
    assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
}

#[tokio::test]
async fn an_answer_that_was_not_offered_is_refused() {
    for (headers, offered, expected) in [
        (
            "sec-websocket-protocol: xrpc.v1.json\r\n",
            &[][..],
            "the connection failed: the service selects the subprotocol `xrpc.v1.json`, which was not offered",
        ),
        (
            "sec-websocket-protocol: xrpc.v0.cbor\r\n",
            &[Subprotocol::V1Json, Subprotocol::V1Cbor],
            "the connection failed: the service selects the subprotocol `xrpc.v0.cbor`, which was not offered",
        ),
        (
            "sec-websocket-protocol: XRPC.V1.JSON\r\n",
            &[Subprotocol::V1Json],
            "the connection failed: the service selects the subprotocol `XRPC.V1.JSON`, which was not offered",
        ),
        (
            "sec-websocket-protocol: xrpc.v1.json, xrpc.v1.cbor\r\n",
            &[Subprotocol::V1Json, Subprotocol::V1Cbor],
            "the connection failed: the service selects the subprotocol `xrpc.v1.json, xrpc.v1.cbor`, which was not offered",
        ),
        (
            "sec-websocket-protocol: xrpc.v1.json\r\nsec-websocket-protocol: xrpc.v1.json\r\n",
            &[Subprotocol::V1Json],
            "the connection failed: the service selects more than one subprotocol",
        ),
        (
            "sec-websocket-protocol: \x1b]0;x\x07\r\n",
            &[Subprotocol::V1Json],
            "the connection failed: ",
        ),
        (
            "sec-websocket-protocol: \u{202e}\r\n",
            &[Subprotocol::V1Json],
            "the connection failed: the service selects the subprotocol `\\u{202e}`, which was not offered",
        ),
    ] {
        let url = answers(headers, Frame::Text(INFO.into())).await;
        let options = Options::default().with_subprotocols(offered.iter().copied());
        let outcome = Stream::connect_with(&url, &Params::default(), options).await;
        let error = outcome.unwrap_err();
        assert!(
            matches!(error, SubscriptionError::Transport(_)),
            "{error:?}"
        );
        assert!(error.to_string().starts_with(expected), "{error}");
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
}

#[tokio::test]
async fn a_subprotocol_is_not_offered_as_a_header() {
    let headers = [("sec-websocket-protocol", "xrpc.v1.json")].map(|(name, value)| {
        let name = http::HeaderName::from_static(name);
        (name, http::HeaderValue::from_static(value))
    });
    let options = Options::default().with_headers(headers.into_iter().collect());
    let outcome = Stream::connect_with("ws://127.0.0.1:1", &Params::default(), options).await;
    let error = outcome.unwrap_err();
    assert_eq!(
        error.to_string(),
        "a subprotocol is offered with `with_subprotocols`, not with the header `Sec-WebSocket-Protocol`"
    );
}

/// Repeats each byte of a message as often as the byte says, in thousands.
fn unpack(message: &[u8], frame: &mut DecodedFrame) -> io::Result<()> {
    for &byte in message {
        for _ in 0..u32::from(byte) * 1000 {
            frame.write_all(b" ")?;
        }
    }
    match message {
        [] => Err(io::Error::other("\u{1b}[2Jempty")),
        _ => frame.write_all(INFO.as_bytes()),
    }
}

async fn decoded(
    messages: &[&'static [u8]],
    decode: impl FnMut(&[u8], &mut DecodedFrame) -> io::Result<()> + Send + 'static,
) -> (Stream, mpsc::UnboundedReceiver<Option<u16>>) {
    let frames = messages
        .iter()
        .map(|message| Frame::Binary(Bytes::from_static(message)));
    let (url, codes) = sends(frames.collect()).await;
    let options = Options::default().with_decoder(decode);
    let stream = Stream::connect_with(&url, &Params::default(), options).await;
    (stream.unwrap(), codes)
}

#[tokio::test]
async fn binary_messages_are_decoded_by_the_program() {
    let (mut stream, _) = decoded(&[b"\x01", b"\x00", b"\xff\xff"], unpack).await;
    for _ in 0..3 {
        assert!(matches!(stream.next().await, Some(Ok(Message::Info(_)))));
    }
    // Text is still a frame.
    let (url, _) = sends(vec![Frame::Text(INFO.into())]).await;
    let options = Options::default().with_decoder(unpack);
    let stream = Stream::connect_with(&url, &Params::default(), options).await;
    let first = stream.unwrap().next().await;
    assert!(matches!(first, Some(Ok(Message::Info(_)))));
}

/// The limit holds whatever the program does with its error.
#[tokio::test]
async fn a_decoded_frame_has_a_limit() {
    let hides = |message: &[u8], frame: &mut DecodedFrame| {
        let _ = unpack(message, frame);
        Ok(())
    };
    for is_hidden in [false, true] {
        let bomb: &[&[u8]] = &[&[0xff; 40]];
        let (mut stream, mut codes) = if is_hidden {
            decoded(bomb, hides).await
        } else {
            decoded(bomb, unpack).await
        };
        let Some(Err(error @ SubscriptionError::Decoder(_))) = stream.next().await else {
            panic!("{is_hidden}");
        };
        assert_eq!(
            error.to_string(),
            "a binary message cannot be decoded: the decoded frame has more than 8388608 bytes"
        );
        assert!(stream.next().await.is_none());
        assert_eq!(codes.recv().await, Some(Some(1009)));
    }
}

#[tokio::test]
async fn an_error_of_the_program_ends_the_stream() {
    let (mut stream, mut codes) = decoded(&[b"", b"\x01"], unpack).await;
    let Some(Err(error @ SubscriptionError::Decoder(_))) = stream.next().await else {
        panic!("no error");
    };
    assert_eq!(
        error.to_string(),
        "a binary message cannot be decoded: \\u{1b}[2Jempty"
    );
    assert!(stream.next().await.is_none());
    assert_eq!(codes.recv().await, Some(Some(1007)));
    // What it writes is no frame.
    let (mut stream, mut codes) = decoded(&[b"x"], |message, frame| frame.write_all(message)).await;
    let Some(Err(SubscriptionError::Frame(error))) = stream.next().await else {
        panic!("no error");
    };
    assert!(error.is_broken());
    assert_eq!(codes.recv().await, Some(Some(1007)));
}

/// Frames without end that are skipped, that do not match, and that are decoded.
#[tokio::test]
async fn floods_take_little_memory() {
    let skipped = Frame::Text(r#"{"$type":"later"}"#.into());
    let wrong = Frame::Text(Utf8Bytes::from_static(
        r#"{"$type":"message","payload":{"$type":"com.example.shelf.watchReturns#info"}}"#,
    ));
    let bomb = Frame::Binary(Bytes::from_static(&[0xff; 20]));
    for (frame, times) in [(skipped, 200_000), (wrong, 2_000), (bomb, 50)] {
        let shown = frame.to_string();
        let url = peer::accepts(move |mut socket| {
            let frame = frame.clone();
            async move {
                for _ in 0..times {
                    let fed = socket.feed(frame.clone()).await;
                    fed.map_err(io::Error::other)?;
                }
                let closed = socket.close(None).await;
                closed.map_err(io::Error::other)
            }
        })
        .await;
        let report = victim::call("json", &url).await;
        assert!(
            report.grown < 32 * MIB,
            "{} MiB: {shown}",
            report.grown / MIB
        );
    }
}

/// The error of a stream is told once, and what its source says not at all.
#[tokio::test]
async fn errors_are_named_by_the_lexicon() {
    let frame = r#"{"$type":"error","error":"CursorTooOld","message":"\u001b[2J","floor":7}"#;
    let (url, _) = sends(vec![Frame::Text(frame.into())]).await;
    let mut stream = Stream::connect(&url, &Params::default()).await.unwrap();
    let Some(Err(error)) = stream.next().await else {
        panic!("no error");
    };
    assert!(matches!(error.xrpc(), Some(Error::CursorTooOld(detail)) if !detail.extra.is_empty()));
    assert_eq!(
        error.to_string(),
        "the service ended the stream: CursorTooOld: \\u{1b}[2J"
    );
    assert!(std::error::Error::source(&error).is_none());
}
