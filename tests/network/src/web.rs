//! An HTTP server: the PLC directory, the PDS of every account, and the host of a `did:web`.

use std::{
    collections::HashMap,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Query, State as Shared},
    http::{HeaderMap, Method, Response, StatusCode, Uri, header},
};
use futures_util::stream;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::State;

/// What the server answers.
#[derive(Clone, Debug)]
pub enum Page {
    /// A status, a content type and a body.
    Body(u16, &'static str, Vec<u8>),
    /// A redirect.
    Redirect(String),
    /// A body that is compressed, which nobody asked for.
    Compressed,
    /// A body that never ends, and comes as fast as it can.
    Endless,
    /// A body that never ends, and comes slowly.
    Slow,
    /// Nothing.
    Silence,
    /// The end of the connection.
    End,
    /// A list whose pages never end, and are all different.
    EndlessList,
}

impl Page {
    /// JSON.
    #[must_use]
    pub fn json(value: &Value) -> Self {
        Self::Body(200, "application/json", value.to_string().into_bytes())
    }

    /// A CAR file.
    #[must_use]
    pub fn car(file: &[u8]) -> Self {
        Self::Body(200, "application/vnd.ipld.car", file.to_vec())
    }

    /// An error of XRPC.
    #[must_use]
    pub fn error(status: u16, error: &str, message: &str) -> Self {
        let body = json!({ "error": error, "message": message });
        Self::Body(status, "application/json", body.to_string().into_bytes())
    }
}

/// Starts a server.
pub(crate) async fn serve(state: Arc<Mutex<State>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("a port");
    let router = Router::new().fallback(answer).with_state(state);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn answer(
    Shared(state): Shared<Arc<Mutex<State>>>,
    Query(parameters): Query<HashMap<String, String>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let of = |name: &str| parameters.get(name).map_or("", String::as_str);
    let request = match uri.path() {
        "/xrpc/com.atproto.sync.getRecord" => format!("record {} {}", of("did"), of("rkey")),
        "/xrpc/com.atproto.repo.listRecords" => format!("list {} {}", of("repo"), of("cursor")),
        // The reference implementation escapes the colons of DIDs.
        path => path.replace("%3A", ":"),
    };
    let (page, delay, is_silent) = {
        let mut state = state.lock().expect("no thread panicked");
        state.asked.push(request.trim_end().to_owned());
        if let Some(times) = state.busy.get_mut(&request).filter(|times| **times > 0) {
            *times -= 1;
            return busy();
        }
        let endless = format!("list {} ", of("repo"));
        let found = state.pages.get(&request).or_else(|| {
            let list = state
                .pages
                .get(&endless)
                .filter(|_| request.starts_with(&endless));
            list.filter(|page| matches!(page, Page::EndlessList))
        });
        let found = found.cloned();
        let found = found.or_else(|| state.written(&request, &method, uri.path(), &headers, &body));
        state.requests += 1;
        let is_silent = state.silence.is_some_and(|last| state.requests > last);
        (found, state.delay, is_silent)
    };
    if is_silent {
        while state.lock().expect("no thread panicked").silence.is_some() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    let missing = || Page::error(404, "NotFound", "there is no such thing");
    page.unwrap_or_else(missing).response(of("cursor")).await
}

/// Asks for patience.
fn busy() -> Response<Body> {
    let response = Response::builder().status(StatusCode::TOO_MANY_REQUESTS);
    let response = response.header(header::RETRY_AFTER, "0");
    response.body(Body::empty()).expect("a response")
}

impl State {
    /// The answer of a PDS that writes.
    fn written(
        &mut self,
        request: &str,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Option<Page> {
        if let ["record", did, rkey] = request.split(' ').collect::<Vec<_>>()[..] {
            let hosted = self.hosted.get(did)?;
            return Some(Page::car(&hosted.account.proof(rkey).file()));
        }
        let mut all = self.hosted.values_mut();
        all.find_map(|hosted| hosted.answer(method, path, headers, body))
    }
}

impl Page {
    async fn response(self, cursor: &str) -> Response<Body> {
        let response = Response::builder();
        let chunk = || vec![b' '; 1 << 16];
        match self {
            Self::Body(status, kind, body) => response
                .status(StatusCode::from_u16(status).expect("a status"))
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from(body)),
            Self::Redirect(target) => response
                .status(StatusCode::FOUND)
                .header(header::LOCATION, target)
                .body(Body::empty()),
            Self::Compressed => response
                .header(header::CONTENT_ENCODING, "gzip")
                .body(Body::from(chunk())),
            Self::Endless => {
                let chunks = stream::repeat_with(move || Ok::<_, Infallible>(chunk()));
                response.body(Body::from_stream(chunks))
            }
            Self::Slow => {
                let chunks = stream::unfold((), |()| async {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Some((Ok::<_, Infallible>(" "), ()))
                });
                response.body(Body::from_stream(chunks))
            }
            Self::Silence => std::future::pending().await,
            // The task of the connection ends, without a message.
            Self::End => std::panic::resume_unwind(Box::new("the connection ends")),
            Self::EndlessList => {
                let next = cursor.parse::<u64>().unwrap_or_default() + 1;
                let records =
                    json!([{ "uri": format!("at://x/y/com.example.n{next}"), "value": {} }]);
                let page = json!({ "cursor": next.to_string(), "records": records });
                response.body(Body::from(page.to_string()))
            }
        }
        .expect("a response")
    }
}
