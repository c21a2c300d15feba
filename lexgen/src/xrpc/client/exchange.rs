//! A request and its response: retries, credentials and limits.

use std::borrow::Cow;

use http::{HeaderMap, Request, Response, Uri, request::Parts};
use reqwest::Url;

use super::{
    AfterRefusal, Client, ClientErrorKind, Payload, Refusal, RequestHead, Retry,
    receive::{Answer, ReceiveError, Wanted, read},
};
use crate::xrpc::{EncodeError, Endpoint, HttpEndpoint, TransportError, error_body};

/// How often credentials may have a call sent again.
const MAX_AUTH_TRIES: u32 = 2;

/// Why a call of `E` has no output.
pub(super) type Kind<E> = ClientErrorKind<<E as Endpoint>::Error>;

impl Client {
    /// Applies the time limit of the client to a call.
    pub(super) async fn in_time<T, E>(
        &self,
        work: impl Future<Output = Result<T, ClientErrorKind<E>>>,
    ) -> Result<T, ClientErrorKind<E>> {
        let outcome = tokio::time::timeout(self.timeout, work).await;
        outcome.unwrap_or(Err(ClientErrorKind::Timeout))
    }

    /// Sends a request. Retries it if that is safe, and if the credentials ask for it.
    pub(super) async fn exchange<E: HttpEndpoint>(
        &self,
        request: Request<Payload>,
        wanted: Wanted,
        retry: Retry,
    ) -> Result<Answer, Kind<E>> {
        let (head, mut body) = request.into_parts();
        let head = self.head::<E>(head)?;
        let (mut tries, mut auth_tries) = (1, 0);
        loop {
            // A stream can be sent once.
            let again = body.try_clone();
            let can_repeat = again.is_some();
            let now = std::mem::replace(&mut body, again.unwrap_or_default());
            let head = self.authorized(&head).await?;
            let sent = self.send_once(&head, now).await;
            let received = match (sent, wanted) {
                (Ok(answer), Wanted::Whole) if answer.status().is_success() => {
                    read(answer, self.max_response).await.map(Answer::Whole)
                }
                (Ok(answer), _) => Ok(Answer::Head(answer)),
                (Err(error), _) => Err(ReceiveError::Transport(error)),
            };
            let pause = match received {
                Err(error @ ReceiveError::TooLarge(_)) => return Err(error.of_call()),
                Err(ReceiveError::Transport(error)) => {
                    match retry.after_error(tries, E::METHOD, &error) {
                        Some(pause) if can_repeat => pause,
                        _ => return Err(ClientErrorKind::Transport(error)),
                    }
                }
                Ok(Answer::Whole(answer)) => return Ok(Answer::Whole(answer)),
                Ok(Answer::Head(answer)) if answer.status().is_success() => {
                    return Ok(Answer::Head(answer));
                }
                Ok(Answer::Head(answer)) => {
                    let (status, headers) = (answer.status(), answer.headers());
                    match retry.after_status(tries, E::METHOD, status, headers) {
                        Some(pause) if can_repeat => pause,
                        _ => match self.refused::<E>(&head, answer, auth_tries).await? {
                            (_, AfterRefusal::TryAgain) if can_repeat => {
                                auth_tries += 1;
                                continue;
                            }
                            (answer, _) => return Ok(answer),
                        },
                    }
                }
            };
            tokio::time::sleep(pause).await;
            tries += 1;
        }
    }

    /// The head of a request with credentials, which are new for each try.
    async fn authorized<'h, E>(
        &self,
        head: &'h RequestHead,
    ) -> Result<Cow<'h, RequestHead>, ClientErrorKind<E>> {
        let Some(auth) = &self.auth else {
            return Ok(Cow::Borrowed(head));
        };
        let mut head = head.clone();
        let authorized = auth.authorize(&mut head).await;
        authorized.map_err(ClientErrorKind::auth)?;
        Ok(Cow::Owned(head))
    }

    /// Sends a request once, and shows the credentials the response.
    async fn send_once(
        &self,
        head: &RequestHead,
        body: Payload,
    ) -> Result<Response<Payload>, TransportError> {
        let mut request = Request::new(body);
        *request.method_mut() = head.method.clone();
        *request.uri_mut() = head.uri.clone();
        *request.headers_mut() = head.headers.clone();
        let (response, body) = self.transport.send(request).await?.into_parts();
        if let Some(auth) = &self.auth {
            auth.observe(head, &response).await;
        }
        Ok(Response::from_parts(response, body))
    }

    /// Asks the credentials about a response that is not a success.
    async fn refused<E: HttpEndpoint>(
        &self,
        request: &RequestHead,
        answer: Response<Payload>,
        tries: u32,
    ) -> Result<(Answer, AfterRefusal), Kind<E>> {
        let is_asked = answer.status().is_client_error() && tries < MAX_AUTH_TRIES;
        let (Some(auth), true) = (&self.auth, is_asked) else {
            return Ok((Answer::Head(answer), AfterRefusal::Fail));
        };
        let answer = read(answer, self.max_response).await;
        let (response, body) = answer.map_err(ReceiveError::of_call)?.into_parts();
        let error = error_body::read(&body);
        let refusal = Refusal {
            request,
            response: &response,
            error: error.as_ref(),
            tries,
        };
        let decision = auth.refused(refusal).await;
        let decision = decision.map_err(ClientErrorKind::Renew)?;
        let answer = Response::from_parts(response, body);
        Ok((Answer::Whole(answer), decision))
    }

    /// The head of a request to this service, with the headers of the client.
    fn head<E: HttpEndpoint>(&self, head: Parts) -> Result<RequestHead, Kind<E>> {
        let url = self.url(&head.uri);
        let uri = Uri::try_from(url.as_str());
        let uri = uri.map_err(|error| EncodeError::headers(error.into()))?;
        let mut headers: HeaderMap = head.headers;
        headers.extend(self.headers.clone());
        Ok(RequestHead {
            nsid: E::NSID,
            origin: self.origin(),
            method: head.method,
            uri,
            headers,
        })
    }

    /// The URL for a path at this service.
    fn url(&self, uri: &Uri) -> Url {
        let mut url = self.base.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        url
    }
}
