//! Connections that are slow, or many: `serve` of `examples/server`.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
};

use lexgen_tests_xrpc::script;

use super::{
    desk::{Desk, answer},
    socket::Socket,
};

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
    let start = |bytes| format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(bytes));
    let clients = |start: String| -> Vec<_> {
        let clients = (0..CONNECTIONS).map(|_| {
            let mut client = desk.connect();
            // It fails where the service has had enough.
            let _ = client.write_all(start.as_bytes());
            client
        });
        clients.collect()
    };
    let taken = clients(start(30 << 10));
    for client in &taken {
        desk.wait_until_read(client);
    }
    let mut refused = clients(start(400_000));
    for client in &mut refused {
        // The response, or the end.
        let _ = client.read(&mut [0]);
    }
    // Others are served.
    assert_eq!(desk.get("com.example.shelf.listSections").status, 200);
    let grown = desk.peak() - before;
    let number = taken.len() + refused.len();
    assert!(
        grown < number * MOST * 2,
        "{grown} bytes for {number} clients"
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

#[test]
fn one_websocket_too_many_is_refused() {
    let desk = Desk::start(&["websockets=2"]);
    let open = [script::WAIT, script::FLOOD].map(|script| Socket::open(&desk, script));
    let (head, _) = Socket::ask(&desk, script::WAIT);
    assert!(head.starts_with("HTTP/1.1 503 "), "{head}");
    // Only WebSockets are limited.
    assert_eq!(desk.get("com.example.shelf.listSections").status, 200);
    // What is refused otherwise takes no place.
    for _ in 0..3 {
        let upgrade = b"GET /xrpc/com.example.shelf.listSections HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
        assert_eq!(desk.send(upgrade).status, 503);
    }
    drop(open);
    desk.wait_for("0 running;");
    let open = [script::WAIT, script::FLOOD].map(|script| Socket::open(&desk, script));
    drop(open);
}
