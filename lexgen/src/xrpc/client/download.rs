//! Outputs that are read as streams.

use std::{fmt, time::Duration};

use bytes::Bytes;
use http::{HeaderMap, Response, response::Parts};

use super::Payload;
use crate::xrpc::TransportError;

/// An output of bytes that is read as a stream, such as a blob or an archive.
///
/// Needs the feature `client`.
pub struct Download {
    pub(super) nsid: &'static str,
    pub(super) encoding: String,
    pub(super) head: Parts,
    pub(super) body: Payload,
    /// The longest wait for the next bytes.
    pub(super) pause: Duration,
}

impl Download {
    /// The MIME type.
    pub fn encoding(&self) -> &str {
        &self.encoding
    }

    /// The number of bytes that are left, if the service has sent the size.
    pub fn content_length(&self) -> Option<u64> {
        self.body.content_length()
    }

    /// The headers of the response.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the connection fails, or no bytes arrive within the time limit of the
    /// client.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, DownloadError> {
        let kind = match tokio::time::timeout(self.pause, self.body.chunk()).await {
            Ok(Ok(chunk)) => return Ok(chunk),
            Ok(Err(error)) => DownloadErrorKind::Transport(error),
            Err(_) => DownloadErrorKind::Timeout,
        };
        Err(DownloadError {
            nsid: self.nsid,
            kind,
        })
    }

    /// The response, to read it as an `http_body::Body` and without a time limit.
    pub fn into_response(self) -> Response<Payload> {
        Response::from_parts(self.head, self.body)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("nsid", &self.nsid)
            .field("encoding", &self.encoding)
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// Why a download has failed: the endpoint, and the [kind](Self::kind) of error.
///
/// Needs the feature `client`.
#[derive(Debug)]
pub struct DownloadError {
    nsid: &'static str,
    kind: DownloadErrorKind,
}

/// Why a download has failed.
///
/// Needs the feature `client`.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadErrorKind {
    /// The connection failed.
    Transport(TransportError),
    /// No bytes arrived within the time limit.
    Timeout,
}

impl DownloadError {
    /// The NSID of the endpoint.
    pub fn nsid(&self) -> &'static str {
        self.nsid
    }

    /// What went wrong.
    pub fn kind(&self) -> &DownloadErrorKind {
        &self.kind
    }
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nsid = self.nsid;
        match &self.kind {
            DownloadErrorKind::Transport(error) => {
                write!(f, "{nsid}: the download was interrupted: {error}")
            }
            DownloadErrorKind::Timeout => write!(f, "{nsid}: the download timed out"),
        }
    }
}

/// `Display` has the text of all sources.
impl std::error::Error for DownloadError {}
