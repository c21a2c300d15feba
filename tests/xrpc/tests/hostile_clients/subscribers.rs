//! Subscribers that do not read, or are gone.

use lexgen::xrpc::Frame;
use lexgen_tests_xrpc::script::{self, LARGE};

use super::{
    desk::Desk,
    socket::{BINARY, PING, PONG, Socket},
};

/// Refused by the lexicon's name for it, after what the connection still had.
#[test]
fn a_client_that_reads_nothing_is_told_that_it_is_too_slow() {
    let desk = Desk::start(&["send_timeout=300"]);
    let mut client = Socket::open(&desk, script::FLOOD);
    desk.wait_for("0 running; 1 too slow;");
    let (last, code) = client.rest();
    let last = last.expect("a message");
    let Ok(Some(Frame::Error(error))) = Frame::parse(&last) else {
        panic!("no error frame");
    };
    assert_eq!(error.error, "ConsumerTooSlow");
    assert_eq!(code, Some(1008));
}

/// The function of the stalled client waits for a lock and holds it, again and
/// again.
#[test]
fn a_stalled_client_stops_neither_queries_nor_other_clients() {
    let desk = Desk::start(&["send_timeout=3600000"]);
    let mut healthy = Socket::open(&desk, script::TICK);
    let stalled = Socket::open(&desk, script::LOCK);
    desk.wait_for("1 stalled;");
    for _ in 0..50 {
        desk.search();
        for _ in 0..10 {
            assert!(matches!(healthy.next(), Some((BINARY, _))));
        }
    }
    desk.wait_for("1 stalled;");
    drop(stalled);
}

#[test]
fn a_lock_that_is_held_for_a_stalled_client_is_released() {
    let desk = Desk::start(&["send_timeout=300"]);
    let stalled = Socket::open(&desk, script::HOLD);
    desk.wait_for("1 too slow;");
    desk.search();
    drop(stalled);
}

/// For each: a message that is being written, one that waits to be sent, and the
/// one that the function made.
#[test]
fn stalled_clients_hold_three_messages_each() {
    const CLIENTS: usize = 20;
    let desk = Desk::start(&["send_timeout=2000"]);
    drop(Socket::open(&desk, script::END));
    let before = desk.peak();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| Socket::open(&desk, script::FLOOD))
        .collect();
    desk.wait_for("20 too slow;");
    let grown = desk.peak() - before;
    assert!(
        grown < CLIENTS * LARGE * 4,
        "{grown} bytes for {CLIENTS} clients"
    );
    drop(clients);
}

#[test]
fn a_function_without_a_sender_ends() {
    let desk = Desk::start(&["send_timeout=100"]);
    let mut client = Socket::open(&desk, script::DROP_SENDER);
    assert_eq!(client.rest(), (None, Some(1000)));
    desk.wait_for("0 running; 1 dropped;");
}

#[test]
fn a_function_whose_client_is_gone_ends() {
    // As long as can be, so that it ends for no other reason.
    let desk = Desk::start(&["send_timeout=18446744073709551615"]);
    for script in [
        script::WAIT,
        script::DROP_SENDER,
        script::LOCK,
        script::TICK,
    ] {
        let client = Socket::open(&desk, script);
        desk.wait_for("1 running;");
        drop(client);
        desk.wait_for("0 running;");
    }
}

#[test]
fn a_function_whose_stalled_client_is_gone_ends() {
    let desk = Desk::start(&["send_timeout=3600000"]);
    let mut client = Socket::open(&desk, script::FLOOD);
    assert!(client.next().is_some());
    drop(client);
    desk.wait_for("0 running;");
}

/// Or a client that vanished would not be missed.
#[test]
fn a_silent_subscription_is_pinged() {
    let desk = Desk::start(&["ping_interval=20"]);
    let mut client = Socket::open(&desk, script::WAIT);
    // The client is left after two intervals without an answer.
    for _ in 0..2 {
        assert_eq!(client.next(), Some((PING, Vec::new())));
    }
}

/// Its kernel takes all pings, but its program answers none.
#[test]
fn a_client_that_answers_no_ping_is_left() {
    let desk = Desk::start(&["ping_interval=20"]);
    let mut client = Socket::open(&desk, script::WAIT);
    let is_left = (0..100).any(|_| client.next().is_none());
    assert!(is_left);
    desk.wait_for("0 running; 1 dropped;");
}

#[test]
fn a_client_that_answers_pings_is_kept() {
    let desk = Desk::start(&["ping_interval=1000"]);
    let mut client = Socket::open(&desk, script::WAIT);
    for _ in 0..4 {
        assert_eq!(client.next(), Some((PING, Vec::new())));
        client.send(PONG, b"").unwrap();
    }
}

#[test]
fn a_message_above_the_limit_is_not_sent() {
    let desk = Desk::start(&[]);
    let mut client = Socket::open(&desk, script::TOO_LARGE);
    let (last, code) = client.rest();
    let Ok(Some(Frame::Error(error))) = Frame::parse(last.as_deref().unwrap_or_default()) else {
        panic!("no error frame");
    };
    assert_eq!(error.error, "InternalServerError");
    assert_eq!(code, Some(1008));
    desk.wait_for("1 too large;");
}
