//! What is too large, too much or too slow.

use std::{
    io::{ErrorKind, Write},
    sync::{Arc, Barrier},
    thread,
};

use super::{
    GOOD, Server,
    client::{connect, receive, send},
};

const TARGET: &str = "/validate?nsid=com.example.note";

#[test]
fn ten_mebibytes_are_refused_with_a_reason() {
    let server = Server::new();
    let body = vec![b' '; 10 << 20];
    let answer = server.request("POST", TARGET, "", &body);
    assert_eq!(answer.status, 413);
    let (error, message) = answer.error();
    assert_eq!(error, "PayloadTooLarge");
    assert!(message.contains("larger than 4 MiB"), "{message}");
    assert!(message.contains("`lexgen validate`"), "{message}");
}

#[test]
fn a_body_of_unknown_length_is_refused_where_it_is_too_long() {
    let server = Server::new();
    let mut request = format!(
        "POST {TARGET} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
         Transfer-Encoding: chunked\r\n\r\n",
        server.host()
    );
    for _ in 0..10 {
        request += &format!("100000\r\n{}\r\n", " ".repeat(1 << 20));
    }
    request += "0\r\n\r\n";
    assert_eq!(send(server.port, request.as_bytes()).status, 413);
    let compressed = server.request("POST", TARGET, "Content-Encoding: gzip\r\n", b"{}");
    assert_eq!(compressed.status, 415);
}

#[test]
fn the_largest_body_is_read() {
    let server = Server::new();
    let mut body = GOOD.as_bytes().to_vec();
    body.resize(4 << 20, b' ');
    let answer = server.request("POST", TARGET, "", &body);
    assert_eq!(answer.json()["valid"], true);
}

#[test]
fn deep_and_faulty_data_has_a_short_answer() {
    let server = Server::new();
    let deep = "[".repeat(1 << 20);
    let answer = server.validate("nsid=com.example.note", &deep);
    assert_eq!(answer.json()["errors"], 1);
    let tags = vec![r#""four""#; 100_000].join(",");
    let faulty = GOOD.replace('}', &format!(r#", "tags": [{tags}]}}"#));
    let answer = server.validate("nsid=com.example.note", &faulty);
    assert_eq!(answer.json()["errors"], 100_000);
    assert!(answer.body.len() < 100_000, "{}", answer.body.len());
    let last = answer.json()["problems"][200]["message"].clone();
    assert_eq!(last, "99800 more of this rule are not shown");
}

#[test]
fn a_head_that_does_not_end_is_answered() {
    let server = Server::new();
    let mut slow = connect(server.port);
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc")
        .expect("sent");
    let answer = receive(slow);
    assert_eq!(answer.status, 408);
    assert!(answer.body.contains("was not sent in 5s"), "{answer:?}");

    let many = "X-Many: 1\r\n".repeat(1000);
    assert_eq!(server.request("GET", "/", &many, b"").status, 431);
    let long = format!("X-Long: {}\r\n", "1".repeat(300_000));
    assert_eq!(server.request("GET", "/", &long, b"").status, 431);
}

#[test]
fn a_body_that_does_not_end_is_answered() {
    let server = Server::new();
    let mut slow = connect(server.port);
    let head = format!(
        "POST {TARGET} HTTP/1.1\r\nHost: {}\r\nContent-Length: 100\r\n\r\n{{",
        server.host()
    );
    slow.write_all(head.as_bytes()).expect("sent");
    let answer = receive(slow);
    assert_eq!(answer.status, 408);
    assert!(
        answer.error().1.contains("was not sent in 10s"),
        "{answer:?}"
    );
}

#[test]
fn silent_connections_do_not_keep_others_out() {
    let server = Server::new();
    let silent: Vec<_> = (0..250).map(|_| connect(server.port)).collect();
    assert_eq!(server.get("/").status, 200);
    drop(silent);
}

#[test]
fn a_client_that_reads_nothing_is_left() {
    let server = Server::new();
    let mut client = connect(server.port);
    let time = Some(std::time::Duration::from_secs(60));
    client.set_write_timeout(time).expect("a time");
    let request = format!("GET /style.css HTTP/1.1\r\nHost: {}\r\n\r\n", server.host());
    // It waits for the client, and ends the connection, but does not wait without end.
    let error = loop {
        if let Err(error) = client.write_all(request.as_bytes()) {
            break error;
        }
    };
    let ended = [ErrorKind::ConnectionReset, ErrorKind::BrokenPipe];
    assert!(ended.contains(&error.kind()), "{error}");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_thousand_validations_at_once_take_a_bounded_amount_of_memory() {
    let server = Arc::new(Server::new());
    let tags = vec![r#""ok""#; 100 * 1024 / 5].join(",");
    let good = Arc::new(GOOD.replace('}', &format!(r#", "tags": [{tags}]}}"#)));
    assert!(good.len() > 100 * 1024);
    let start = Arc::new(Barrier::new(1000));
    let clients: Vec<_> = (0..1000)
        .map(|_| {
            let (server, good, start) =
                (Arc::clone(&server), Arc::clone(&good), Arc::clone(&start));
            let client = thread::Builder::new().stack_size(256 << 10);
            let work = move || {
                start.wait();
                server.validate("nsid=com.example.note", &good)
            };
            client.spawn(work).expect("a thread")
        })
        .collect();
    for client in clients {
        let answer = client.join().expect("answered");
        assert_eq!(answer.json()["valid"], true);
    }
    if cfg!(target_os = "linux") {
        let status = format!("/proc/{}/status", server.child.id());
        let status = std::fs::read_to_string(status).expect("a status");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        let peak = peak.expect("a peak") / 1024;
        assert!(peak < 200, "{peak} MiB");
    }
}
