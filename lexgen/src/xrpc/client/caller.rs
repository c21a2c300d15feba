//! Whatever can call endpoints.

use std::sync::Arc;

use serde::Serialize;

use super::{Client, ClientError, Download, Pages, Payload, Reply};
use crate::xrpc::{Binary, Endpoint, HttpEndpoint};

/// Something that calls endpoints: a [`Client`], or a type of yours that has one.
///
/// It is the bound for functions that call endpoints for any of them, and the methods
/// are those of [`Client`]. To do something about every call, such as to count it, use a
/// [`Transport`](super::Transport) or an [`Auth`](super::Auth).
///
/// Needs the feature `client`.
///
/// ```
/// use lexgen::xrpc::{ClientError, HttpEndpoint, client::Caller};
/// # use lexgen::Endpoint;
///
/// /// Calls a query that has no parameters.
/// async fn status<E>(caller: &impl Caller) -> Result<E::Output, ClientError<E::Error>>
/// where
///     E: HttpEndpoint + Endpoint<Params = (), Input = ()>,
/// {
///     caller.query::<E>(&()).await
/// }
/// ```
pub trait Caller: Send + Sync {
    /// The client that sends the calls.
    fn client(&self) -> &Client;

    /// Calls an endpoint. See [`Client::call`].
    ///
    /// # Errors
    /// If there is no output: see [`ClientError`].
    fn call<E: HttpEndpoint>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> impl Future<Output = Result<E::Output, ClientError<E::Error>>> + Send {
        self.client().call::<E>(params, input)
    }

    /// Calls a query. See [`Client::query`].
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    fn query<E>(
        &self,
        params: &E::Params,
    ) -> impl Future<Output = Result<E::Output, ClientError<E::Error>>> + Send
    where
        E: HttpEndpoint + Endpoint<Input = ()>,
    {
        self.client().query::<E>(params)
    }

    /// Calls a procedure without parameters. See [`Client::procedure`].
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    fn procedure<E>(
        &self,
        input: &E::Input,
    ) -> impl Future<Output = Result<E::Output, ClientError<E::Error>>> + Send
    where
        E: HttpEndpoint + Endpoint<Params = ()>,
    {
        self.client().procedure::<E>(input)
    }

    /// Calls an endpoint, and returns the headers of the response too. See
    /// [`Client::send`].
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    fn send<E: HttpEndpoint>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> impl Future<Output = Result<Reply<E::Output>, ClientError<E::Error>>> + Send {
        self.client().send::<E>(params, input)
    }

    /// The pages of a query. See [`Client::pages`].
    fn pages<E>(&self, params: E::Params) -> Pages<E>
    where
        E: HttpEndpoint + Endpoint<Input = (), Output: Serialize>,
    {
        self.client().pages::<E>(params)
    }

    /// Reads an output of bytes as a stream. See [`Client::download`].
    ///
    /// # Errors
    /// Those of [`call`](Self::call) that are known before the body is read.
    fn download<E>(
        &self,
        params: &E::Params,
        input: &E::Input,
    ) -> impl Future<Output = Result<Download, ClientError<E::Error>>> + Send
    where
        E: HttpEndpoint + Endpoint<Output = Binary>,
    {
        self.client().download::<E>(params, input)
    }

    /// Sends an input of bytes, such as a stream. See [`Client::upload`].
    ///
    /// # Errors
    /// Those of [`call`](Self::call).
    fn upload<E>(
        &self,
        params: &E::Params,
        encoding: &str,
        body: impl Into<Payload> + Send,
    ) -> impl Future<Output = Result<E::Output, ClientError<E::Error>>> + Send
    where
        E: HttpEndpoint + Endpoint<Input = Binary>,
    {
        self.client().upload::<E>(params, encoding, body.into())
    }
}

impl Caller for Client {
    fn client(&self) -> &Client {
        self
    }
}

impl<C: Caller + ?Sized> Caller for &C {
    fn client(&self) -> &Client {
        (**self).client()
    }
}

impl<C: Caller + ?Sized> Caller for Arc<C> {
    fn client(&self) -> &Client {
        (**self).client()
    }
}

impl<C: Caller + ?Sized> Caller for Box<C> {
    fn client(&self) -> &Client {
        (**self).client()
    }
}
