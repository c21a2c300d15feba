//! The program against a service that compresses its messages and loses connections.

use std::{error::Error, ops::ControlFlow};

use example_jetstream::{
    Dictionary, describe, follow, lexicons::network::bsky::jetstream::subscribe_events::Params,
};
use futures_util::SinkExt;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, handshake::derive_accept_key, protocol::Role},
};

fn commit(seq: i64) -> String {
    format!(
        r#"{{"$type":"message","payload":{{"$type":"network.bsky.jetstream.subscribeEvents#commit","seq":{seq},"did":"did:web:a.example","time":"2026-01-02T03:04:05.000Z","rev":"3jzfcijpj2z2a","operation":"delete","collection":"com.example.post","rkey":"{seq}"}}}}"#
    )
}

fn dictionary() -> Vec<u8> {
    let samples: Vec<Vec<u8>> = (0..2000).map(|seq| commit(seq).into_bytes()).collect();
    zstd::dict::from_samples(&samples, 4096).expect("a dictionary")
}

/// Answers a request for the dictionary, or sends messages and hangs up.
async fn answer(mut stream: TcpStream, dictionary: Vec<u8>) -> Result<(), Box<dyn Error>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8(head)?;
    let target = head.split(' ').nth(1).unwrap_or_default();
    if target.starts_with("/xrpc/network.bsky.jetstream.getZstdDictionary") {
        let length = dictionary.len();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        stream.write_all(&dictionary).await?;
        return Ok(());
    }
    let query = target.split_once('?').map_or("", |(_, query)| query);
    assert!(query.contains("zstdDictionary="), "{query}");
    let cursor = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("cursor="));
    let cursor: i64 = cursor.unwrap_or("1").parse()?;
    let key = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("sec-websocket-key")
            .then(|| derive_accept_key(value.as_bytes()))
    });
    let accept = key.ok_or("no key")?;
    let head = format!(
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: {accept}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await?;
    let mut socket = WebSocketStream::from_raw_socket(stream, Role::Server, None).await;
    let mut compressor = zstd::bulk::Compressor::with_dictionary(3, &dictionary)?;
    // The cursor itself is sent again.
    for seq in cursor..cursor + 3 {
        let message = compressor.compress(commit(seq).as_bytes())?;
        assert!(message.len() < 100, "{} bytes", message.len());
        socket.send(Message::Binary(message.into())).await?;
    }
    socket.close(None).await?;
    Ok(())
}

#[tokio::test]
async fn compressed_messages_are_read_once_each() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(async {
                // A client that has seen enough hangs up.
                let _ = answer(stream, dictionary()).await;
            });
        }
    });
    let dictionary = Dictionary::download(&url).await.unwrap();
    let mut lines = Vec::new();
    let seen = follow(&url, Params::default(), Some(&dictionary), |message| {
        lines.push(describe(message));
        match lines.len() {
            5 => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    });
    seen.await.unwrap();
    let expected: Vec<String> = (1..=5)
        .map(|seq| format!("{seq} delete at://did:web:a.example/com.example.post/{seq}"))
        .collect();
    assert_eq!(lines, expected);
}
