//! A client that counts successful calls, to measure how much of the protocol the
//! tests cover.

use std::{collections::BTreeMap, sync::Mutex};

use lexgen::{
    Binary, Endpoint,
    xrpc::{Client, ClientError, HttpEndpoint, client::Download},
};

/// The number of successful calls by endpoint.
static ANSWERED: Mutex<BTreeMap<&'static str, u32>> = Mutex::new(BTreeMap::new());

/// Counts a successful call.
///
/// # Panics
///
/// If another thread panicked here.
pub fn answered<E: Endpoint>() {
    *ANSWERED.lock().expect("a map").entry(E::NSID).or_default() += 1;
}

/// The number of successful calls by endpoint.
///
/// # Panics
///
/// If another thread panicked here.
pub fn answers() -> BTreeMap<&'static str, u32> {
    ANSWERED.lock().expect("a map").clone()
}

/// A client that counts.
#[derive(Clone, Debug)]
pub struct Caller(pub Client);

type Outcome<T, E> = Result<T, ClientError<<E as Endpoint>::Error>>;

impl Caller {
    /// A caller without credentials.
    ///
    /// # Panics
    ///
    /// If `service` is not a URL.
    #[must_use]
    pub fn new(service: &str) -> Self {
        Self(Client::new(service).expect("the URL of a service"))
    }

    /// The same caller with a token.
    ///
    /// # Panics
    ///
    /// If the token is not valid in a header.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self(self.0.clone().with_bearer(token).expect("a token"))
    }

    /// Calls a query.
    ///
    /// # Errors
    /// Those of [`Client::query`].
    pub async fn query<E>(&self, params: &E::Params) -> Outcome<E::Output, E>
    where
        E: HttpEndpoint + Endpoint<Input = ()>,
    {
        let output = self.0.query::<E>(params).await;
        output.inspect(|_| answered::<E>())
    }

    /// Calls a procedure.
    ///
    /// # Errors
    /// Those of [`Client::procedure`].
    pub async fn procedure<E>(&self, input: &E::Input) -> Outcome<E::Output, E>
    where
        E: HttpEndpoint + Endpoint<Params = ()>,
    {
        let output = self.0.procedure::<E>(input).await;
        output.inspect(|_| answered::<E>())
    }

    /// Begins a download.
    ///
    /// # Errors
    /// Those of [`Client::download`].
    pub async fn download<E>(&self, params: &E::Params) -> Outcome<Download, E>
    where
        E: HttpEndpoint + Endpoint<Input = (), Output = Binary>,
    {
        let output = self.0.download::<E>(params, &()).await;
        output.inspect(|_| answered::<E>())
    }
}
