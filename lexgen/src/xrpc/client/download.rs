//! Outputs that are read piece by piece.

use std::{fmt, time::Duration};

use http::HeaderMap;

use super::error::without_query;

/// An output of bytes while it comes: a blob, an archive.
pub struct Download {
    pub(super) encoding: String,
    pub(super) response: reqwest::Response,
    /// How long the next bytes may be waited for.
    pub(super) pause: Duration,
}

impl Download {
    /// Its MIME type.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// How many bytes there will be, if the service says so.
    pub fn content_length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The response's headers.
    pub fn headers(&self) -> &HeaderMap {
        self.response.headers()
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// When the connection breaks, or nothing comes for as long as the client
    /// waits for a call.
    pub async fn chunk(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, DownloadError> {
        match tokio::time::timeout(self.pause, self.response.chunk()).await {
            Ok(Ok(chunk)) => Ok(chunk),
            Ok(Err(error)) => Err(DownloadError::Transport(without_query(error))),
            Err(_) => Err(DownloadError::Timeout),
        }
    }

    /// The response itself, to read it in any way that `reqwest` knows, for as
    /// long as it takes.
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

/// Why a download has no next bytes.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// The connection broke.
    Transport(reqwest::Error),
    /// Nothing came in time.
    Timeout,
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => write!(f, "the download broke off: {error}"),
            Self::Timeout => f.write_str("the download stands still"),
        }
    }
}

impl std::error::Error for DownloadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Timeout => None,
        }
    }
}
