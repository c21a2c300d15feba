//! What a client sends on the WebSocket of a subscription. The first byte selects
//! what the function sends and whether the client reads. Whatever comes, the service
//! sends well-formed frames, closes the connection, and drops the function.
#![no_main]

use std::sync::Arc;

use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use lexgen_fuzz::desk;
use libfuzzer_sys::fuzz_target;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex, split},
    runtime::Builder,
};

const HANDSHAKE: &str = "GET /xrpc/com.example.shelf.subscribeDesk?cursor=CURSOR HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// What the connection holds in each direction.
const BUFFER: usize = 4096;

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    // Time passes when nothing else happens, so that no limit of time takes any.
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    let calls = desk::Calls::default();
    let received = runtime.block_on(async {
        let (ours, theirs) = duplex(BUFFER);
        let service = TowerToHyperService::new(desk::subscription(&calls));
        let connection = http1::Builder::new().serve_connection(TokioIo::new(theirs), service);
        let (received, _) = tokio::join!(talk(ours, first, bytes), connection.with_upgrades());
        received
    });
    frames(&received);
    assert_eq!(Arc::strong_count(&calls), 1, "a function is still there");
});

/// Opens the WebSocket, sends bytes, and reads to the end, at once or when all are
/// sent. A client that reads nothing is disconnected.
async fn talk(mut stream: DuplexStream, first: u8, bytes: &[u8]) -> Vec<u8> {
    let handshake = HANDSHAKE.replace("CURSOR", &(first >> 1).to_string());
    stream
        .write_all(handshake.as_bytes())
        .await
        .expect("a request");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.expect("a head"));
    }
    assert!(head.starts_with(b"HTTP/1.1 101 "));
    let (mut reader, mut writer) = split(stream);
    let write = async {
        // It fails where the service has closed the connection.
        let _ = writer.write_all(bytes).await;
        let _ = writer.shutdown().await;
    };
    let mut received = Vec::new();
    let read = reader.read_to_end(&mut received);
    let read = if first & 1 == 0 {
        tokio::join!(write, read).1
    } else {
        write.await;
        read.await
    };
    read.expect("the connection ends");
    received
}

/// Checks the frames. The last may be cut off, where the client was too slow.
fn frames(received: &[u8]) {
    let mut rest = received;
    while let [first, second, after @ ..] = rest {
        assert_eq!(first & 0b1111_0000, 0b1000_0000, "whole messages: {first}");
        assert!(matches!(first & 15, 2 | 8 | 9 | 10), "an opcode: {first}");
        let size = match second {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let Some((length, after)) = after.split_at_checked(size) else {
            return;
        };
        let length = length
            .iter()
            .fold(0, |sum, &byte| sum << 8 | usize::from(byte));
        let length = if size == 0 {
            usize::from(*second)
        } else {
            length
        };
        let Some(next) = after.get(length..) else {
            return;
        };
        rest = next;
    }
}
