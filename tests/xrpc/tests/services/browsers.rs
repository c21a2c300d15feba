//! Requests of web pages of other origins.

use axum::Router;
use http::Method;
use lexgen::xrpc::server::{Reply, Service, Xrpc};
use lexgen_tests_xrpc::com::example::shelf::list_sections::{ListSections, Output};
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

use super::{SECTIONS, Server, send};

/// As in the guide.
fn with_cors(app: Router) -> Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(Any);
    app.layer(cors)
}

#[tokio::test]
async fn a_preflight_is_answered_and_errors_can_be_read() {
    let app = Service::new(()).handle(ListSections, async |_: Xrpc<ListSections>| {
        Reply::<ListSections>::new(Output::new("all")).with_header("atproto-repo-rev", "1")
    });
    let server = Server::start(with_cors(app.into_router())).await;
    let preflight = server
        .request(Method::OPTIONS, SECTIONS)
        .header("origin", "https://app.example")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization,dpop");
    let answer = send(preflight).await;
    assert_eq!((answer.status, answer.text()), (200, ""));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        Some("authorization,dpop")
    );
    for path in [SECTIONS, "/xrpc/com.example.shelf.sing", "/xrpc/"] {
        let request = server.request(Method::GET, path);
        let answer = send(request.header("origin", "https://app.example")).await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            Some("*"),
            "{path}"
        );
        assert_eq!(
            answer.header("access-control-expose-headers"),
            Some("*"),
            "{path}"
        );
    }
}
