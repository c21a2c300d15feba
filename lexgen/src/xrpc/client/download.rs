//! Outputs that are read piece by piece.

use std::fmt;

use http::HeaderMap;

/// An output of bytes while it comes: a blob, an archive.
pub struct Download {
    pub(super) encoding: String,
    pub(super) response: reqwest::Response,
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
    /// When the connection breaks.
    pub async fn chunk(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, reqwest::Error> {
        self.response.chunk().await
    }

    /// The response itself, to read it in any way that `reqwest` knows.
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
