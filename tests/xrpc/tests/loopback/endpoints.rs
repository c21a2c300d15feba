//! Every kind of endpoint, with inputs and outputs.

use lexgen::{
    AtUri, Binary, Did, Language,
    xrpc::{Client, ClientErrorKind},
};
use lexgen_tests_xrpc::com::example::shelf::{
    borrow_book::{self, BorrowBook},
    export_catalogue::{self, ExportCatalogue},
    get_archive::{self, GetArchive},
    get_cover::{self, GetCover},
    import_catalogue::ImportCatalogue,
    list_sections::ListSections,
    restore_archive::RestoreArchive,
    ring_bell::RingBell,
    search_books::{self, ParamsSort, SearchBooks},
    upload_scan::UploadScan,
};

use super::desk::{self, CID};

fn book() -> AtUri {
    AtUri::new("at://did:web:a.example/com.example.shelf.book/1").unwrap()
}

#[tokio::test]
async fn parameters_arrive_as_they_were() {
    let (url, desk) = desk::start().await;
    let mut params = search_books::Params::new("tea & käse?");
    params.available_only = Some(true);
    params.flags = Some(vec![true, false]);
    params.language = Some(Language::new("pt-BR").unwrap());
    params.limit = Some(7);
    params.owners = Some(vec![
        Did::new("did:web:a.example").unwrap(),
        Did::new("did:web:b.example").unwrap(),
    ]);
    params.sort = Some(ParamsSort::Relevance);
    params.years = Some(vec![-44, 2026]);
    let client = Client::new(&url).unwrap();
    client.query::<SearchBooks>(&params).await.unwrap();
    assert_eq!(desk.last_search.lock().await.take(), Some(params));
}

#[tokio::test]
async fn a_procedure_answers_with_an_output() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    let input = borrow_book::Input::new(book());
    let output = client.procedure::<BorrowBook>(&input).await.unwrap();
    assert_eq!(output.loan, book());
}

#[tokio::test]
async fn a_procedure_of_nothing() {
    let (url, desk) = desk::start().await;
    let client = Client::new(&url).unwrap();
    client.procedure::<RingBell>(&()).await.unwrap();
    client.procedure::<RingBell>(&()).await.unwrap();
    assert_eq!(*desk.bells.lock().await, 2);
}

#[tokio::test]
async fn a_query_without_parameters() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    client.query::<ListSections>(&()).await.unwrap();
}

#[tokio::test]
async fn bytes_in_memory() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    let sheet = Binary::new("text/csv", "a\nb\nc\n");
    let output = client.procedure::<ImportCatalogue>(&sheet).await.unwrap();
    assert_eq!(output.added, 3);

    let params = get_archive::Params::new(Did::new("did:web:a.example").unwrap());
    let archive = client.query::<GetArchive>(&params).await.unwrap();
    assert_eq!(archive.encoding, "application/vnd.ipld.car");
    assert_eq!(archive.data, b"did:web:a.example");
}

#[tokio::test]
async fn bytes_in_pieces() {
    let (url, desk) = desk::start().await;
    let client = Client::new(&url).unwrap();
    // More than the limit of a body in memory.
    let large = vec![7; 300_000];
    let upload = client.upload::<RestoreArchive>(&(), "application/vnd.ipld.car", large.clone());
    upload.await.unwrap();
    assert_eq!(*desk.restored.lock().await, large);

    let output = client
        .upload::<UploadScan>(&(), "image/png", large)
        .await
        .unwrap();
    assert_eq!(
        (output.scan.mime_type(), output.scan.size()),
        ("image/png", Some(300_000))
    );

    let params = export_catalogue::Params::default();
    let mut download = client
        .download::<ExportCatalogue>(&params, &())
        .await
        .unwrap();
    assert_eq!(download.encoding(), "text/csv; charset=utf-8");
    let mut text = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        text.extend_from_slice(chunk.as_ref());
    }
    assert_eq!(text.iter().filter(|byte| **byte == b'\n').count(), 1000);
}

#[tokio::test]
async fn an_output_of_any_encoding_says_which() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap();
    let did = Did::new("did:web:a.example").unwrap();
    let params = get_cover::Params::new(did, lexgen::Cid::new(CID).unwrap());
    let cover = client.query::<GetCover>(&params).await.unwrap();
    assert_eq!(cover, Binary::new("image/png", [0x89, 0x50]));
}

#[tokio::test]
async fn a_large_answer_is_not_held_in_memory() {
    let (url, _) = desk::start().await;
    let client = Client::new(&url).unwrap().with_max_response(100);
    let params = export_catalogue::Params::default();
    let outcome = client.query::<ExportCatalogue>(&params).await;
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.kind(), ClientErrorKind::TooLarge(100)),
        "{error:?}"
    );
}
