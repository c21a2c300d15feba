//! Calls of endpoints.

use std::fmt;

use http::{HeaderMap, Request, Response};
use serde::Serialize;

use super::{
    Client, ClientError, Download, Pages, Payload, Retry,
    exchange::Kind,
    receive::{Answer, ReceiveError, Wanted},
};
use crate::xrpc::{
    Binary, Endpoint, HttpEndpoint,
    headers::{self, RateLimit},
    request, request_with_body,
    response::{output_encoding, refusal, response},
};

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
            .field("headers", &headers::names(&self.headers))
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
        let reply = async {
            let request = request::<E>(params, input)?.map(Payload::from);
            let answer = self.answer::<E>(request, self.retry).await?;
            let output = response::<E>(&answer)?;
            let headers = answer.into_parts().0.headers;
            Ok(Reply { output, headers })
        };
        self.in_time(reply).await.map_err(ClientError::of::<E>)
    }

    /// The pages of a query whose parameters and output have a `cursor`, from the page
    /// with these parameters.
    pub fn pages<E>(&self, params: E::Params) -> Pages<E>
    where
        E: HttpEndpoint + Endpoint<Input = (), Output: Serialize>,
    {
        Pages::new(self, params)
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
        let download = async {
            let request = request::<E>(params, input)?.map(Payload::from);
            let answer = self
                .exchange::<E>(request, Wanted::Head, self.retry)
                .await?;
            let answer = match answer {
                Answer::Head(answer) if answer.status().is_success() => answer,
                refusal => {
                    let refusal = self.whole::<E>(refusal).await?;
                    return Err(refused::<E>(&refusal));
                }
            };
            let encoding = output_encoding::<E>(answer.headers())?.to_owned();
            let (head, body) = answer.into_parts();
            Ok(Download {
                nsid: E::NSID,
                encoding,
                head,
                body,
                pause: self.timeout,
            })
        };
        self.in_time(download).await.map_err(ClientError::of::<E>)
    }

    /// Calls an endpoint whose input is bytes, such as a file or a stream.
    ///
    /// A stream can be sent only once: if the credentials want the call to be sent
    /// again, because they have expired, the call returns the error of the service. The
    /// next call has the new credentials. Bytes in memory are sent again. So a stream is
    /// always refused if it is the first request of a [`Dpop`](super::Dpop), which has no
    /// nonce of the service yet: make a small call first, or send bytes.
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    pub async fn upload<E>(
        &self,
        params: &E::Params,
        encoding: &str,
        body: impl Into<Payload>,
    ) -> Result<E::Output, Failed<E>>
    where
        E: HttpEndpoint + Endpoint<Input = Binary>,
    {
        let body = body.into();
        let output = async {
            let request = request_with_body::<E, _>(params, Some(encoding), body)?;
            let answer = self.answer::<E>(request, Retry::NEVER).await?;
            Ok(response::<E>(&answer)?)
        };
        self.in_time(output).await.map_err(ClientError::of::<E>)
    }

    /// Sends a request, and reads all of the response.
    async fn answer<E: HttpEndpoint>(
        &self,
        request: Request<Payload>,
        retry: Retry,
    ) -> Result<Response<Vec<u8>>, Kind<E>> {
        let answer = self.exchange::<E>(request, Wanted::Whole, retry).await?;
        self.whole::<E>(answer).await
    }

    /// The response with its body.
    async fn whole<E: HttpEndpoint>(&self, answer: Answer) -> Result<Response<Vec<u8>>, Kind<E>> {
        let answer = answer.whole(self.max_response).await;
        answer.map_err(ReceiveError::of_call)
    }
}

/// The error of a response whose status is not a success.
fn refused<E: HttpEndpoint>(answer: &Response<Vec<u8>>) -> Kind<E> {
    refusal::<E>(answer.status(), answer.headers(), answer.body()).into()
}
