//! Outputs that are read as streams.

use std::{fmt, time::Duration};

use http::HeaderMap;

use crate::xrpc::TransportError;

/// An output of bytes that is read as a stream, such as a blob or an archive.
///
/// Needs the feature `client`.
pub struct Download {
    pub(super) encoding: String,
    pub(super) response: reqwest::Response,
    /// The longest wait for the next bytes.
    pub(super) pause: Duration,
}

impl Download {
    /// The MIME type.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The number of bytes, if the service has sent it.
    pub fn content_length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the connection fails, or no bytes arrive within the time limit of the
    /// client.
    pub async fn chunk(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, DownloadError> {
        match tokio::time::timeout(self.pause, self.response.chunk()).await {
            Ok(Ok(chunk)) => Ok(chunk),
            Ok(Err(error)) => Err(DownloadError::Transport(TransportError::http(error))),
            Err(_) => Err(DownloadError::Timeout),
        }
    }

    /// The response, to read it with `reqwest` and without a time limit.
    pub fn into_response(self) -> reqwest::Response {
        self.response
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("encoding", &self.encoding)
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// Why a download has failed.
///
/// Needs the feature `client`.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The connection failed.
    Transport(TransportError),
    /// No bytes arrived within the time limit.
    Timeout,
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => write!(f, "the download was interrupted: {error}"),
            Self::Timeout => f.write_str("the download timed out"),
        }
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Timeout => None,
        }
    }
}
