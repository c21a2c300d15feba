//! Calls of endpoints.

use std::fmt;

use http::{
    HeaderMap, HeaderValue, Request, Response, StatusCode, header::AUTHORIZATION, request::Parts,
};
use reqwest::Url;

use super::{
    Client, ClientError, Download,
    receive::{Answer, ReceiveError, Wanted, read},
};
use crate::xrpc::{
    Binary, Endpoint, HttpEndpoint, SetupError, XrpcError,
    headers::RateLimit,
    request, request_with_body,
    response::{output_encoding, refusal, response},
};

/// The name of the error for an expired token.
/// [Specification](https://atproto.com/specs/xrpc#authentication).
const EXPIRED_TOKEN: &str = "ExpiredToken";

/// An output with the headers of its response.
///
/// Needs the feature `client`.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The output.
    pub output: T,
    /// The headers of the response.
    pub headers: HeaderMap,
}

impl<T> Reply<T> {
    /// The rate limit of the service, if it has sent one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.headers)
    }
}

/// Shows the names of headers, but not their values, which may be cookies.
impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("output", &self.output)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// The error of a call of `E`.
type Failed<E> = ClientError<<E as Endpoint>::Error>;

impl Client {
    /// Calls an endpoint.
    ///
    /// # Errors
    /// If there is no output: see [`ClientError`].
    pub async fn call<E: HttpEndpoint>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> Result<E::Output, Failed<E>> {
        let reply = self.send::<E>(params, input).await?;
        Ok(reply.output)
    }

    /// Calls a query.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn query<E>(&self, params: &E::Params) -> Result<E::Output, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Input = ()>,
    {
        self.call::<E>(params, &()).await
    }

    /// Calls a procedure without parameters.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn procedure<E>(&self, input: &E::Input) -> Result<E::Output, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Params = ()>,
    {
        self.call::<E>(&(), input).await
    }

    /// Calls an endpoint, and returns the headers of the response too.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn send<E: HttpEndpoint>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> Result<Reply<E::Output>, Failed<E>> {
        let request = request::<E>(params, input)?;
        self.in_time(async {
            let answer = self.exchange::<E>(&request, Wanted::Whole).await?;
            let answer = answer.whole(self.max_response).await;
            let answer = answer.map_err(ReceiveError::of_call)?;
            let output = response::<E>(&answer)?;
            let headers = answer.into_parts().0.headers;
            Ok(Reply { output, headers })
        })
        .await
    }

    /// Calls an endpoint whose output is bytes, and reads them as a stream.
    ///
    /// # Errors
    /// Those of [`call`](Self::call) that are known before the body is read.
    pub async fn download<E>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> Result<Download, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Output = Binary>,
    {
        let request = request::<E>(params, input)?;
        self.in_time(async {
            let answer = match self.exchange::<E>(&request, Wanted::Head).await? {
                Answer::Head(answer) if answer.status().is_success() => answer,
                refusal => {
                    let refusal = refusal.whole(self.max_response).await;
                    let refusal = refusal.map_err(ReceiveError::of_call)?;
                    return Err(refused::<E>(&refusal));
                }
            };
            let encoding = output_encoding::<E>(answer.headers())?.to_owned();
            Ok(Download {
                encoding,
                response: answer,
                pause: self.timeout,
            })
        })
        .await
    }

    /// Calls an endpoint whose input is bytes, such as a file or a stream.
    ///
    /// A stream can be sent only once: if the session has expired, it is renewed
    /// and the call returns the error, so that a new call succeeds. Bytes in
    /// memory are sent again.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn upload<E>(
        &self,
        params: &E::Params,
        encoding: &str,
        body: impl Into<reqwest::Body>,
    ) -> Result<E::Output, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Input = Binary>,
    {
        let request = request_with_body::<E, _>(params, Some(encoding), body.into())?;
        self.in_time(async {
            let (head, body) = request.into_parts();
            let authorization = self.authorization().await?;
            let request = self.outgoing(&head, body, authorization.as_ref());
            let request = request.map_err(ClientError::transport)?;
            let again = request.try_clone();
            let sent = self.http.execute(request).await;
            let answer = sent.map_err(ClientError::transport)?;
            let (mut answer, has_renewed) = self.renewed::<E>(answer, authorization).await?;
            if let (true, Some(mut request)) = (has_renewed, again) {
                if let Some(authorization) = self.authorization().await? {
                    request.headers_mut().insert(AUTHORIZATION, authorization);
                }
                let sent = self.http.execute(request).await;
                answer = Answer::Head(sent.map_err(ClientError::transport)?);
            }
            let answer = answer.whole(self.max_response).await;
            let answer = answer.map_err(ReceiveError::of_call)?;
            Ok(response::<E>(&answer)?)
        })
        .await
    }

    /// Applies the time limit of the client to a call.
    async fn in_time<T, E>(
        &self,
        work: impl Future<Output = Result<T, ClientError<E>>>,
    ) -> Result<T, ClientError<E>> {
        let outcome = tokio::time::timeout(self.timeout, work).await;
        outcome.unwrap_or(Err(ClientError::Timeout))
    }

    /// Sends a request. Retries it if that is safe, and with new credentials if
    /// the old ones have expired.
    async fn exchange<E: HttpEndpoint>(
        &self,
        request: &Request<Vec<u8>>,
        wanted: Wanted,
    ) -> Result<Answer, Failed<E>> {
        let mut tries = 1;
        let mut has_renewed = false;
        loop {
            let authorization = self.authorization().await?;
            let sent = self.send_once(request, authorization.as_ref()).await;
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
                    match self.retry.after_error(tries, E::METHOD, &error) {
                        Some(pause) => pause,
                        None => return Err(ClientError::transport(error)),
                    }
                }
                Ok(Answer::Whole(answer)) => return Ok(Answer::Whole(answer)),
                Ok(Answer::Head(answer)) if answer.status().is_success() => {
                    return Ok(Answer::Head(answer));
                }
                Ok(Answer::Head(answer)) => {
                    let (status, headers) = (answer.status(), answer.headers());
                    match self.retry.after_status(tries, E::METHOD, status, headers) {
                        Some(pause) => pause,
                        None if has_renewed => return Ok(Answer::Head(answer)),
                        None => match self.renewed::<E>(answer, authorization).await? {
                            (answer, false) => return Ok(answer),
                            (_, true) => {
                                has_renewed = true;
                                continue;
                            }
                        },
                    }
                }
            };
            tokio::time::sleep(pause).await;
            tries += 1;
        }
    }

    /// Renews the credentials if the response requires it. Returns the response
    /// and whether there are new credentials.
    async fn renewed<E: HttpEndpoint>(
        &self,
        answer: reqwest::Response,
        used: Option<HeaderValue>,
    ) -> Result<(Answer, bool), Failed<E>> {
        let is_refusal = matches!(
            answer.status(),
            StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED
        );
        let (Some(auth), Some(used), true) = (&self.auth, used, is_refusal) else {
            return Ok((Answer::Head(answer), false));
        };
        let answer = read(answer, self.max_response).await;
        let answer = answer.map_err(ReceiveError::of_call)?;
        let is_expired = serde_json::from_slice::<XrpcError>(answer.body())
            .is_ok_and(|error| error.error == EXPIRED_TOKEN);
        let has_renewed = is_expired && {
            let bare = self.clone().for_renewal();
            let renewed = auth.renew(&used, &bare).await;
            renewed.map_err(ClientError::Renew)?
        };
        Ok((Answer::Whole(answer), has_renewed))
    }

    async fn send_once(
        &self,
        request: &Request<Vec<u8>>,
        authorization: Option<&HeaderValue>,
    ) -> Result<reqwest::Response, reqwest::Error> {
        let (head, body) = request.clone().into_parts();
        let request = self.outgoing(&head, body, authorization)?;
        self.http.execute(request).await
    }

    /// A request to this service, with the headers of the client.
    fn outgoing(
        &self,
        head: &Parts,
        body: impl Into<reqwest::Body>,
        authorization: Option<&HeaderValue>,
    ) -> Result<reqwest::Request, reqwest::Error> {
        let mut headers = head.headers.clone();
        headers.extend(self.headers.clone());
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        self.http
            .request(head.method.clone(), self.url(&head.uri))
            .headers(headers)
            .body(body)
            .build()
    }

    async fn authorization(&self) -> Result<Option<HeaderValue>, SetupError> {
        match &self.auth {
            Some(auth) => auth.authorization().await,
            None => Ok(None),
        }
    }

    /// The URL for a path at this service.
    fn url(&self, uri: &http::Uri) -> Url {
        let mut url = self.base.clone();
        url.set_path(uri.path());
        url.set_query(uri.query());
        url
    }
}

/// The error of a response whose status is not a success.
fn refused<E: HttpEndpoint>(answer: &Response<Vec<u8>>) -> Failed<E> {
    refusal::<E>(answer.status(), answer.headers(), answer.body()).into()
}
