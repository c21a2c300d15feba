//! Calls: a request out, an output or an error back.

use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header::AUTHORIZATION};
use reqwest::Url;

use super::{Client, ClientError, Download};
use crate::{
    Binary, XrpcError,
    xrpc::{
        Endpoint, HttpEndpoint,
        headers::RateLimit,
        request, request_with_body,
        response::{output_encoding, refusal, response},
    },
};

/// The name of the error by which services refuse a token whose time is over.
/// [Specification](https://atproto.com/specs/xrpc#authentication).
const EXPIRED_TOKEN: &str = "ExpiredToken";

/// An output with what came around it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply<T> {
    /// The output.
    pub output: T,
    /// The response's headers.
    pub headers: HeaderMap,
}

impl<T> Reply<T> {
    /// How much more may be asked of the service, if it says so.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::of(&self.headers)
    }
}

/// What a call of `E` can end with.
type Failed<E> = ClientError<<E as Endpoint>::Error>;

impl Client {
    /// Calls an endpoint.
    ///
    /// # Errors
    /// Whatever stands in the way of an output.
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

    /// Calls a procedure that has no parameters, as nearly all have none.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn procedure<E>(&self, input: &E::Input) -> Result<E::Output, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Params = ()>,
    {
        self.call::<E>(&(), input).await
    }

    /// Calls an endpoint, and keeps the response's headers.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn send<E: HttpEndpoint>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> Result<Reply<E::Output>, Failed<E>> {
        let request = request::<E>(params, input)?;
        let work = async {
            let answer = self.exchange::<E>(&request).await?;
            let (head, body) = self.read::<E>(answer).await?;
            let answer = Response::from_parts(head, body);
            let output = response::<E>(&answer)?;
            let headers = answer.into_parts().0.headers;
            Ok(Reply { output, headers })
        };
        let outcome = tokio::time::timeout(self.timeout, work).await;
        outcome.unwrap_or(Err(ClientError::Timeout))
    }

    /// Calls an endpoint whose output is bytes, and reads it piece by piece.
    ///
    /// # Errors
    /// Those of [`call`](Self::call), as far as the response's head shows them.
    pub async fn download<E>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> Result<Download, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Output = Binary>,
    {
        let request = request::<E>(params, input)?;
        let work = async {
            let answer = self.exchange::<E>(&request).await?;
            if !answer.status().is_success() {
                let (head, body) = self.read::<E>(answer).await?;
                return Err(refusal::<E>(head.status, &head.headers, &body).into());
            }
            let encoding = output_encoding::<E>(answer.headers())?.to_owned();
            Ok(Download {
                encoding,
                response: answer,
            })
        };
        let outcome = tokio::time::timeout(self.timeout, work).await;
        outcome.unwrap_or(Err(ClientError::Timeout))
    }

    /// Calls an endpoint whose input is bytes, and sends them as they come: a
    /// file, a stream. Such a call is tried once, for what has been sent is gone.
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
        let request = request_with_body::<E, reqwest::Body>(params, Some(encoding), body.into())?;
        let (mut parts, body) = request.into_parts();
        parts.headers.extend(self.headers.clone());
        if let Some(authorization) = self.authorization().await {
            parts.headers.insert(AUTHORIZATION, authorization);
        }
        let work = async {
            let sent = self
                .http
                .request(parts.method, self.url(&parts.uri))
                .headers(parts.headers)
                .body(body)
                .send()
                .await;
            let answer = sent.map_err(ClientError::Transport)?;
            let (head, body) = self.read::<E>(answer).await?;
            Ok(response::<E>(&Response::from_parts(head, body))?)
        };
        work.await
    }

    /// Sends a request, again where that is safe and with new credentials where
    /// the old ones have expired.
    async fn exchange<E: HttpEndpoint>(
        &self,
        request: &Request<Vec<u8>>,
    ) -> Result<reqwest::Response, Failed<E>> {
        let mut tries = 1;
        let mut has_renewed = false;
        loop {
            let authorization = self.authorization().await;
            let pause = match self.send_once(request, authorization.as_ref()).await {
                Err(error) => match self.retry.after_error(tries, E::METHOD, &error) {
                    Some(pause) => pause,
                    None => return Err(ClientError::Transport(error)),
                },
                Ok(answer) if answer.status().is_success() => return Ok(answer),
                Ok(answer) => {
                    let (status, headers) = (answer.status(), answer.headers());
                    match self.retry.after_status(tries, E::METHOD, status, headers) {
                        Some(pause) => pause,
                        None if has_renewed || authorization.is_none() => return Ok(answer),
                        None => match self.renewed::<E>(answer, authorization).await? {
                            Some(answer) => return Ok(answer),
                            None => {
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

    /// Renews the credentials if that is what the answer asks for: `None` when
    /// there are new ones, else the answer.
    async fn renewed<E: HttpEndpoint>(
        &self,
        answer: reqwest::Response,
        used: Option<HeaderValue>,
    ) -> Result<Option<reqwest::Response>, Failed<E>> {
        let refused = matches!(
            answer.status(),
            StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED
        );
        let (Some(auth), Some(used), true) = (&self.auth, used, refused) else {
            return Ok(Some(answer));
        };
        let (head, body) = self.read::<E>(answer).await?;
        let is_expired = serde_json::from_slice::<XrpcError>(&body)
            .is_ok_and(|error| error.error == EXPIRED_TOKEN);
        if is_expired {
            let bare = self.clone().without_auth();
            let renewed = auth.renew(&used, &bare).await;
            if renewed.map_err(ClientError::Renew)? {
                return Ok(None);
            }
        }
        Ok(Some(Response::from_parts(head, body).into()))
    }

    async fn send_once(
        &self,
        request: &Request<Vec<u8>>,
        authorization: Option<&HeaderValue>,
    ) -> Result<reqwest::Response, reqwest::Error> {
        let mut headers = request.headers().clone();
        headers.extend(self.headers.clone());
        if let Some(authorization) = authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        self.http
            .request(request.method().clone(), self.url(request.uri()))
            .headers(headers)
            .body(request.body().clone())
            .send()
            .await
    }

    async fn authorization(&self) -> Option<HeaderValue> {
        match &self.auth {
            Some(auth) => auth.authorization().await,
            None => None,
        }
    }

    /// The URL of a path at this service.
    fn url(&self, uri: &http::Uri) -> Url {
        let mut url = self.base.clone();
        let path = format!("{}{}", url.path().trim_end_matches('/'), uri.path());
        url.set_path(&path);
        url.set_query(uri.query());
        url
    }

    /// Reads a whole response, up to the limit.
    async fn read<E: HttpEndpoint>(
        &self,
        mut answer: reqwest::Response,
    ) -> Result<(http::response::Parts, Vec<u8>), Failed<E>> {
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(ClientError::Transport)? {
            if body.len() + chunk.len() > self.max_response {
                return Err(ClientError::TooLarge(self.max_response));
            }
            body.extend_from_slice(&chunk);
        }
        let mut head = Response::new(());
        *head.status_mut() = answer.status();
        *head.headers_mut() = answer.headers().clone();
        Ok((head.into_parts().0, body))
    }
}
