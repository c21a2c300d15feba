//! Pages of a query of the user's own.

use futures_util::StreamExt;
use http::StatusCode;
use lexgen::xrpc::{
    Client,
    client::{Caller, Pages, PagesErrorKind},
};
use lexgen_tests_xrpc::com::example::shelf::search_books::{Params, SearchBooks};
use serde_json::{Value, json};

use crate::pds::Pds;

/// The pages of a service that answers with these cursors.
async fn pages(cursors: &[Value]) -> (Pds, Pages<SearchBooks>) {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    for cursor in cursors {
        let mut page = json!({"hits": []});
        if !cursor.is_null() {
            page["cursor"] = cursor.clone();
        }
        pds.store()
            .answers
            .push(("searchBooks", StatusCode::OK, page));
    }
    (pds, agent.pages(Params::new("ink".to_owned())))
}

#[tokio::test]
async fn an_empty_page_with_a_cursor_is_not_the_last() {
    let (_pds, mut pages) = pages(&[json!("1"), json!("2"), Value::Null, json!("never")]).await;
    let mut cursors = Vec::new();
    while let Some(page) = pages.next().await {
        cursors.push(page.unwrap().cursor);
    }
    assert_eq!(cursors, [Some("1".to_owned()), Some("2".to_owned()), None]);
    assert!(pages.next().await.is_none());
    assert_eq!(
        (pages.params().q.as_str(), pages.params().cursor.as_deref()),
        ("ink", Some("2"))
    );
}

#[tokio::test]
async fn an_empty_cursor_is_the_end() {
    let (_pds, pages) = pages(&[json!("1"), json!(""), json!("never")]).await;
    assert_eq!(pages.into_stream().count().await, 2);
}

#[tokio::test]
async fn a_repeated_cursor_is_an_error() {
    for cursors in [
        &[json!("a"), json!("a")][..],
        &[json!("a"), json!("b"), json!("c"), json!("b")],
        &[json!("a"), json!("b"), json!("c"), json!("a")],
    ] {
        let (pds, mut pages) = pages(cursors).await;
        for _ in cursors {
            pages.next().await.unwrap().unwrap();
        }
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(
            matches!(error.kind(), PagesErrorKind::Repeated(_)),
            "{error}"
        );
        let cursor = cursors.last().unwrap().as_str().unwrap();
        assert_eq!(
            error.to_string(),
            format!("com.example.shelf.searchBooks: the service repeats the cursor `{cursor}`")
        );
        assert!(pages.next().await.is_none());
        assert_eq!(pds.times("searchBooks"), cursors.len());
    }
}

#[tokio::test]
async fn the_cursor_of_the_caller_is_one_too() {
    let pds = Pds::start().await;
    let page = json!({"hits": [], "cursor": "mine"});
    pds.store()
        .answers
        .push(("searchBooks", StatusCode::OK, page));
    let client = Client::new(&pds.url).unwrap();
    let params = Params::new("ink".to_owned());
    let params = params.with(|params| params.cursor = Some("mine".to_owned()));
    let mut pages = client.pages::<SearchBooks>(params);
    pages.next().await.unwrap().unwrap();
    assert!(pages.next().await.unwrap().is_err());
}

#[tokio::test]
async fn a_failed_call_is_the_end() {
    let pds = Pds::start().await;
    let agent = pds.agent().await;
    let page = json!({"hits": [], "cursor": "1"});
    pds.store()
        .answers
        .push(("searchBooks", StatusCode::OK, page));
    let busy = json!({"error": "Busy"});
    pds.store()
        .answers
        .push(("searchBooks", StatusCode::BAD_REQUEST, busy));
    let mut pages = agent.pages::<SearchBooks>(Params::new("ink".to_owned()));
    pages.next().await.unwrap().unwrap();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), PagesErrorKind::Call(_)), "{error}");
    assert!(pages.next().await.is_none());
    assert_eq!(pages.params().cursor.as_deref(), Some("1"));
}
