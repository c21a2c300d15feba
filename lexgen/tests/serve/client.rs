//! Requests as bytes, because most of the tests are about what no library sends.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use serde_json::Value;

/// An answer. Also what a server says before it ends the connection without a request.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The name of the error and its message.
    pub fn error(&self) -> (String, String) {
        let json = self.json();
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        (text("error"), text("message"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

pub fn connect(port: u16) -> TcpStream {
    // Many connect at once, and the system may refuse some of them for a moment.
    for _ in 0..50 {
        if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
            stream
                .set_read_timeout(Some(Duration::from_secs(100)))
                .expect("a time");
            return stream;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("nobody listens on {port}");
}

/// Sends bytes, and reads the answer until the server closes the connection.
pub fn send(port: u16, bytes: &[u8]) -> Answer {
    let mut stream = connect(port);
    // A server may answer before it has everything.
    let _ = stream.write_all(bytes);
    receive(stream)
}

/// Reads an answer until the server closes the connection.
pub fn receive(mut stream: TcpStream) -> Answer {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.unwrap_or_default(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// A stream of events.
pub struct Events(BufReader<TcpStream>);

impl Events {
    pub fn open(port: u16) -> Self {
        let mut stream = connect(port);
        let request = format!("GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        Self(BufReader::new(stream))
    }

    /// Waits for the next event, and returns its data.
    pub fn next(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).expect("a line");
            assert!(read > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return data.trim_end().to_owned();
            }
        }
    }
}
