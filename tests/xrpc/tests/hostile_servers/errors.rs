//! Every error that can repeat text of others is short and on one line, displayed
//! and debugged.

use std::error::Error;

use lexgen::{
    Bytes, CidLink, Data, Did, Tid, Validate,
    data::{from_dag_cbor, to_dag_cbor},
    xrpc::{Body, Frame, UnnamedError, XrpcError, error_frame},
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book, section::Section, subscribe_desk::SubscribeDesk,
};

/// Escape sequences, a line that looks like one of a log, and a directional control,
/// again and again.
fn hostile() -> String {
    "\u{1b}[2J\u{9b}1m\r\n2026-01-01 INFO all is well\u{202e}".repeat(10_000)
}

fn is_short(what: &str, error: &(dyn Error + 'static)) {
    is_shown(what, error);
    let text = error.to_string();
    assert!(!text.contains('\n'), "{what}: {text}");
}

/// Checks the error and its sources, which programs print too.
fn is_shown(what: &str, error: &(dyn Error + 'static)) {
    if let Some(source) = error.source() {
        let (text, cause) = (error.to_string(), source.to_string());
        assert!(!text.contains(&cause), "{what} repeats its source: {text}");
        is_shown(&format!("source of {what}"), source);
    }
    for text in [
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
    ] {
        assert!(text.len() < 16 << 10, "{what}: {} bytes", text.len());
        let is_hidden = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(is_hidden), "{what}: {text}");
        assert!(!text.contains("\n2026"), "{what}: {text}");
    }
}

#[test]
fn of_data() {
    let text = hostile();
    is_short("syntax", &Did::new(&text).unwrap_err());
    is_short("link", &CidLink::new(&text).unwrap_err());
    is_short("bytes", &Bytes::from_base64(&text).unwrap_err());
    let data = Data::from(text.as_str());
    is_short("type", &data.decode::<i64>().unwrap_err());
    is_short("type, DAG-CBOR", &{
        let bytes = to_dag_cbor(&data).unwrap();
        from_dag_cbor::<i64>(&bytes).unwrap_err()
    });
    let key = serde_json::to_string(&text).unwrap();
    let json = format!("{{{key}:0,{key}:0}}");
    is_short(
        "duplicate",
        &serde_json::from_str::<Data>(&json).unwrap_err(),
    );
    let body = format!("{{\"name\":\"a\",\"x\":{json}}}");
    is_short(
        "duplicate",
        &serde_json::from_str::<Section>(&body).unwrap_err(),
    );
    is_short(
        "duplicate",
        &Section::decode("", body.as_bytes()).unwrap_err(),
    );
    for json in [
        format!("{{\"$link\":{key}}}"),
        format!("{{\"$link\":\"a\",{key}:0}}"),
        format!("{{\"$bytes\":{key}}}"),
        format!("{{\"$type\":\"blob\",{key}:0}}"),
    ] {
        let name = format!("{json:.20}");
        let data: Data = serde_json::from_str(&json).unwrap();
        is_short(&name, &data.check().unwrap_err());
        is_short(&name, &to_dag_cbor(&data).unwrap_err());
        let body = format!("{{\"name\":\"a\",{key}:{json}}}");
        let section: Section = serde_json::from_str(&body).unwrap();
        is_short(&name, &section.validate().unwrap_err());
        is_short(&name, &to_dag_cbor(&section).unwrap_err());
    }
    let other = format!("{{\"parent\":{{\"$type\":{key},\"name\":1}},\"name\":\"a\"}}");
    is_short("path", &Section::decode("", other.as_bytes()).unwrap_err());
}

#[test]
fn of_constraints() {
    let wrong = vec![Tid::new_unchecked(hostile()); 1000];
    let violations = wrong.validate().unwrap_err();
    is_shown("violations", &violations);
    assert_eq!(violations.to_string().lines().count(), 21);
    for violation in &violations {
        let text = violation.to_string();
        assert!(text.len() < 4096 && !text.contains(['\n', '\u{1b}', '\u{9b}', '\u{202e}']));
    }
}

#[test]
fn of_services() {
    let mut error = XrpcError::new(hostile());
    error.message = Some(hostile());
    error.extra.insert(hostile(), hostile());
    is_short("error", &error);
    is_short("unnamed", &UnnamedError::<Section>::from(error.clone()));
    is_short("other", &borrow_book::Error::from(error.clone()));
    let mut named = error.clone();
    named.error = "CardExpired".to_owned();
    let named = borrow_book::Error::from(named);
    is_short("named", &named);
    assert_eq!(named.message(), Some(hostile().as_str()));

    let frame = error_frame(&error).unwrap();
    let frame = Frame::parse(&frame).unwrap().unwrap();
    is_short("frame", &frame.message::<SubscribeDesk>().unwrap_err());
}

#[test]
fn of_frames() {
    let text = |text: &str| {
        [
            &[0x7a][..],
            &(text.len() as u32).to_be_bytes(),
            text.as_bytes(),
        ]
        .concat()
    };
    let long = text(&hostile());
    // The message has another type than its own, and the header another key twice.
    let unknown = [b"\xa2\x61t", &long[..], b"\x62op\x01\x01"].concat();
    let frame = Frame::parse(&unknown).unwrap().unwrap();
    is_short("message", &frame.message::<SubscribeDesk>().unwrap_err());
    let wrong = [b"\xa2\x61t\x65#info\x62op", &long[..]].concat();
    is_short("header", &Frame::parse(&wrong).unwrap_err());
}
