//! From requests to answers.

use std::{convert::Infallible, sync::Arc, thread::available_parallelism};

use http::{Method, Request, StatusCode, request::Parts};
use hyper::body::Incoming;
use tokio::{
    sync::{Semaphore, watch},
    task::spawn_blocking,
    time::timeout,
};

use super::{
    answer::{self, Answer, Refusal},
    body::{Bodies, busy},
    events::Streams,
    files::{self, Sent},
    guard::Guard,
    library::failed,
    limits::{SMALL_BODY, TURN_TIME},
    live::Live,
    resolve,
    validate::Question,
};
use crate::{
    compiler::{diagnostic::clean, pages::Site},
    syntax::Nsid,
};

/// Everything that answers requests.
pub(super) struct Server {
    guard: Guard,
    live: watch::Receiver<Arc<Live>>,
    bodies: Bodies,
    streams: Streams,
    /// How much is worked on at once: small bodies beside each other, large ones alone, and
    /// what has no body apart from both.
    validations: Work,
    answers: Work,
}

/// A limited number of threads.
struct Work {
    turns: Arc<Semaphore>,
    total: usize,
}

impl Work {
    fn new() -> Self {
        let total = available_parallelism().map_or(2, |it| it.get().min(8));
        Self {
            turns: Arc::new(Semaphore::new(total)),
            total,
        }
    }

    /// Does work that takes up as many turns as its weight, at most all.
    async fn run<T: Send + 'static>(
        &self,
        weight: usize,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let weight = u32::try_from(weight.clamp(1, self.total)).unwrap_or(1);
        let turns = Arc::clone(&self.turns).acquire_many_owned(weight);
        let Ok(Ok(turns)) = timeout(TURN_TIME, turns).await else {
            return Err(busy());
        };
        let done = spawn_blocking(move || {
            let done = work();
            drop(turns);
            done
        });
        done.await.unwrap_or_else(|_| Err(failed()))
    }
}

impl Server {
    pub(super) fn new(guard: Guard, live: watch::Receiver<Arc<Live>>) -> Self {
        Self {
            guard,
            live,
            bodies: Bodies::new(),
            streams: Streams::new(),
            validations: Work::new(),
            answers: Work::new(),
        }
    }

    /// Answers a request. A refusal is an answer, too.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Result<Answer, Infallible> {
        let (parts, body) = request.into_parts();
        let path = parts.uri.path();
        let for_program = path.starts_with("/xrpc/") || path == "/validate";
        let answer = match self.guard.check(&parts) {
            Ok(()) => self.route(&parts, body).await,
            Err(refusal) => Err(refusal),
        };
        Ok(answer.unwrap_or_else(|refusal| refusal.answer(for_program)))
    }

    async fn route(&self, request: &Parts, body: Incoming) -> Result<Answer, Refusal> {
        let path = request.uri.path();
        match path {
            "/validate" => {
                allow(request, &[Method::POST], "POST")?;
                self.validate(request, body).await
            }
            files::FORM if request.method == Method::POST => self.form(request, body).await,
            files::FORM => {
                allow(request, &[Method::GET, Method::HEAD], "GET, HEAD, POST")?;
                let query = request.uri.query().unwrap_or_default().to_owned();
                self.page(move |site, live| files::empty_form(site, live, &query))
                    .await
            }
            files::EXAMPLE => {
                allow(request, &[Method::GET, Method::HEAD], "GET, HEAD")?;
                let query = request.uri.query().unwrap_or_default().to_owned();
                self.work(move |live| files::example(live, &query)).await
            }
            "/events" => {
                allow(request, &[Method::GET], "GET")?;
                self.streams.open(self.live.clone())
            }
            _ => match path.strip_prefix("/xrpc/") {
                Some(method) => self.xrpc(method, request).await,
                None => {
                    allow(request, &[Method::GET, Method::HEAD], "GET, HEAD")?;
                    let path = path.to_owned();
                    self.page(move |site, live| files::file(site, live, &path))
                        .await
                }
            },
        }
    }

    /// Makes a page of what is served now.
    async fn page(
        &self,
        make: impl FnOnce(&Site<'_>, &Live) -> Result<Answer, Refusal> + Send + 'static,
    ) -> Result<Answer, Refusal> {
        let live = Arc::clone(&self.live.borrow());
        let documents = Arc::clone(&live.documents);
        documents
            .library
            .make(move |site| make(site, &live))
            .await?
    }

    /// Makes an answer of what is served now.
    async fn work(
        &self,
        make: impl FnOnce(&Live) -> Result<Answer, Refusal> + Send + 'static,
    ) -> Result<Answer, Refusal> {
        let live = Arc::clone(&self.live.borrow());
        self.answers.run(1, move || make(&live)).await
    }

    async fn validate(&self, request: &Parts, body: Incoming) -> Result<Answer, Refusal> {
        let query = request.uri.query().unwrap_or_default();
        let question = Question::parse(form_urlencoded::parse(query.as_bytes()))?;
        let body = self.bodies.read(&request.headers, body).await?;
        let live = Arc::clone(&self.live.borrow());
        let weight = 1 + body.bytes.len() / SMALL_BODY;
        let work = move || {
            let verdict = question.answer(&live.documents.compiled, &body.bytes)?;
            Ok(answer::json(StatusCode::OK, &verdict))
        };
        self.validations.run(weight, work).await
    }

    /// The form of a browser without scripts.
    async fn form(&self, request: &Parts, body: Incoming) -> Result<Answer, Refusal> {
        let body = self.bodies.read(&request.headers, body).await?;
        let live = Arc::clone(&self.live.borrow());
        let weight = 1 + body.bytes.len() / SMALL_BODY;
        let work = move || {
            let mut sent = Sent::parse(&body.bytes);
            let outcome = sent.outcome(&live.documents.compiled);
            Ok((sent, outcome))
        };
        let (sent, outcome) = self.validations.run(weight, work).await?;
        self.page(move |site, live| files::answered_form(site, live, sent, outcome))
            .await
    }

    async fn xrpc(&self, method: &str, request: &Parts) -> Result<Answer, Refusal> {
        if Nsid::new(method).is_err() {
            let message = format!("`{}` is not the NSID of a method", clean(method));
            return Err(Refusal::invalid(message));
        }
        if method != resolve::NSID {
            let message = format!(
                "`{method}` is not implemented here: `{}` is the only method",
                resolve::NSID
            );
            return Err(Refusal::new(StatusCode::NOT_IMPLEMENTED, message));
        }
        allow(request, &[Method::GET, Method::HEAD], "GET, HEAD")?;
        let query = request.uri.query().unwrap_or_default().to_owned();
        self.work(move |live| {
            let resolved = resolve::resolve(&live.documents, &query)?;
            Ok(answer::json(StatusCode::OK, &resolved))
        })
        .await
    }
}

fn allow(request: &Parts, methods: &[Method], allow: &'static str) -> Result<(), Refusal> {
    if methods.contains(&request.method) {
        return Ok(());
    }
    Err(Refusal::method(&request.method, allow))
}
