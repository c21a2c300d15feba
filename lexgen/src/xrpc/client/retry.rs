//! Retries of calls.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::xrpc::{Method, TransportError, headers::RateLimit, jitter};

/// When and how often a call is retried.
///
/// Calls are retried only if that is safe: queries, which change nothing, after a
/// failed connection, also one that breaks within the response, or the status 429,
/// 502, 503 or 504; procedures only if they cannot have begun, because there was no
/// connection or the status is 429. A download is not retried once its response has
/// begun, and an upload is not retried.
///
/// Needs the feature `client`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// The number of retries.
    pub times: u32,
    /// The wait before the first retry. A random time of up to half of it is added,
    /// so that clients do not retry at the same time. Each further wait is twice as
    /// long. A `Retry-After` of the service is used instead.
    pub pause: Duration,
    /// The longest wait. A call is not retried if the service requests a longer one.
    pub max_pause: Duration,
}

impl Retry {
    /// No retries.
    pub const NEVER: Self = Self {
        times: 0,
        pause: Duration::ZERO,
        max_pause: Duration::ZERO,
    };

    /// The wait before the next try after `tries`; `None` if there is none.
    fn pause(&self, tries: u32, wanted: Option<Duration>) -> Option<Duration> {
        if tries > self.times {
            return None;
        }
        let pause = wanted.unwrap_or_else(|| jitter::doubled(self.pause, tries, self.max_pause));
        (pause <= self.max_pause).then_some(pause)
    }

    /// The wait before a retry after an unsuccessful response.
    pub(super) fn after_status(
        &self,
        tries: u32,
        method: Method,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> Option<Duration> {
        let again = match status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => method == Method::Query,
            _ => false,
        };
        let wanted = RateLimit::of(headers).and_then(|limit| limit.retry_after);
        again.then(|| self.pause(tries, wanted)).flatten()
    }

    /// The wait before a retry after a failed connection.
    pub(super) fn after_error(
        &self,
        tries: u32,
        method: Method,
        error: &TransportError,
    ) -> Option<Duration> {
        let may_be_repeated = method == Method::Query && !error.is_permanent();
        let again = error.is_unsent() || may_be_repeated;
        again.then(|| self.pause(tries, None)).flatten()
    }
}

/// Two retries, after 200 and 400 milliseconds or more, or up to 10 seconds if the
/// service requests it.
impl Default for Retry {
    fn default() -> Self {
        Self {
            times: 2,
            pause: Duration::from_millis(200),
            max_pause: Duration::from_secs(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn procedures_are_repeated_only_when_they_have_not_begun() {
        let retry = Retry::default();
        let headers = HeaderMap::new();
        let after = |method, status| retry.after_status(1, method, status, &headers);
        assert!(after(Method::Query, StatusCode::BAD_GATEWAY).is_some());
        assert!(after(Method::Procedure, StatusCode::BAD_GATEWAY).is_none());
        assert!(after(Method::Procedure, StatusCode::TOO_MANY_REQUESTS).is_some());
        assert!(after(Method::Query, StatusCode::BAD_REQUEST).is_none());
        assert!(after(Method::Query, StatusCode::INTERNAL_SERVER_ERROR).is_none());
    }

    #[test]
    fn the_service_says_how_long_to_wait() {
        let retry = Retry::default();
        let wait = |seconds: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("retry-after", http::HeaderValue::from_static(seconds));
            retry.after_status(1, Method::Query, StatusCode::TOO_MANY_REQUESTS, &headers)
        };
        assert_eq!(wait("3"), Some(Duration::from_secs(3)));
        assert_eq!(wait("0.25"), Some(Duration::from_millis(250)));
        // Longer than it is worth waiting for.
        for seconds in [
            "300",
            "10.5",
            "99999999999999999999999",
            "Fri, 31 Dec 9999 23:59:59 GMT",
        ] {
            assert_eq!(wait(seconds), None, "{seconds}");
        }
        // Over already, or not a time: the pause of the policy.
        assert_eq!(wait("Thu, 01 Jan 1970 00:00:00 GMT"), Some(Duration::ZERO));
        for seconds in ["-5", "soon", "", "1e3", "NaN"] {
            assert!(
                wait(seconds) > Some(Duration::from_millis(199)),
                "{seconds}"
            );
        }
    }

    #[test]
    fn pauses_double_and_end() {
        let retry = Retry::default();
        for _ in 0..100 {
            let (first, second) = (retry.pause(1, None), retry.pause(2, None));
            let millis = |pause: Option<Duration>| pause.map(|pause| pause.as_millis());
            assert!((200..=300).contains(&millis(first).unwrap()), "{first:?}");
            assert!((400..=600).contains(&millis(second).unwrap()), "{second:?}");
        }
        assert_ne!(retry.pause(1, None), retry.pause(1, None));
        assert_eq!(retry.pause(3, None), None);
        assert_eq!(Retry::NEVER.pause(1, None), None);
    }
}
