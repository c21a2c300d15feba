//! Answers, with the headers that every answer has.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode, header};
use http_body_util::{Either, Full};
use serde::Serialize;

use super::events::Stream;
use crate::compiler::diagnostic::to_json;

/// The body of an answer: a text, or a stream of events.
pub(super) type Body = Either<Full<Bytes>, Stream>;
pub(super) type Answer = http::Response<Body>;

/// The policy for scripts, styles and requests of a page. There are no inline scripts or
/// styles, and nothing is loaded from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// What every answer has. There are no headers of CORS, so a page of another origin cannot
/// read any answer. With `no-referrer`, browsers would hide the origin of our own form.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
];

/// The media type of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Html,
    Css,
    Script,
    Svg,
    Json,
    Plain,
    Events,
}

impl Media {
    /// The type of a file of a site, by its extension.
    pub(super) fn of_file(path: &str) -> Self {
        match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "html" => Self::Html,
            "css" => Self::Css,
            "js" => Self::Script,
            "svg" => Self::Svg,
            "json" => Self::Json,
            _ => Self::Plain,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Css => "text/css; charset=utf-8",
            Self::Script => "text/javascript; charset=utf-8",
            Self::Svg => "image/svg+xml",
            Self::Json => "application/json",
            Self::Plain => "text/plain; charset=utf-8",
            Self::Events => "text/event-stream",
        }
    }
}

/// An answer with a text.
pub(super) fn text(status: StatusCode, media: Media, text: impl Into<Bytes>) -> Answer {
    with_headers(status, media, Either::Left(Full::new(text.into())))
}

/// An answer with a JSON value.
pub(super) fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    text(status, Media::Json, to_json(value) + "\n")
}

/// The answer that a file is at another path.
pub(super) fn moved(path: &str) -> Answer {
    let mut answer = text(StatusCode::TEMPORARY_REDIRECT, Media::Plain, "");
    if let Ok(path) = HeaderValue::from_str(path) {
        answer.headers_mut().insert(header::LOCATION, path);
    }
    answer
}

pub(super) fn with_headers(status: StatusCode, media: Media, body: Body) -> Answer {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let media = HeaderValue::from_static(media.name());
    headers.insert(header::CONTENT_TYPE, media);
    answer
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// The name of the error, as endpoints have it.
    pub(super) error: &'static str,
    pub(super) message: String,
    /// The methods that are allowed instead.
    pub(super) allow: Option<&'static str>,
}

#[derive(Serialize)]
struct ErrorBody<'r> {
    error: &'r str,
    message: &'r str,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let error = match status {
            StatusCode::REQUEST_TIMEOUT => "RequestTimeout",
            StatusCode::PAYLOAD_TOO_LARGE => "PayloadTooLarge",
            StatusCode::FORBIDDEN | StatusCode::MISDIRECTED_REQUEST => "Forbidden",
            StatusCode::NOT_IMPLEMENTED => "MethodNotImplemented",
            StatusCode::NOT_FOUND => "NotFound",
            StatusCode::SERVICE_UNAVAILABLE => "NotEnoughResources",
            status if status.is_server_error() => "InternalServerError",
            _ => "InvalidRequest",
        };
        Self {
            status,
            error,
            message: message.into(),
            allow: None,
        }
    }

    /// A request that is wrong.
    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    /// A method that a path does not have.
    pub(super) fn method(found: &http::Method, allow: &'static str) -> Self {
        let message = format!("incorrect HTTP method ({found}), expected {allow}");
        Self {
            allow: Some(allow),
            ..Self::new(StatusCode::METHOD_NOT_ALLOWED, message)
        }
    }

    /// The answer: for a program as an endpoint answers, or else as a text.
    pub(super) fn answer(&self, for_program: bool) -> Answer {
        let Self {
            status,
            error,
            message,
            allow,
        } = self;
        let mut answer = if for_program {
            json(*status, &ErrorBody { error, message })
        } else {
            text(*status, Media::Plain, format!("{message}\n"))
        };
        let headers = answer.headers_mut();
        if let Some(allow) = allow {
            headers.insert(header::ALLOW, HeaderValue::from_static(allow));
        }
        if *status == StatusCode::REQUEST_TIMEOUT || *status == StatusCode::PAYLOAD_TOO_LARGE {
            // The rest of the body would be the next request.
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }
}
