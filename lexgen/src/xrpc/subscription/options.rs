//! Settings of a subscription.

use std::{fmt, time::Duration};

use http::HeaderMap;

/// Headers and limits of a subscription.
///
/// Needs the feature `subscription`.
#[derive(Clone)]
pub struct Options {
    pub(super) headers: HeaderMap,
    pub(super) connect_timeout: Duration,
    pub(super) idle_timeout: Duration,
}

impl Options {
    /// The same options with headers, such as `Authorization`.
    #[must_use]
    pub fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// The same options with another limit for the time until the subscription is
    /// open or refused. The default is 30 seconds.
    #[must_use]
    pub fn with_connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// The same options with another limit for the time in which nothing complete
    /// arrives. The default is a minute. After half of it the service is asked for a
    /// sign of life, so a stream without messages does not end.
    #[must_use]
    pub fn with_idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            headers: HeaderMap::new(),
            connect_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(60),
        }
    }
}

/// Shows the names of headers, but not their values, which may be credentials.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("connect_timeout", &self.connect_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .finish()
    }
}
