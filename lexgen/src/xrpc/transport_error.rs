//! The error of a connection.

use std::{error::Error, fmt, iter};

use crate::shown::message;

/// A connection failed.
///
/// `Display` has the text of the error and of all its sources, and like `Debug`
/// escapes and shortens it: it may be text of the peer, such as the names in its
/// certificate. The error itself is [`get_ref`](Self::get_ref).
///
/// Needs the feature `subscription` or `client`.
pub struct TransportError {
    error: Box<dyn Error + Send + Sync>,
    text: String,
    reach: Reach,
}

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// There was no connection.
    Nowhere,
    /// The service may have received the request.
    Perhaps,
    /// There is no use in another try.
    Final,
}

/// The most sources that are shown.
const SOURCES: usize = 16;

/// The hint that is missing in the error of the HTTP library without TLS.
const TLS_HELP: &str =
    "; `https` and `wss` need TLS: enable the feature `client-rustls` or `client-native-tls`";

impl TransportError {
    /// An error after which the service may have received the request. The client
    /// retries queries, but not procedures.
    ///
    /// If `error` is a `TransportError` in a box, it is that one, and if it is a
    /// `reqwest::Error`, it says itself whether there was a connection.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let error = match error.into().downcast::<Self>() {
            Ok(error) => return *error,
            Err(error) => error,
        };
        match error.downcast::<reqwest::Error>() {
            Ok(error) => Self::http(*error),
            Err(error) => Self::with(error, "", Reach::Perhaps),
        }
    }

    /// An error before anything was sent, such as a refused connection. The client
    /// retries all calls.
    pub fn unsent(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::with(error.into(), "", Reach::Nowhere)
    }

    /// An error that another try does not change, such as a request that the transport
    /// cannot send. The client does not retry.
    pub fn permanent(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::with(error.into(), "", Reach::Final)
    }

    /// The error of the HTTP library, without the query of its URL: errors are
    /// logged, and parameters may be secret.
    pub(super) fn http(mut error: reqwest::Error) -> Self {
        if let Some(url) = error.url_mut() {
            url.set_query(None);
        }
        let help = if lacks_tls(&error) { TLS_HELP } else { "" };
        let reach = if error.is_connect() {
            Reach::Nowhere
        } else if error.is_timeout() || error.is_builder() {
            Reach::Final
        } else {
            Reach::Perhaps
        };
        Self::with(error.into(), help, reach)
    }

    #[cfg(feature = "subscription")]
    pub(super) fn socket(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::with(error.into(), "", Reach::Perhaps)
    }

    fn with(error: Box<dyn Error + Send + Sync>, help: &str, reach: Reach) -> Self {
        let text = format!("{}{help}", message(&Chain(&*error)));
        Self { error, text, reach }
    }

    /// The error of the library, such as a `reqwest::Error`, with its original text.
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.error.as_ref()
    }

    /// Whether nothing was sent, so that every call may be tried again.
    pub fn is_unsent(&self) -> bool {
        self.reach == Reach::Nowhere
    }

    /// Whether another try is of no use.
    pub fn is_permanent(&self) -> bool {
        self.reach == Reach::Final
    }
}

/// Whether a connection failed because TLS is not enabled. A feature of the library
/// itself may have enabled it, so this is known only from its error.
fn lacks_tls(error: &reqwest::Error) -> bool {
    let is_https = error.url().is_some_and(|url| url.scheme() == "https");
    let mut causes = iter::successors(error.source(), |&cause| cause.source());
    is_https && causes.any(|cause| cause.to_string().contains("scheme is not http"))
}

/// An error and its sources, in a line.
pub(super) struct Chain<'e>(pub(super) &'e (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut said = self.0.to_string();
        let sources = iter::successors(self.0.source(), |&source| source.source());
        for source in sources.take(SOURCES) {
            let text = source.to_string();
            // Some errors have the text of their sources.
            if !said.contains(&text) {
                write!(f, ": {text}")?;
                said = text;
            }
        }
        Ok(())
    }
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

/// `Display` has the text of all sources.
impl Error for TransportError {}

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

    fn said(texts: &[&str]) -> Said {
        let (first, others) = texts.split_first().unwrap();
        let source = (!others.is_empty()).then(|| Box::new(said(others)));
        Said((*first).to_owned(), source)
    }

    #[test]
    fn nothing_of_a_peer_is_raw_in_any_source() {
        let hostile = "\u{1b}[2J\n".repeat(1 << 20);
        let error = TransportError::new(said(&[&hostile, &hostile]));
        assert!(error.source().is_none());
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(text.len() < 2048, "{} bytes", text.len());
            assert!(!text.contains(char::is_control), "{text}");
        }
        assert_eq!(error.get_ref().to_string(), hostile);
    }

    #[test]
    fn the_text_has_every_cause_once() {
        let error = TransportError::new(said(&["no page", "no line", "no line", "the cut"]));
        assert_eq!(error.to_string(), "no page: no line: the cut");
        let error = TransportError::new(said(&["no page: no line", "no line", "the cut"]));
        assert_eq!(error.to_string(), "no page: no line: the cut");
    }

    #[test]
    fn an_error_that_is_wrapped_again_is_the_same() {
        let boxed: Box<dyn Error + Send + Sync> = TransportError::unsent("no line").into();
        let error = TransportError::new(boxed);
        assert!(error.is_unsent());
        assert_eq!(error.to_string(), "no line");
        assert!(!TransportError::new("a cut").is_unsent());
        assert!(TransportError::permanent("no such scheme").is_permanent());
    }
}
