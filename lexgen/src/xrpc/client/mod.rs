//! A client, on `reqwest` or another transport.
//!
//! Needs the feature `client`.
//!
//! ```no_run
//! # use lexgen::{Data, Endpoint, Method, XrpcError, xrpc::{Client, ClientError}};
//! # struct DescribeServer;
//! # impl Endpoint for DescribeServer {
//! #     const NSID: &'static str = "com.atproto.server.describeServer";
//! #     const METHOD: Method = Method::Query;
//! #     const OUTPUT_ENCODING: Option<&'static str> = Some("application/json");
//! #     type Params = ();
//! #     type Input = ();
//! #     type Output = Data;
//! #     type Error = XrpcError;
//! # }
//! # async fn describe() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new("https://pds.example")?;
//! let server = client.query::<DescribeServer>(&()).await?;
//! # Ok(())
//! # }
//! ```
//!
//! To cancel a call, drop its future.

mod auth;
mod call;
mod caller;
mod download;
mod error;
mod exchange;
mod pages;
mod receive;
mod retry;
mod transport;

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue};
use reqwest::Url;

use super::{
    headers::{self, ATPROTO_ACCEPT_LABELERS, ATPROTO_PROXY, Labeler},
    service_url,
};

pub use super::SetupError;
pub use auth::{
    AfterRefusal, Auth, BoxError, BoxFuture, Dpop, DpopKey, RefreshGrant, RefreshSession, Refusal,
    RequestHead, Session, Tokens,
};
pub use call::Reply;
pub use caller::Caller;
pub use download::{Download, DownloadError, DownloadErrorKind};
pub use error::{ClientError, ClientErrorKind};
#[cfg(feature = "agent")]
pub(crate) use pages::unfold;
pub use pages::{Pages, PagesError, PagesErrorKind};
pub use retry::Retry;
pub use transport::{Buffered, Payload, Transport};

/// The default limit for the bytes of a response: 16 MiB.
const DEFAULT_MAX_RESPONSE: usize = 16 << 20;

/// The default time limit for a call.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// Calls endpoints of a service. Clones share connections and the session.
///
/// Needs the feature `client`.
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    base: Url,
    auth: Option<Arc<dyn Auth>>,
    headers: HeaderMap,
    timeout: Duration,
    max_response: usize,
    retry: Retry,
}

impl Client {
    /// A client of the service at `base`, such as `https://pds.example`.
    ///
    /// # Errors
    /// If `base` is not a URL with the scheme `http` or `https`, has more than a
    /// host and a port (the paths of endpoints are
    /// [always top-level](https://atproto.com/specs/xrpc#lexicon-http-endpoints),
    /// and credentials are passed separately), or if TLS cannot be set up.
    pub fn new(base: &str) -> Result<Self, SetupError> {
        let http = service_url::http_client(|builder| builder)?;
        Self::with_http(base, http)
    }

    /// Like [`new`](Self::new), with your own HTTP client. It should not follow
    /// redirects.
    ///
    /// # Errors
    /// If `base` is invalid, as in [`new`](Self::new).
    pub fn with_http(base: &str, http: reqwest::Client) -> Result<Self, SetupError> {
        Self::with_transport(base, http)
    }

    /// Like [`new`](Self::new), with another [`Transport`] than `reqwest`, such as one
    /// without a socket for tests.
    ///
    /// # Errors
    /// If `base` is invalid, as in [`new`](Self::new).
    pub fn with_transport(
        base: &str,
        transport: impl Transport + 'static,
    ) -> Result<Self, SetupError> {
        Ok(Self {
            transport: Arc::new(transport),
            base: service_url::parse(base, base, "`https://` or `http://`")?,
            auth: None,
            headers: HeaderMap::new(),
            timeout: DEFAULT_TIMEOUT,
            max_response: DEFAULT_MAX_RESPONSE,
            retry: Retry::default(),
        })
    }

    #[cfg(feature = "agent")]
    pub(crate) fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The URL of the service.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The same client for the service at another URL.
    ///
    /// # Errors
    /// If `base` is invalid, as in [`new`](Self::new).
    #[cfg(feature = "agent")]
    pub(crate) fn with_base(mut self, base: &str) -> Result<Self, SetupError> {
        self.base = service_url::parse(base, base, "`https://` or `http://`")?;
        Ok(self)
    }

    /// Scheme, host and port of the service.
    fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }

    /// The same client with credentials: a [`Session`], a [`Dpop`] for tokens of
    /// OAuth, or your own type. For a fixed token, see [`with_bearer`](Self::with_bearer).
    #[must_use]
    pub fn with_auth(mut self, auth: impl Auth + 'static) -> Self {
        self.auth = Some(Arc::new(auth));
        self
    }

    /// The same client with a fixed token.
    ///
    /// # Errors
    /// If the token is not a valid header value.
    pub fn with_bearer(self, token: &str) -> Result<Self, SetupError> {
        Ok(self.with_auth(auth::Bearer::new(token)?))
    }

    /// The same client without credentials.
    #[must_use]
    pub fn without_auth(mut self) -> Self {
        self.auth = None;
        self
    }

    /// The same client for renewing credentials: without them, and with nothing that
    /// forwards the call to another service or names others.
    #[must_use]
    pub(crate) fn for_renewal(self) -> Self {
        let mut client = self.without_auth();
        client.headers.remove(ATPROTO_PROXY);
        client.headers.remove(ATPROTO_ACCEPT_LABELERS);
        client
    }

    /// The same client, whose calls the service forwards to another one, such as
    /// `did:web:api.example#service`.
    /// [Specification](https://atproto.com/specs/xrpc#service-proxying).
    ///
    /// # Errors
    /// If the text is not a valid header value.
    pub fn with_proxy(self, service: &str) -> Result<Self, SetupError> {
        let value = HeaderValue::try_from(service).map_err(|_| SetupError::header(service))?;
        Ok(self.with_header(ATPROTO_PROXY, value))
    }

    /// The same client, which requests labels of these labelers.
    /// [Specification](https://atproto.com/specs/label#labeler-headers).
    ///
    /// # Errors
    /// If a DID is not a valid header value.
    pub fn with_labelers(self, labelers: &[Labeler]) -> Result<Self, SetupError> {
        let value =
            headers::accept_labelers(labelers).ok_or_else(|| SetupError::header("labelers"))?;
        Ok(self.with_header(ATPROTO_ACCEPT_LABELERS, value))
    }

    /// The same client, which sends a header with every call.
    #[must_use]
    pub fn with_header(mut self, name: http::HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same client with another time limit for a call with all its retries;
    /// the default is 30 seconds. Large uploads may need more. For a download the
    /// limit applies until the response begins, and then to each wait for the
    /// next bytes.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The same client with another limit for the bytes of a response in memory;
    /// the default is 16 MiB.
    #[must_use]
    pub fn with_max_response(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }

    /// The same client with another policy for retries.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }
}

/// Shows the names of headers, but not their values, which may be credentials.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base.as_str())
            .field("auth", &self.auth)
            .field("headers", &headers::names(&self.headers))
            .field("timeout", &self.timeout)
            .field("max_response", &self.max_response)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
