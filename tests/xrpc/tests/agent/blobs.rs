//! Blobs.

use futures_util::stream;
use lexgen::{agent::AgentError, xrpc::client::Payload};

use crate::pds::Pds;

#[tokio::test]
async fn a_blob_comes_back_as_it_went() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let blob = agent.upload("image/png", b"pixels".to_vec()).await.unwrap();
    assert_eq!((blob.mime_type(), blob.size()), ("image/png", Some(6)));
    let mut download = agent.download(blob.cid()).await.unwrap();
    assert_eq!(download.encoding(), "image/png");
    assert_eq!(download.chunk().await.unwrap().unwrap(), &b"pixels"[..]);

    let pieces = ["a", "bc"].map(|piece| Ok::<_, std::io::Error>(piece.as_bytes().to_vec()));
    let blob = agent
        .upload("text/plain", Payload::from_stream(stream::iter(pieces)))
        .await
        .unwrap();
    let read = agent.read_blob(&blob, 1000).await.unwrap();
    assert_eq!(
        (read.encoding.as_str(), read.data.as_slice()),
        ("text/plain", &b"abc"[..])
    );
}

#[tokio::test]
async fn a_blob_has_no_more_than_its_limit_and_its_size() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let blob = agent.upload("text/plain", b"abc".to_vec()).await.unwrap();
    let small = agent.read_blob(&blob, 2).await.unwrap_err();
    assert!(matches!(small, AgentError::TooLarge(2)), "{small}");
    pds.store()
        .blobs
        .values_mut()
        .for_each(|blob| blob.1 = vec![0; 1000]);
    let other = agent.read_blob(&blob, 1_000_000).await.unwrap_err();
    assert_eq!(other.to_string(), "the blob has more than 3 bytes");
}
