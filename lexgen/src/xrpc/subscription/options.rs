//! Settings of a subscription.

use std::{fmt, io, time::Duration};

use http::HeaderMap;

use super::decoder::{DecodedFrame, Decoder};
use crate::xrpc::{Subprotocol, headers};

/// Headers and limits of a subscription.
///
/// Needs the feature `subscription`.
#[derive(Clone)]
pub struct Options {
    pub(super) headers: HeaderMap,
    pub(super) subprotocols: Vec<Subprotocol>,
    pub(super) decoder: Option<Decoder>,
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

    /// The same options with subprotocols that are offered to the service, the best
    /// first. The default is none: then the frames are as the lexicon says.
    ///
    /// A service that knows none of them also sends frames as the lexicon says;
    /// [`Subscription::subprotocol`](super::Subscription::subprotocol) tells which it
    /// chose.
    #[must_use]
    pub fn with_subprotocols(mut self, offered: impl IntoIterator<Item = Subprotocol>) -> Self {
        self.subprotocols.clear();
        for subprotocol in offered {
            if !self.subprotocols.contains(&subprotocol) {
                self.subprotocols.push(subprotocol);
            }
        }
        self
    }

    /// The same options with a function that decodes every binary message, such as
    /// one that is compressed, and writes the frame that is in it. Without one, binary
    /// messages are frames of CBOR, and are refused if frames are JSON.
    ///
    /// Clones of the options share the function.
    ///
    /// ```
    /// use std::io::Write;
    ///
    /// use lexgen::xrpc::subscription::Options;
    ///
    /// let options = Options::default().with_decoder(|message, frame| {
    ///     // The first byte is a version.
    ///     frame.write_all(message.get(1..).unwrap_or_default())
    /// });
    /// ```
    #[must_use]
    pub fn with_decoder(
        mut self,
        decode: impl FnMut(&[u8], &mut DecodedFrame) -> io::Result<()> + Send + 'static,
    ) -> Self {
        self.decoder = Some(Decoder::new(decode));
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
            subprotocols: Vec::new(),
            decoder: None,
            connect_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(60),
        }
    }
}

/// Shows the names of headers, but not their values, which may be credentials.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("headers", &headers::names(&self.headers))
            .field("subprotocols", &self.subprotocols)
            .field("connect_timeout", &self.connect_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .finish_non_exhaustive()
    }
}
