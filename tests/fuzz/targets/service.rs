//! Requests to a service: a line with the method and the path, headers, an empty
//! line, and the body. No request makes an error of the service, and no response to
//! one that is refused is long or has anything hidden.
#![no_main]

use std::{cell::RefCell, convert::Infallible};

use axum::{
    Router,
    body::{Body, to_bytes},
    response::Response,
};
use http::{Method, Request, StatusCode};
use lexgen::XrpcError;
use lexgen_fuzz::desk;
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};
use tower_service::Service;

/// The most bytes of a response to a request that is refused.
const MOST: usize = 32 << 10;

thread_local! {
    static SERVICE: RefCell<(Runtime, Router)> = RefCell::new((
        Builder::new_current_thread().build().expect("a runtime"),
        desk::all(),
    ));
}

fuzz_target!(|bytes: &[u8]| {
    let Some(request) = request(bytes) else {
        return;
    };
    let method = request.method().clone();
    SERVICE.with_borrow_mut(|(runtime, router)| {
        runtime.block_on(async {
            let answer: Result<Response, Infallible> = router.call(request).await;
            let Ok(answer) = answer;
            let (head, body) = answer.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("the response ends");
            // A response to HEAD has no body.
            if method != Method::HEAD {
                check(head.status, &body);
            }
        });
    });
});

/// `None` if it is not one of HTTP.
fn request(bytes: &[u8]) -> Option<Request<Body>> {
    let mut lines = bytes.splitn(2, |&byte| byte == b'\n');
    let first = std::str::from_utf8(lines.next()?).ok()?;
    let (method, uri) = first.split_once(' ')?;
    let mut request = Request::builder().method(method).uri(uri);
    let mut rest = lines.next().unwrap_or_default();
    while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|&byte| byte == b':')?;
        request = request.header(&line[..colon], line[colon + 1..].trim_ascii());
    }
    request.body(Body::from(rest.to_vec())).ok()
}

fn check(status: StatusCode, body: &[u8]) {
    assert!(!status.is_server_error() || status == StatusCode::NOT_IMPLEMENTED);
    // The router's own, for a path that is not one of XRPC.
    if status.is_success() || status == StatusCode::NOT_FOUND {
        return;
    }
    assert!(body.len() < MOST, "{} bytes", body.len());
    let error: XrpcError = serde_json::from_slice(body).expect("an XRPC error");
    let message = error.message.expect("a message");
    // A line break is between violations.
    let hidden = message.chars().find(|&c| c.is_control() && c != '\n');
    assert_eq!(hidden, None, "{message:?}");
}
