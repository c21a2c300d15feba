//! How WebSockets close: a client must see why.

use lexgen::xrpc::Frame;
use lexgen_tests_xrpc::script;

use super::{
    desk::Desk,
    socket::{BINARY, CLOSE, PING, Socket, TEXT, frame},
};

#[test]
fn a_function_that_returns_closes_normally() {
    let desk = Desk::start(&[]);
    let mut client = Socket::open(&desk, script::END);
    let (last, code) = client.rest();
    assert!(last.is_some());
    assert_eq!(code, Some(1000));
}

#[test]
fn an_error_is_the_last_frame_and_the_reason() {
    let desk = Desk::start(&[]);
    let mut client = Socket::open(&desk, script::FAIL);
    let (opcode, message) = client.next().unwrap();
    assert_eq!(opcode, BINARY);
    let Ok(Some(Frame::Error(error))) = Frame::parse(&message) else {
        panic!("no error frame");
    };
    assert_eq!(error.error, "FutureCursor");
    let (opcode, reason) = client.next().unwrap();
    assert_eq!(opcode, CLOSE);
    assert_eq!(
        reason,
        [&1008u16.to_be_bytes(), "FutureCursor".as_bytes()].concat()
    );
}

#[test]
fn a_client_that_closes_is_answered() {
    let desk = Desk::start(&[]);
    let mut client = Socket::open(&desk, script::WAIT);
    client.send(CLOSE, &1000u16.to_be_bytes()).unwrap();
    assert_eq!(client.next(), Some((CLOSE, 1000u16.to_be_bytes().to_vec())));
    assert_eq!(client.next(), None);
    desk.wait_for("0 running; 1 dropped;");
}

/// Clients have nothing to say, and what they say is no error.
#[test]
fn small_frames_of_a_client_are_ignored() {
    let desk = Desk::start(&[]);
    let mut client = Socket::open(&desk, script::TICK);
    for _ in 0..100 {
        client.send(BINARY, &[255; 1000]).unwrap();
        client.send(TEXT, b"hello").unwrap();
        assert!(client.next().is_some());
    }
}

#[test]
fn a_frame_that_is_too_large_is_the_reason() {
    let desk = Desk::start(&[]);
    for bytes in [(16 << 10) + 1, 1 << 20] {
        let mut client = Socket::open(&desk, script::WAIT);
        client.send(BINARY, &vec![0; bytes]).unwrap();
        assert_eq!(client.rest(), (None, Some(1009)), "{bytes}");
    }
    desk.wait_for("0 running; 2 dropped;");
}

/// It announces more than it has.
#[test]
fn a_frame_reserves_nothing_for_what_it_announces() {
    let desk = Desk::start(&[]);
    drop(Socket::open(&desk, script::END));
    let before = desk.peak();
    let mut client = Socket::open(&desk, script::WAIT);
    let mut start = frame(BINARY, &[]);
    start[1] |= 127;
    start.splice(2..2, (1u64 << 40).to_be_bytes());
    std::io::Write::write_all(&mut client.stream, &start).unwrap();
    assert_eq!(client.rest(), (None, Some(1009)));
    assert!(desk.peak() - before < 1 << 20);
}

#[test]
fn a_frame_that_breaks_the_rules_is_the_reason() {
    let desk = Desk::start(&[]);
    let unmasked = vec![128 | BINARY, 0];
    let reserved = frame(BINARY | 64, b"");
    let split_ping = frame(PING, b"").into_iter().enumerate();
    let split_ping: Vec<u8> = split_ping
        .map(|(index, byte)| if index == 0 { byte & 127 } else { byte })
        .collect();
    for bytes in [unmasked, reserved, split_ping] {
        let mut client = Socket::open(&desk, script::WAIT);
        std::io::Write::write_all(&mut client.stream, &bytes).unwrap();
        assert_eq!(client.rest(), (None, Some(1002)), "{bytes:?}");
    }
}

#[test]
fn text_that_is_not_utf8_is_the_reason() {
    let desk = Desk::start(&[]);
    for text in [&b"\xff"[..], b"caf\xc3"] {
        let mut client = Socket::open(&desk, script::WAIT);
        client.send(TEXT, text).unwrap();
        assert_eq!(client.rest(), (None, Some(1007)), "{text:?}");
    }
}
