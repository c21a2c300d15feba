//! Pings whose answers nobody reads.

use std::io::Write;

use lexgen_tests_xrpc::script;

use super::{
    desk::Desk,
    socket::{PING, PONG, Socket, frame},
};

#[test]
fn a_ping_is_answered() {
    let desk = Desk::start(&[]);
    let mut client = Socket::open(&desk, script::WAIT);
    for payload in [b"1", b"2", b"3"] {
        client.send(PING, payload).unwrap();
        assert_eq!(client.next(), Some((PONG, payload.to_vec())));
    }
}

#[test]
fn answers_that_nobody_reads_take_no_memory() {
    const SENT: usize = 64 << 20;
    let desk = Desk::start(&["send_timeout=1000"]);
    drop(Socket::open(&desk, script::END));
    let before = desk.peak();
    let mut client = Socket::open(&desk, script::WAIT);
    let pings = frame(PING, &[0; 125]).repeat(1000);
    let mut sent = 0;
    // Until the service does not read on, and disconnects.
    while sent < SENT && client.stream.write_all(&pings).is_ok() {
        sent += pings.len();
    }
    desk.wait_for("0 running;");
    let grown = desk.peak() - before;
    assert!(grown < 1 << 20, "{grown} bytes for {sent}");
}

/// The answers wait together with messages, of which some are being made.
#[test]
fn answers_and_messages_that_nobody_reads_are_limited() {
    const SENT: usize = 64 << 20;
    let desk = Desk::start(&["send_timeout=1000"]);
    let before = desk.peak();
    let mut client = Socket::open(&desk, script::FLOOD);
    let pings = frame(PING, &[0; 125]).repeat(1000);
    let mut sent = 0;
    while sent < SENT && client.stream.write_all(&pings).is_ok() {
        sent += pings.len();
    }
    desk.wait_for("0 running;");
    let grown = desk.peak() - before;
    assert!(grown < script::LARGE * 10, "{grown} bytes for {sent}");
}
