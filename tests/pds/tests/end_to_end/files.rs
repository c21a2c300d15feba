//! Files: uploaded in chunks, referred to by a record, and downloaded in chunks.

use std::io;

use futures_util::stream;
use lexgen::{
    Binary, Cid, Data, Datetime, Record,
    agent::{Agent, AgentError},
    xrpc::client::Download,
};
use lexgen_tests_pds::{
    answered,
    com::{
        atproto::{
            repo::{
                create_record::{self, CreateRecord},
                list_missing_blobs::{self, ListMissingBlobs},
                upload_blob::UploadBlob,
            },
            sync::{
                get_blob::{self, GetBlob},
                list_blobs::{self, ListBlobs},
            },
        },
        example::shelf::book::Book,
    },
};

use reqwest::Body;

use crate::world::{PASSWORD, World, refusal};

/// A file that begins like a picture, which is all that a PDS checks, and is longer
/// than a chunk.
fn picture() -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    bytes.extend((0..300_000_u32).map(|it| (it % 251) as u8));
    bytes
}

async fn all(mut download: Download) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        bytes.extend_from_slice(chunk.as_ref());
    }
    bytes
}

pub async fn a_file_comes_back_as_it_went(world: &World) {
    let peggy = world.account("peggy").await;
    let client = &peggy.caller.0;
    let pieces: Vec<Result<Vec<u8>, io::Error>> =
        picture().chunks(7000).map(|it| Ok(it.to_vec())).collect();
    let pieces = Body::wrap_stream(stream::iter(pieces));
    let up = client.upload::<UploadBlob>(&(), "image/jpeg", pieces).await;
    let cover = up.unwrap().blob;
    answered::<UploadBlob>();
    assert_eq!(
        (cover.mime_type(), cover.size()),
        ("image/jpeg", Some(picture().len() as u64))
    );
    // Uploaded as a whole, it is the same file.
    let whole = Binary::new("image/jpeg", picture());
    let again = peggy.caller.procedure::<UploadBlob>(&whole).await.unwrap();
    assert_eq!(again.blob, cover);

    let mut book = Book::new("Covers", vec!["Peggy".to_owned()], Datetime::now());
    book.cover = Some(cover.clone());
    let record = Data::encode(&book).unwrap();
    let input = create_record::Input::new(peggy.repo(), Book::collection(), record);
    peggy
        .caller
        .procedure::<CreateRecord>(&input)
        .await
        .unwrap();

    let params = get_blob::Params::new(peggy.did.clone(), cover.cid().clone());
    let download = world.stranger().download::<GetBlob>(&params).await.unwrap();
    assert_eq!(download.encoding(), "image/jpeg");
    assert_eq!(download.content_length(), Some(picture().len() as u64));
    assert!(all(download).await == picture());
    // As a whole, too.
    let down = world.stranger().query::<GetBlob>(&params).await.unwrap();
    assert!(down == whole);

    // The same with an agent.
    let agent = Agent::log_in(&world.pds.url, "peggy.test", PASSWORD)
        .await
        .unwrap();
    let up = agent.upload("image/jpeg", picture()).await;
    assert_eq!(up.unwrap(), cover);
    assert!(agent.read_blob(&cover, 1_000_000).await.unwrap() == whole);
    let small = agent.read_blob(&cover, 1000).await;
    assert!(
        matches!(small, Err(AgentError::TooLarge(1000))),
        "{small:?}"
    );

    let params = list_blobs::Params::new(peggy.did.clone());
    let blobs = world.stranger().query::<ListBlobs>(&params).await.unwrap();
    assert_eq!(blobs.cids, [cover.cid().clone()]);
    let params = list_missing_blobs::Params::default();
    let missing = peggy
        .caller
        .query::<ListMissingBlobs>(&params)
        .await
        .unwrap();
    assert_eq!(missing.blobs, []);

    let unknown = Cid::new("bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4").unwrap();
    let params = get_blob::Params::new(peggy.did, unknown);
    let (status, error) = refusal(world.stranger().download::<GetBlob>(&params).await);
    // The lexicon has `BlobNotFound`; this service uses another name.
    assert_eq!((status, error.message()), (400, Some("Blob not found")));
}
