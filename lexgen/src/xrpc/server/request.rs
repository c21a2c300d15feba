//! [`Xrpc`] and [`Upload`]: what a handler gets of a request.

use std::{error::Error, fmt};

use axum::{
    RequestExt,
    body::{Body as HttpBody, BodyDataStream, Bytes, HttpBody as _, to_bytes},
    extract::{FromRequest, Request},
};
use http::StatusCode;
use http_body_util::LengthLimitError;

use crate::{
    shown::shown,
    validate::Validate,
    xrpc::{
        Binary, Endpoint, Failure, HttpEndpoint, XrpcError, parse_input, parse_params,
        service::{check_encoding, content_type, no_body},
    },
};

/// The parameters and the input of a call of the endpoint `E`, which match its
/// lexicon. It is the last argument of a handler.
///
/// It is an extractor of `axum`, so it works without a [`Service`](super::Service)
/// too, where `DefaultBodyLimit` limits the bytes of the body. The rejection is the
/// response of the protocol.
///
/// Needs the feature `server`.
pub struct Xrpc<E: Endpoint> {
    /// The parameters.
    pub params: E::Params,
    /// The input.
    pub input: E::Input,
}

/// A call of the endpoint `E`, whose input is a stream of bytes. It is the last
/// argument of a handler, like [`Xrpc`]. The bytes of the input have no limit but that
/// of [`bytes`](Self::bytes).
///
/// Needs the feature `server`.
pub struct Upload<E: Endpoint> {
    /// The parameters, which match the lexicon.
    pub params: E::Params,
    /// The MIME type of the input, which the lexicon allows.
    pub encoding: String,
    /// The input.
    pub body: BodyDataStream,
}

impl<E: Endpoint<Error: From<XrpcError>>> Upload<E> {
    /// The rest of the input, which this reads from [`body`](Self::body).
    ///
    /// # Errors
    /// With the status 413 if it has more bytes than the limit, and 400 if the client
    /// does not send all of it.
    pub async fn bytes(&mut self, limit: usize) -> Result<Bytes, Failure<E::Error>> {
        let nothing = HttpBody::empty().into_data_stream();
        let body = HttpBody::new(std::mem::replace(&mut self.body, nothing));
        read_all(body, Some(limit))
            .await
            .map_err(|failure| failure.map(Into::into))
    }
}

/// A type that is read from a request to the endpoint `E`: [`Xrpc`] or [`Upload`].
pub trait RequestOf<E>: Sized {
    /// Reads a request whose body has at most `max_request` bytes, or as many as
    /// axum allows.
    #[doc(hidden)]
    fn read(
        request: Request,
        max_request: Option<usize>,
    ) -> impl Future<Output = Result<Self, Failure>> + Send;
}

impl<E> RequestOf<E> for Xrpc<E>
where
    E: HttpEndpoint<Params: Validate, Input: Validate>,
{
    async fn read(request: Request, max_request: Option<usize>) -> Result<Self, Failure> {
        let params = parse_params::<E>(request.method(), request.uri().query())?;
        let content_type = content_type(request.headers())?.map(str::to_owned);
        let body = match E::INPUT_ENCODING {
            Some(_) => read_body(request, max_request).await?,
            None => read_nothing::<E>(request).await?,
        };
        let input = parse_input::<E>(content_type.as_deref(), &body)?;
        Ok(Self { params, input })
    }
}

impl<E> RequestOf<E> for Upload<E>
where
    E: HttpEndpoint<Params: Validate> + Endpoint<Input = Binary>,
{
    async fn read(request: Request, _: Option<usize>) -> Result<Self, Failure> {
        let params = parse_params::<E>(request.method(), request.uri().query())?;
        let content_type = content_type(request.headers())?;
        let expected = E::INPUT_ENCODING.unwrap_or("*/*");
        check_encoding(expected, content_type, request.body().is_end_stream())?;
        Ok(Self {
            params,
            encoding: content_type.unwrap_or_default().to_owned(),
            body: request.into_body().into_data_stream(),
        })
    }
}

impl<E, S> FromRequest<S> for Xrpc<E>
where
    E: HttpEndpoint<Params: Validate, Input: Validate>,
    S: Sync,
{
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        Self::read(request, None).await
    }
}

impl<E, S> FromRequest<S> for Upload<E>
where
    E: HttpEndpoint<Params: Validate> + Endpoint<Input = Binary>,
    S: Sync,
{
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        Self::read(request, None).await
    }
}

async fn read_body(request: Request, max_request: Option<usize>) -> Result<Bytes, Failure> {
    let body = match max_request {
        Some(_) => request.into_body(),
        None => request.into_limited_body(),
    };
    read_all(body, max_request).await
}

async fn read_all(body: HttpBody, limit: Option<usize>) -> Result<Bytes, Failure> {
    let too_large = || match limit {
        Some(bytes) => {
            let message = format!("the request body has more than {bytes} bytes");
            Failure::payload_too_large(message)
        }
        None => Failure::payload_too_large("the request body is too large"),
    };
    let limit = limit.unwrap_or(usize::MAX);
    // What the client announces need not be waited for.
    if body.size_hint().lower() > limit.try_into().unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    to_bytes(body, limit).await.map_err(|error| {
        if is_too_long(&error) {
            too_large()
        } else {
            Failure::invalid_request("the request body ended early")
        }
    })
}

/// Reads the body of a request that must have none, up to its first byte.
async fn read_nothing<E: HttpEndpoint>(request: Request) -> Result<Bytes, Failure> {
    let body = read_all(request.into_body(), Some(0)).await;
    body.map_err(|failure| match failure.status {
        StatusCode::PAYLOAD_TOO_LARGE => no_body::<E>(),
        _ => failure,
    })
}

/// Whether a limit of this service, or of a layer around it, is the reason.
fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    let mut error = Some(error);
    while let Some(reason) = error {
        if reason.is::<LengthLimitError>() {
            return true;
        }
        error = reason.source();
    }
    false
}

/// Shows no values, which may be secret.
impl<E: Endpoint> fmt::Debug for Xrpc<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Xrpc")
            .field("nsid", &E::NSID)
            .finish_non_exhaustive()
    }
}

/// Shows no values, which may be secret.
impl<E: Endpoint> fmt::Debug for Upload<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("nsid", &E::NSID)
            .field("encoding", &shown(&self.encoding))
            .finish_non_exhaustive()
    }
}
