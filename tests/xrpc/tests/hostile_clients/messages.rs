//! What a stranger sends comes back shortened and escaped, if at all.

use super::desk::{Answer, Desk};

const BORROW: &str = "com.example.shelf.borrowBook";
const JSON: &str = "application/json";

/// The most bytes of a response to a request that is refused.
const MOST: usize = 4096;

/// It has visible characters, and not many. A line break is only between violations.
#[track_caller]
fn is_short_and_visible(answer: &Answer) {
    assert!(answer.body.len() < MOST, "{} bytes", answer.body.len());
    let message = answer.message();
    let hidden =
        |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    for line in message.lines() {
        assert!(!line.contains(hidden), "{message:?}");
        assert!(!line.starts_with("2026"), "{message:?}");
    }
}

#[test]
fn a_key_of_15_megabytes_is_not_repeated() {
    const KEY: usize = 15 << 20;
    let desk = Desk::start(&["max_request=20000000"]);
    assert_eq!(desk.post(BORROW, JSON, b"{}").status, 400);
    let before = desk.peak();
    let key = "k".repeat(KEY);
    for body in [
        format!(r#"{{"{key}": 1}}"#),
        format!(r#"{{"book": 5, "{key}": 1}}"#),
        format!(r#"{{"book": "at://did:web:a.example", "deliverTo": {{"{key}": 1.5}}}}"#),
    ] {
        let answer = desk.post(BORROW, JSON, body.as_bytes());
        assert_eq!(answer.status, 400);
        is_short_and_visible(&answer);
    }
    // The body, the decoded key, and its copies in the error.
    let grown = desk.peak() - before;
    assert!(grown < KEY * 8, "{grown} bytes for a body of {KEY}");
}

#[test]
fn keys_and_values_of_a_body_are_escaped() {
    let desk = Desk::start(&[]);
    for text in [
        "\u{1b}[2J",
        "\u{202e}",
        "\n2026-01-01 root logged in",
        "\u{9b}31m",
    ] {
        for body in [
            serde_json::json!({ text: 1 }),
            serde_json::json!({ "book": { text: 1 } }),
            serde_json::json!({ "book": text }),
            serde_json::json!({ "book": text.repeat(10_000) }),
            serde_json::json!({ "book": "at://did:web:a.example", text: { "$type": 5 } }),
            serde_json::json!({ "book": "at://did:web:a.example", "deliverTo": { text: 1 } }),
        ] {
            let answer = desk.post(BORROW, JSON, body.to_string().as_bytes());
            assert_eq!(answer.status, 400, "{body}");
            is_short_and_visible(&answer);
        }
    }
}

#[test]
fn parameters_are_shortened_and_escaped() {
    let desk = Desk::start(&[]);
    let long = "x".repeat(20_000);
    for query in [
        format!("limit={long}"),
        format!("q=a&availableOnly={long}"),
        format!("{long}=1"),
        "q=a&limit=%1b%5b2J".to_owned(),
        "q=a&availableOnly=%0a2026-01-01%20root".to_owned(),
        "q=a&availableOnly=%e2%80%ae".to_owned(),
        format!("q=a&owners={long}"),
        "q=a&owners=%1b%5b2J".to_owned(),
        format!("q=a{}", "&owners=%1b".repeat(1000)),
    ] {
        let answer = desk.get(&format!("com.example.shelf.searchBooks?{query}"));
        assert_eq!(answer.status, 400, "{query}");
        is_short_and_visible(&answer);
    }
}

#[test]
fn methods_paths_and_encodings_are_shortened() {
    let desk = Desk::start(&[]);
    let long = "X".repeat(20_000);
    let method = format!("{long} /xrpc/{BORROW} HTTP/1.1\r\nHost: desk\r\n\r\n");
    let answer = desk.send(method.as_bytes());
    assert_eq!(answer.status, 405);
    is_short_and_visible(&answer);
    // It is too long for an NSID.
    let answer = desk.get(&long);
    assert_eq!(answer.status, 400);
    is_short_and_visible(&answer);
    // It is not.
    let answer = desk.get(&format!("com.example.{}", "x".repeat(63)));
    assert_eq!(answer.status, 501);
    is_short_and_visible(&answer);
    let answer = desk.post(BORROW, &format!("text/{long}"), b"x");
    assert_eq!(answer.status, 400);
    is_short_and_visible(&answer);
}

#[test]
fn a_subscription_without_a_websocket_requires_an_upgrade() {
    let desk = Desk::start(&[]);
    let answer = desk.get("com.example.shelf.subscribeDesk");
    assert_eq!(answer.status, 426);
    assert!(
        answer.head.contains("upgrade: websocket"),
        "{}",
        answer.head
    );
    assert_eq!(answer.json()["error"], "InvalidRequest");
}

/// Another version requires an upgrade; the answer to other faults has the reason.
#[test]
fn a_websocket_that_cannot_be_opened_says_why() {
    let desk = Desk::start(&[]);
    let (upgrade, connection) = ("Upgrade: websocket\r\n", "Connection: Upgrade\r\n");
    let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let version = "Sec-WebSocket-Version: 13\r\n";
    let other = "Sec-WebSocket-Version: 8\r\n";
    for (headers, status, expected) in [
        ([connection, "", version, key], 426, "open a WebSocket"),
        ([connection, upgrade, "", key], 426, "open a WebSocket"),
        ([connection, upgrade, other, key], 426, "open a WebSocket"),
        ([connection, upgrade, version, ""], 400, "Key"),
        (["", upgrade, version, key], 400, "Connection"),
    ] {
        let headers = headers.concat();
        let request = format!(
            "GET /xrpc/com.example.shelf.subscribeDesk HTTP/1.1\r\nHost: desk\r\n{headers}\r\n"
        );
        let answer = desk.send(request.as_bytes());
        assert_eq!(answer.status, status, "{headers}");
        let message = answer.message();
        assert!(message.contains(expected), "{headers}: {message}");
        is_short_and_visible(&answer);
    }
}
