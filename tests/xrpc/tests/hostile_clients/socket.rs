//! A WebSocket, frame for frame.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
};

use super::desk::{Desk, head};

pub const TEXT: u8 = 1;
pub const BINARY: u8 = 2;
pub const CLOSE: u8 = 8;
pub const PING: u8 = 9;
pub const PONG: u8 = 10;

pub struct Socket {
    pub stream: TcpStream,
}

impl Socket {
    /// Opens the subscription with a script.
    pub fn open(desk: &Desk, script: i64) -> Self {
        let (head, stream) = Self::ask(desk, script);
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        Self { stream }
    }

    /// The response to a request for the subscription, and the connection.
    pub fn ask(desk: &Desk, script: i64) -> (String, TcpStream) {
        let mut stream = desk.connect();
        let request = format!(
            "GET /xrpc/com.example.shelf.subscribeDesk?cursor={script} HTTP/1.1\r\nHost: desk\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("a request");
        (head(&mut stream), stream)
    }

    pub fn send(&mut self, opcode: u8, payload: &[u8]) -> io::Result<()> {
        self.stream.write_all(&frame(opcode, payload))
    }

    /// The next frame: its opcode and its payload. `None` if the connection ends
    /// instead.
    pub fn next(&mut self) -> Option<(u8, Vec<u8>)> {
        let mut start = [0; 2];
        self.stream.read_exact(&mut start).ok()?;
        let mut length = u64::from(start[1]);
        if length == 126 {
            let mut bytes = [0; 2];
            self.stream.read_exact(&mut bytes).ok()?;
            length = u64::from(u16::from_be_bytes(bytes));
        } else if length == 127 {
            let mut bytes = [0; 8];
            self.stream.read_exact(&mut bytes).ok()?;
            length = u64::from_be_bytes(bytes);
        }
        let mut payload = vec![0; usize::try_from(length).ok()?];
        self.stream.read_exact(&mut payload).ok()?;
        Some((start[0] & 15, payload))
    }

    /// Reads to the end: the last message, and the code of the close frame.
    pub fn rest(&mut self) -> (Option<Vec<u8>>, Option<u16>) {
        let (mut message, mut code) = (None, None);
        while let Some((opcode, payload)) = self.next() {
            match opcode {
                BINARY => message = Some(payload),
                CLOSE => {
                    code = payload.first_chunk().copied().map(u16::from_be_bytes);
                    // As a client must.
                    let _ = self.send(CLOSE, &payload);
                }
                _ => {}
            }
        }
        (message, code)
    }
}

/// A frame of a client, whose mask changes nothing.
pub fn frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    const MASKED: u8 = 128;
    let mut frame = vec![128 | opcode];
    match u16::try_from(payload.len()) {
        Ok(length @ 0..126) => frame.extend([MASKED | length.to_be_bytes()[1]]),
        Ok(length) => {
            frame.push(MASKED | 126);
            frame.extend(length.to_be_bytes());
        }
        Err(_) => {
            frame.push(MASKED | 127);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend([0; 4]);
    frame.extend(payload);
    frame
}
