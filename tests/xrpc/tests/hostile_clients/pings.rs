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

/// Alone, and together with messages, of which some are being made.
#[test]
fn answers_that_nobody_reads_take_little_memory() {
    const SENT: usize = 64 << 20;
    for (script, most) in [(script::WAIT, 1 << 20), (script::FLOOD, script::LARGE * 10)] {
        let desk = Desk::start(&["send_timeout=1000"]);
        drop(Socket::open(&desk, script::END));
        let before = desk.peak();
        let mut client = Socket::open(&desk, script);
        let pings = frame(PING, &[0; 125]).repeat(1000);
        let mut sent = 0;
        // Until the service does not read on, and disconnects.
        while sent < SENT && client.stream.write_all(&pings).is_ok() {
            sent += pings.len();
        }
        desk.wait_for("0 running;");
        let grown = desk.peak() - before;
        assert!(grown < most, "{grown} bytes for {sent}, script {script}");
    }
}
