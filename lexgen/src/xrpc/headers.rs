//! The headers of the protocol.
//!
//! Needs the feature `xrpc`.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{shown::shown, syntax::Did};

/// The service to which a request is forwarded.
/// [Specification](https://atproto.com/specs/xrpc#service-proxying).
pub const ATPROTO_PROXY: HeaderName = HeaderName::from_static("atproto-proxy");

/// The labelers whose labels are requested.
/// [Specification](https://atproto.com/specs/label#labeler-headers).
pub const ATPROTO_ACCEPT_LABELERS: HeaderName = HeaderName::from_static("atproto-accept-labelers");

/// The labelers whose labels a response has.
/// [Specification](https://atproto.com/specs/label#labeler-headers).
pub const ATPROTO_CONTENT_LABELERS: HeaderName =
    HeaderName::from_static("atproto-content-labelers");

/// The most names of headers that `Debug` shows.
const MAX_NAMES: usize = 30;

/// The names of headers for `Debug`: their values may be secret.
pub(super) fn names(headers: &HeaderMap) -> Vec<String> {
    let names = headers.keys().take(MAX_NAMES);
    names.map(|name| shown(name).to_string()).collect()
}

/// The parts of all values of a header that is a list, without the space around them.
pub(super) fn listed<'h>(
    headers: &'h HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = &'h str> {
    let values = headers.get_all(name).into_iter();
    let values = values.filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',').map(|part| part.trim_matches([' ', '\t'])))
}

/// A labeler in a header.
/// [Specification](https://atproto.com/specs/label#labeler-headers).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Labeler {
    /// The account of the labeler.
    pub did: Did,
    /// Whether content that it takes down is removed instead of labeled.
    pub redact: bool,
}

impl fmt::Display for Labeler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.did.as_str())?;
        if self.redact {
            f.write_str(";redact")?;
        }
        Ok(())
    }
}

/// The value of [`ATPROTO_ACCEPT_LABELERS`]. `None` if a malformed DID cannot be in
/// a header.
pub fn accept_labelers(labelers: &[Labeler]) -> Option<HeaderValue> {
    let names: Vec<String> = labelers.iter().map(Labeler::to_string).collect();
    HeaderValue::try_from(names.join(", ")).ok()
}

/// The labelers whose labels a response has. Values that are not DIDs are ignored.
pub fn content_labelers(headers: &HeaderMap) -> Vec<Labeler> {
    listed(headers, &ATPROTO_CONTENT_LABELERS)
        .filter_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let did = parts.next().and_then(|did| Did::new(did).ok())?;
            let redact = parts.any(|part| part.eq_ignore_ascii_case("redact"));
            Some(Labeler { did, redact })
        })
        .collect()
}

/// The rate limit of a service.
/// [Specification](https://atproto.com/specs/xrpc#rate-limits), and the IETF's
/// draft on `RateLimit` headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Requests, or points, per window.
    pub limit: Option<u64>,
    /// Requests, or points, that are left in this window.
    pub remaining: Option<u64>,
    /// The start of the next window, in seconds since 1970.
    pub reset: Option<u64>,
    /// The policy, such as `100;w=300`.
    pub policy: Option<String>,
    /// How long to wait before the next request. The header has seconds or a date.
    pub retry_after: Option<Duration>,
}

impl RateLimit {
    /// The rate limit in the headers of a response; `None` if they have none.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let date = text("date");
        let number = |name: &str| text(name).and_then(|text| text.trim().parse().ok());
        let limit = Self {
            limit: number("ratelimit-limit"),
            remaining: number("ratelimit-remaining"),
            reset: number("ratelimit-reset"),
            policy: text("ratelimit-policy").map(str::to_owned),
            retry_after: text("retry-after").and_then(|text| retry_after(text, date)),
        };
        (limit != Self::default()).then_some(limit)
    }
}

/// The wait in a `Retry-After`: seconds, also with a fraction, or a date, from which
/// the date of the response is subtracted. A number that is too large is the longest
/// wait. `None` if it is neither.
/// [Specification](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).
fn retry_after(text: &str, date: Option<&str>) -> Option<Duration> {
    let text = text.trim();
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number && text.starts_with(|c: char| c.is_ascii_digit()) {
        let seconds: f64 = text.parse().ok()?;
        return Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = date.and_then(|date| httpdate::parse_http_date(date).ok());
    let now = now.unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_limits_are_read() {
        let mut headers = HeaderMap::new();
        assert_eq!(RateLimit::of(&headers), None);
        headers.insert("ratelimit-limit", HeaderValue::from_static("30"));
        headers.insert("ratelimit-policy", HeaderValue::from_static("30;w=300"));
        headers.insert("retry-after", HeaderValue::from_static("7"));
        let limit = RateLimit::of(&headers).unwrap();
        assert_eq!(limit.limit, Some(30));
        assert_eq!(limit.remaining, None);
        assert_eq!(limit.retry_after, Some(Duration::from_secs(7)));
    }

    #[test]
    fn waits_are_seconds_or_dates() {
        let date = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        for (text, seconds) in [
            ("0", Some(0.0)),
            (" 7 ", Some(7.0)),
            ("1.5", Some(1.5)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", Some(30.0)),
            ("Sunday, 06-Nov-94 08:50:07 GMT", Some(30.0)),
            ("Sun Nov  6 08:50:07 1994", Some(30.0)),
            ("Sun, 06 Nov 1994 08:49:07 GMT", Some(0.0)),
            ("-1", None),
            ("1.5.5", None),
            (".", None),
            ("inf", None),
            ("0x10", None),
            ("tomorrow", None),
        ] {
            let expected = seconds.map(Duration::from_secs_f64);
            assert_eq!(retry_after(text, date), expected, "{text}");
        }
        let huge = "9".repeat(1000);
        assert_eq!(retry_after(&huge, date), Some(Duration::MAX));
    }

    #[test]
    fn labelers_go_and_come() {
        let did = |text: &str| Did::new(text).unwrap();
        let labelers = [
            Labeler {
                did: did("did:web:a.example"),
                redact: true,
            },
            Labeler {
                did: did("did:plc:abc"),
                redact: false,
            },
        ];
        let value = accept_labelers(&labelers).unwrap();
        assert_eq!(value, "did:web:a.example;redact, did:plc:abc");
        let mut headers = HeaderMap::new();
        headers.insert(ATPROTO_CONTENT_LABELERS, value);
        assert_eq!(content_labelers(&headers), labelers);
    }
}
