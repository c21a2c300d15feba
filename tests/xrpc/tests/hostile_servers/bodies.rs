//! Responses to a query that are large, wrong, or both.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use lexgen::xrpc::{Client, ClientErrorKind};
use lexgen_tests_xrpc::com::example::shelf::{list_sections::ListSections, ring_bell::RingBell};
use tokio::io::AsyncWriteExt;

use super::{peer, victim};

/// What the client reads at most.
const LIMIT: usize = 16 << 20;

const JSON: &str = "content-type: application/json\r\n";

/// A body just below the limit: `start`, as many times `part` as fit, and `end`.
fn body(start: &str, part: &str, end: &str) -> Vec<u8> {
    let room = LIMIT - start.len() - end.len();
    let mut body = start.to_owned();
    body.push_str(&part.repeat(room / part.len()));
    body.push_str(end);
    body.into_bytes()
}

async fn answer(status: &'static str, body: Vec<u8>) -> victim::Report {
    let url = peer::answers(status, JSON.to_owned(), body).await;
    victim::call("query", &url).await
}

/// Errors are short and on one line.
fn is_short(report: &victim::Report) {
    assert_eq!(report.errors().count(), 2, "{:?}", report.lines.len());
    for error in report.errors() {
        assert!(error.len() < 4096, "{} bytes", error.len());
        assert!(
            !error.contains(|c: char| c.is_control() || c == '\u{202e}'),
            "{error}"
        );
    }
    assert_eq!(report.lines.len(), 3, "{:?}", report.lines);
}

/// The memory of the client, as a multiple of the largest body.
fn costs_at_most(times: f64, report: &victim::Report) {
    let cost = report.grown as f64 / LIMIT as f64;
    println!("{cost:.1} times the body");
    assert!(cost <= times, "{cost:.1} times the body, not {times}");
}

/// The client reads a body of 16 MiB, of which it keeps one copy.
#[tokio::test]
async fn an_error_costs_no_tree_of_the_body() {
    for part in ["[],", "{\"a\":0},", "\"\","] {
        let report = answer("200 OK", body("{\"name\":1,\"x\":[", part, "0]}")).await;
        assert!(report.has("query failed"), "{report:?}");
        is_short(&report);
        costs_at_most(2.0, &report);
    }
}

/// The values are refused after all of the body was read.
#[tokio::test]
async fn an_error_at_the_end_costs_no_more_than_what_was_read() {
    let report = answer("200 OK", body("{\"x\":[", "\"\",", "0],\"name\":1}")).await;
    assert!(report.has("query failed"), "{report:?}");
    is_short(&report);
    costs_at_most(PRICE, &report);
}

/// The error of serde repeats a text with escapes that are six times as long.
#[tokio::test]
async fn a_long_text_in_place_of_a_number() {
    let report = answer(
        "200 OK",
        body("{\"name\":\"a\",\"sections\":\"", "\u{7f}", "\"}"),
    )
    .await;
    assert!(report.has("query failed"), "{report:?}");
    is_short(&report);
    costs_at_most(10.0, &report);
}

/// Keys of megabytes: twice there, and on the path to an error.
#[tokio::test]
async fn long_keys() {
    let key = "\u{202e}\u{7f}".repeat(LIMIT / 12);
    for body in [
        format!("{{\"name\":\"a\",\"{key}\":0,\"{key}\":0}}"),
        format!("{{\"name\":\"a\",\"{key}\":{{\"{key}\":tru}}}}"),
        format!("{{\"{key}\":0}}"),
    ] {
        let report = answer("200 OK", body.into_bytes()).await;
        assert!(report.has("query failed"), "{report:?}");
        is_short(&report);
        costs_at_most(4.0, &report);
    }
}

#[tokio::test]
async fn a_long_message_of_the_service() {
    let part = "\\u001b[2J\\n2026-01-01 INFO all is well ";
    for (start, end) in [
        ("{\"error\":\"Busy\",\"message\":\"", "\"}"),
        ("{\"message\":\"x\",\"error\":\"", "\"}"),
        ("{\"error\":\"Busy\",\"x\":\"", "\"}"),
    ] {
        let report = answer("400 Bad Request", body(start, part, end)).await;
        assert!(report.has("query failed"), "{report:?}");
        is_short(&report);
        costs_at_most(4.0, &report);
    }
}

#[tokio::test]
async fn a_long_content_type() {
    let headers = format!("content-type: {}\r\n", "text/x ".repeat(10_000));
    for status in ["200 OK", "400 Bad Request"] {
        let url = peer::answers(status, headers.clone(), Vec::new()).await;
        let report = victim::call("query", &url).await;
        assert!(report.has("query failed"), "{report:?}");
        is_short(&report);
    }
}

/// The body never ends: the client reads up to its limit.
#[tokio::test]
async fn a_body_without_end() {
    let url = peer::serve(async |mut stream| {
        peer::head(&mut stream).await?;
        let head = format!("HTTP/1.1 200 OK\r\n{JSON}connection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await?;
        let spaces = [b' '; 1 << 16];
        loop {
            stream.write_all(&spaces).await?;
        }
    })
    .await;
    let report = victim::call("query", &url).await;
    assert!(
        report.has(&format!(
            "display com.example.shelf.listSections: the response has more than {LIMIT} bytes"
        )),
        "{report:?}"
    );
    costs_at_most(2.0, &report);
}

/// A connection that breaks within the response of a query is one that breaks: the
/// query is tried again, and a procedure is not.
#[tokio::test]
async fn a_body_that_breaks_off() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let url = peer::serve(move |mut stream| {
        let count = Arc::clone(&count);
        async move {
            peer::head(&mut stream).await?;
            let body = r#"{"name":"a"}"#;
            let sent = match count.fetch_add(1, Ordering::SeqCst) {
                2 => body,
                _ => "{",
            };
            let length = body.len();
            let head = format!("HTTP/1.1 200 OK\r\n{JSON}content-length: {length}\r\n\r\n");
            stream.write_all((head + sent).as_bytes()).await
        }
    })
    .await;
    let client = Client::new(&url).unwrap();
    client.query::<ListSections>(&()).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    let outcome = client.procedure::<RingBell>(&()).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::Transport(_)),
        "{error:?}"
    );
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_head_without_end() {
    let url = peer::serve(async |mut stream| {
        peer::head(&mut stream).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\n").await?;
        loop {
            stream.write_all(b"x-name: value\r\n").await?;
        }
    })
    .await;
    let report = victim::call("query", &url).await;
    assert!(report.has("query failed"), "{report:?}");
    costs_at_most(1.0, &report);
}

/// What fields that the lexicon does not name cost at most, as a multiple of the
/// body. SECURITY.md and the guide state it.
const PRICE: f64 = 32.0;

/// Arrays and objects of little, next to one another and inside one another.
#[tokio::test]
async fn unknown_fields_have_a_price() {
    let deep = |start: &str, end: &str| {
        let depth = 100 / start.len();
        start.repeat(depth) + "0" + &end.repeat(depth) + ","
    };
    let mut parts = vec![deep("[", "]"), deep("{\"\":", "}"), deep("[{\"\":", "}]")];
    for part in [
        "0,",
        "[],",
        "[0],",
        "[0,0],",
        "[0,0,0,0,0],",
        "{\"a\":0},",
        "{\"a\":{}},",
    ] {
        parts.push(part.to_owned());
    }
    for part in parts {
        let report = answer("200 OK", body("{\"name\":\"a\",\"x\":[", &part, "0]}")).await;
        assert!(report.has("query succeeded"), "{part} {report:?}");
        costs_at_most(PRICE, &report);
    }
}

#[tokio::test]
async fn many_unknown_fields_have_a_price() {
    let mut body = "{\"name\":\"a\"".to_owned();
    let mut number = 0_u64;
    while body.len() < LIMIT - 16 {
        body.push_str(&format!(",\"{number:x}\":0"));
        number += 1;
    }
    let report = answer("200 OK", (body + "}").into_bytes()).await;
    assert!(report.has("query succeeded"), "{report:?}");
    costs_at_most(PRICE, &report);
}
