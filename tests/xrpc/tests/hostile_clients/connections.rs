//! Connections that are slow, or many: `serve` of `examples/server`.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
};

use super::desk::{Desk, answer};

const CONNECTIONS: usize = 200;

/// Whether the service closes the connection without a response.
fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0]) {
        Ok(bytes) => bytes == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

#[test]
fn a_head_that_does_not_end_is_given_up() {
    let desk = Desk::start(&["head_timeout=300"]);
    for start in ["", "GET", "GET /xrpc/a HTTP/1.1\r\nHost: "] {
        let mut client = desk.connect();
        client.write_all(start.as_bytes()).unwrap();
        assert!(is_closed(&mut client), "{start}");
    }
}

#[test]
fn a_body_that_does_not_end_is_given_up() {
    let desk = Desk::start(&["request_timeout=300"]);
    for path in ["borrowBook", "restoreArchive"] {
        let encoding = match path {
            "borrowBook" => "application/json",
            _ => "application/vnd.ipld.car",
        };
        let mut client = desk.connect();
        let head = format!(
            "POST /xrpc/com.example.shelf.{path} HTTP/1.1\r\nHost: desk\r\nContent-Type: {encoding}\r\nContent-Length: 1000\r\n\r\n{{"
        );
        client.write_all(head.as_bytes()).unwrap();
        assert_eq!(answer(&mut client).status, 408, "{path}");
    }
}

/// Some send as much of a head as the service takes, others more.
#[test]
fn heads_that_do_not_end_hold_little_memory() {
    const MOST: usize = 32 << 10;
    // Long, so that all are there at once.
    let desk = Desk::start(&["head_timeout=3600000"]);
    assert_eq!(desk.get("com.example.shelf.listSections").status, 200);
    let before = desk.peak();
    let clients: Vec<_> = [30 << 10, 400_000]
        .map(|bytes| format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(bytes)))
        .into_iter()
        .flat_map(|start| std::iter::repeat_n(start, CONNECTIONS))
        .map(|start| {
            let mut client = desk.connect();
            // It fails where the service has had enough.
            let _ = client.write_all(start.as_bytes());
            client
        })
        .collect();
    // Others are served.
    assert_eq!(desk.get("com.example.shelf.listSections").status, 200);
    let grown = desk.peak() - before;
    assert!(
        grown < clients.len() * MOST * 2,
        "{grown} bytes for {} clients",
        clients.len()
    );
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let desk = Desk::start(&[]);
    let mut client = desk.connect();
    let head = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "a".repeat(64 << 10));
    client.write_all(head.as_bytes()).unwrap();
    let mut start = [0; 12];
    client.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 431");
}
