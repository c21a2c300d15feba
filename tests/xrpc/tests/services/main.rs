//! Services that are built with `axum`: extractors, headers, layers and routers, and
//! what clients get when something of it fails.

mod bodies;
mod browsers;
mod extractors;
mod fallbacks;
mod internal;
mod methods;
mod parameters;
mod paths;
mod replies;
mod routers;

use axum::Router;
use lexgen::AtUri;
use reqwest::{Method, header::CONTENT_TYPE};
use tokio::net::TcpListener;

const BORROW: &str = "/xrpc/com.example.shelf.borrowBook";
const SEARCH: &str = "/xrpc/com.example.shelf.searchBooks";
const SECTIONS: &str = "/xrpc/com.example.shelf.listSections";

/// The input of `borrowBook`.
const INPUT: &str = r#"{"book": "at://did:web:a.example/com.example.shelf.book/1"}"#;

/// What a client gets.
struct Answer {
    status: u16,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The status, and the name and the message of the error in the body.
    #[track_caller]
    fn error(&self) -> (u16, String, String) {
        assert_eq!(self.header("content-type"), Some("application/json"));
        let body: serde_json::Value = serde_json::from_slice(&self.body).expect("JSON");
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (self.status, text("error"), text("message"))
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
}

/// A running service.
struct Server(String);

impl Server {
    async fn start(app: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async { axum::serve(listener, app).await });
        Self(url)
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        reqwest::Client::new().request(method, format!("{}{path}", self.0))
    }

    async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    async fn borrow(&self) -> Answer {
        send(self.borrowing()).await
    }

    fn borrowing(&self) -> reqwest::RequestBuilder {
        let request = self.request(Method::POST, BORROW);
        request.header(CONTENT_TYPE, "application/json").body(INPUT)
    }
}

async fn send(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.expect("a response");
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.bytes().await.expect("a body").to_vec(),
    }
}

fn book() -> AtUri {
    AtUri::new("at://did:web:a.example/com.example.shelf.book/1").expect("a URI")
}
