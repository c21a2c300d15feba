//! Blobs.

use super::{
    Agent, AgentError,
    endpoint::Plain,
    lexicons::com::atproto::{
        repo::upload_blob::UploadBlob,
        sync::get_blob::{self, GetBlob},
    },
};
use crate::{
    data::Blob,
    syntax::Cid,
    xrpc::{
        Binary,
        client::{Download, Payload},
    },
};

impl Agent {
    /// Uploads a blob of a MIME type such as `image/png`: bytes, or a stream. It must
    /// then be put into a record, or the service removes it.
    ///
    /// # Errors
    /// If it is not uploaded. A stream is sent only once: after
    /// [`ExpiredToken`](crate::xrpc::Client::upload), a new call succeeds.
    pub async fn upload(
        &self,
        mime_type: &str,
        content: impl Into<Payload>,
    ) -> Result<Blob, AgentError> {
        let client = &self.client;
        let upload = client.upload::<Plain<UploadBlob>>(&(), mime_type, content.into());
        Ok(upload.await?.blob)
    }

    /// Downloads a blob of the account as a stream.
    ///
    /// # Errors
    /// Those of a call that are known before the content is read.
    pub async fn download(&self, cid: &Cid) -> Result<Download, AgentError> {
        let params = get_blob::Params::new(self.did.clone(), cid.clone());
        let download = self.client.download::<Plain<GetBlob>>(&params, &());
        Ok(download.await?)
    }

    /// Reads a blob of the account that has at most `limit` bytes, and no more than it
    /// declares. It is not compared with its CID.
    ///
    /// # Errors
    /// If it cannot be read, or is larger.
    pub async fn read_blob(&self, blob: &Blob, limit: u64) -> Result<Binary, AgentError> {
        let limit = blob.size().map_or(limit, |size| size.min(limit));
        let mut download = self.download(blob.cid()).await?;
        let mut content = Vec::new();
        while let Some(chunk) = download.chunk().await? {
            if (content.len() + chunk.len()) as u64 > limit {
                return Err(AgentError::TooLarge(limit));
            }
            content.extend_from_slice(&chunk);
        }
        Ok(Binary::new(download.encoding(), content))
    }
}
