//! The service, and requests byte for byte.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// Long enough for what must happen at some time, on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Desk {
    process: Child,
    port: u16,
}

/// A response.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Desk {
    /// With limits such as `send_timeout=300`.
    pub fn start(limits: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_desk"))
            .args(limits)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the service starts");
        let stdout = process.stdout.take().expect("a pipe");
        let mut port = String::new();
        BufReader::new(stdout).read_line(&mut port).expect("a line");
        let port = port.trim().parse().expect("a port");
        Self { process, port }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// The most bytes of memory that the service has had.
    pub fn peak(&self) -> usize {
        let path = format!("/proc/{}/status", self.process.id());
        let status = fs::read_to_string(path).expect("the service runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        kilobytes
            .expect("a peak")
            .parse::<usize>()
            .expect("a number")
            << 10
    }

    /// Sends a request as it is, on a connection of its own.
    pub fn send(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(request).expect("the request is taken");
        answer(&mut stream)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(format!("GET /xrpc/{path} HTTP/1.1\r\nHost: desk\r\n\r\n").as_bytes())
    }

    pub fn post(&self, path: &str, encoding: &str, body: &[u8]) -> Answer {
        let length = body.len();
        let head = format!(
            "POST /xrpc/{path} HTTP/1.1\r\nHost: desk\r\nContent-Type: {encoding}\r\nContent-Length: {length}\r\n\r\n"
        );
        self.send(&[head.as_bytes(), body].concat())
    }

    /// Whether a query that needs the shared lock is answered.
    pub fn search(&self) {
        assert_eq!(self.get("com.example.shelf.searchBooks?q=a").status, 200);
    }

    /// Waits until the service has read everything that the client has sent.
    pub fn wait_until_read(&self, client: &TcpStream) {
        let port = client.local_addr().expect("an address").port();
        // Where each end is, what it has to send and what it has to read.
        let is_empty = || {
            let table = fs::read_to_string("/proc/net/tcp").expect("a table");
            let queues = table.lines().filter_map(|line| {
                let mut fields = line.split_whitespace().skip(1);
                let mut port_of = || {
                    let (_, port) = fields.next()?.split_once(':')?;
                    u16::from_str_radix(port, 16).ok()
                };
                let ends = (port_of()?, port_of()?);
                let (unsent, unread) = fields.nth(1)?.split_once(':')?;
                let is_empty = match ends {
                    _ if ends == (port, self.port) => unsent,
                    _ if ends == (self.port, port) => unread,
                    _ => return None,
                };
                Some(is_empty.bytes().all(|digit| digit == b'0'))
            });
            let queues: Vec<_> = queues.collect();
            queues == [true, true]
        };
        self.until(is_empty, || format!("unread bytes of {port}"));
    }

    /// Waits until the functions of subscriptions are in a state, such as
    /// `1 dropped;`.
    pub fn wait_for(&self, state: &str) {
        let found = || {
            let answer = self.get("com.example.shelf.listSections");
            let json = answer.json();
            json["name"].as_str().unwrap_or_default().to_owned()
        };
        self.until(
            || found().contains(state),
            || format!("not `{state}`, but `{}`", found()),
        );
    }

    fn until(&self, is_so: impl Fn() -> bool, otherwise: impl Fn() -> String) {
        const STEP: Duration = Duration::from_millis(10);
        for _ in 0..PATIENCE.as_millis() / STEP.as_millis() {
            if is_so() {
                return;
            }
            thread::sleep(STEP);
        }
        panic!("{}", otherwise());
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub fn message(&self) -> String {
        let json = self.json();
        json["message"].as_str().expect("a message").to_owned()
    }
}

/// Reads a response.
pub fn answer(stream: &mut TcpStream) -> Answer {
    let head = head(stream);
    let status = head.get(9..12).and_then(|status| status.parse().ok());
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().ok())?
    });
    let mut body = vec![0; length.unwrap_or_default()];
    stream.read_exact(&mut body).expect("a body");
    Answer {
        status: status.unwrap_or_else(|| panic!("a status: {head}")),
        head,
        body,
    }
}

/// Reads to the end of a head, and no byte more.
pub fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            other => panic!("{other:?} after {}", String::from_utf8_lossy(&head)),
        }
    }
    String::from_utf8(head).expect("text")
}
