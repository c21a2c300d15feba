//! The error of a connection.

use std::{error::Error, fmt, iter};

use crate::shown::message;

/// A connection failed.
///
/// `Display`, `Debug` and the sources escape and shorten what the libraries say,
/// which may be text of the peer, such as the names in its certificate. The error
/// itself is [`get_ref`](Self::get_ref).
///
/// Needs the feature `subscription` or `client`.
pub struct TransportError {
    error: Box<dyn Error + Send + Sync>,
    text: String,
    source: Option<Box<Cause>>,
}

/// A source of an error, as text.
#[derive(Debug)]
struct Cause {
    text: String,
    source: Option<Box<Cause>>,
}

/// The most sources that are kept.
const SOURCES: usize = 16;

/// The hint that is missing in the error of the HTTP library without TLS.
const TLS_HELP: &str =
    "; `https` and `wss` need TLS: enable the feature `client-rustls` or `client-native-tls`";

impl TransportError {
    /// The error of the HTTP library, without the query of its URL: errors are
    /// logged, and parameters may be secret.
    pub(super) fn http(mut error: reqwest::Error) -> Self {
        if let Some(url) = error.url_mut() {
            url.set_query(None);
        }
        let help = if lacks_tls(&error) { TLS_HELP } else { "" };
        Self::new(error, help)
    }

    #[cfg(feature = "subscription")]
    pub(super) fn socket(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(error, "")
    }

    fn new(error: impl Into<Box<dyn Error + Send + Sync>>, help: &str) -> Self {
        let error = error.into();
        let sources = iter::successors(error.source(), |&source| source.source());
        let texts: Vec<String> = (sources.take(SOURCES))
            .map(|source| message(source).to_string())
            .collect();
        let source = texts
            .into_iter()
            .rev()
            .fold(None, |source, text| Some(Box::new(Cause { text, source })));
        let text = format!("{}{help}", message(&*error));
        Self {
            error,
            text,
            source,
        }
    }

    /// The error of the library, such as a `reqwest::Error`, with its original text.
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.error.as_ref()
    }
}

/// Whether a connection failed because TLS is not enabled. A feature of the library
/// itself may have enabled it, so this is known only from its error.
fn lacks_tls(error: &reqwest::Error) -> bool {
    let is_https = error.url().is_some_and(|url| url.scheme() == "https");
    let mut causes = iter::successors(error.source(), |&cause| cause.source());
    is_https && causes.any(|cause| cause.to_string().contains("scheme is not http"))
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = format_args!("{:?}", self.error);
        f.debug_tuple("TransportError")
            .field(&message(&error))
            .finish()
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that says what a peer said, and why.
    #[derive(Debug)]
    struct Said(String, Option<Box<Said>>);

    impl fmt::Display for Said {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(&self.0)
        }
    }

    impl Error for Said {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|source| source as _)
        }
    }

    #[test]
    fn nothing_of_a_peer_is_raw_in_any_source() {
        let hostile = "\u{1b}[2J\n".repeat(1 << 20);
        let inner = Said(hostile.clone(), None);
        let error = TransportError::new(Said(hostile.clone(), Some(Box::new(inner))), "");
        let mut sources: Vec<&dyn Error> = vec![&error];
        sources.extend(error.source());
        assert_eq!(sources.len(), 2);
        for source in sources {
            for text in [source.to_string(), format!("{source:?}")] {
                assert!(text.len() < 2048, "{} bytes", text.len());
                assert!(!text.contains(char::is_control), "{text}");
            }
        }
        assert_eq!(error.get_ref().to_string(), hostile);
    }
}
