//! The path, query and headers of a call.

use std::time::Duration;

use axum::{Router, extract::Request, response::IntoResponse};
use http::{HeaderValue, header::CONTENT_TYPE};
use lexgen::{
    Did,
    xrpc::{
        Client,
        headers::{Labeler, content_labelers},
    },
};
use lexgen_tests_xrpc::com::example::shelf::{
    list_sections::ListSections,
    search_books::{self, SearchBooks},
};

use super::session::serve;

/// Responds to each request with some headers, and returns its path and headers as
/// headers.
async fn mirror() -> Client {
    let app = Router::new().fallback(async |request: Request| {
        let path = request.uri().path_and_query().unwrap().as_str().to_owned();
        let mut response = r#"{"name": "all", "hits": []}"#.into_response();
        let headers = response.headers_mut();
        for name in ["atproto-proxy", "atproto-accept-labelers", "accept"] {
            if let Some(value) = request.headers().get(name) {
                headers.insert(name, value.clone());
            }
        }
        headers.insert("x-path", HeaderValue::try_from(path).unwrap());
        for (name, value) in [
            (CONTENT_TYPE.as_str(), "application/json; charset=utf-8"),
            ("ratelimit-limit", "100"),
            ("ratelimit-remaining", "98"),
            ("ratelimit-reset", "1767323045"),
            ("ratelimit-policy", "100;w=300"),
            ("retry-after", "7"),
            (
                "atproto-content-labelers",
                "did:web:a.example;redact, did:web:b.example",
            ),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    });
    Client::new(&serve(app).await).unwrap()
}

#[tokio::test]
async fn a_service_and_labelers_are_named() {
    let labelers = [("did:web:a.example", true), ("did:web:b.example", false)];
    let labelers = labelers.map(|(did, redact)| Labeler {
        did: Did::new(did).unwrap(),
        redact,
    });
    let client = mirror().await;
    let client = client
        .with_proxy("did:web:api.example#shelf_desk")
        .and_then(|it| it.with_labelers(&labelers))
        .unwrap();
    let reply = client.send::<ListSections>(&(), &()).await.unwrap();
    assert_eq!(
        reply.headers["atproto-proxy"],
        "did:web:api.example#shelf_desk"
    );
    assert_eq!(
        reply.headers["atproto-accept-labelers"],
        "did:web:a.example;redact, did:web:b.example"
    );
    assert_eq!(reply.headers["accept"], "application/json");
    assert_eq!(content_labelers(&reply.headers), labelers);
}

#[tokio::test]
async fn rate_limits_can_be_read() {
    let client = mirror().await;
    let reply = client.send::<ListSections>(&(), &()).await.unwrap();
    let limit = reply.rate_limit().unwrap();
    assert_eq!((limit.limit, limit.remaining), (Some(100), Some(98)));
    assert_eq!(limit.reset, Some(1_767_323_045));
    assert_eq!(limit.policy.as_deref(), Some("100;w=300"));
    assert_eq!(limit.retry_after, Some(Duration::from_secs(7)));
}

async fn path_of(params: &search_books::Params) -> String {
    let reply = mirror().await.send::<SearchBooks>(params, &()).await;
    let path = reply.unwrap().headers["x-path"].clone();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn arrays_repeat_and_defaults_are_sent() {
    let mut params = search_books::Params::new("tea & cake");
    assert_eq!(
        path_of(&params).await,
        "/xrpc/com.example.shelf.searchBooks?q=tea+%26+cake\
         &availableOnly=false&language=en&limit=50&sort=relevance"
    );
    params.flags = Some(vec![true, false]);
    params.limit = Some(7);
    params.years = Some(vec![-44, 2026]);
    assert_eq!(
        path_of(&params).await,
        "/xrpc/com.example.shelf.searchBooks?q=tea+%26+cake&flags=true&flags=false&limit=7\
         &years=-44&years=2026&availableOnly=false&language=en&sort=relevance"
    );
}
