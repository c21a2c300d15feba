//! A client on `reqwest`: endpoints as calls.
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
//!
//! Needs the feature `client`.

mod auth;
mod call;
mod download;
mod error;
mod retry;
mod session;

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderMap, HeaderValue};
use reqwest::Url;

use super::headers::{self, ATPROTO_ACCEPT_LABELERS, ATPROTO_PROXY, Labeler};

pub use auth::{Auth, BoxFuture};
pub use call::Reply;
pub use download::{Download, DownloadError};
pub use error::{ClientError, SetupError};
pub use retry::Retry;
pub use session::{RefreshSession, Session, Tokens};

/// How many bytes of a response are read, unless told otherwise: 16 MiB.
const DEFAULT_MAX_RESPONSE: usize = 16 << 20;

/// How long a call may take, unless told otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// Calls endpoints of one service. Clones share connections and the session.
///
/// Needs the feature `client`.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
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
    /// When `base` is no URL of `http` or `https` or has more than a host and a
    /// port (the paths of endpoints are
    /// [always top-level](https://atproto.com/specs/xrpc#lexicon-http-endpoints),
    /// and credentials have a place of their own), or the system offers no TLS.
    pub fn new(base: &str) -> Result<Self, SetupError> {
        // Redirects would carry credentials to who knows whom, and no endpoint has one.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(SetupError::http)?;
        Self::with_http(base, http)
    }

    /// Like [`new`](Self::new), over an HTTP client of the caller's own making.
    ///
    /// # Errors
    /// As [`new`](Self::new), as far as `base` is at fault.
    pub fn with_http(base: &str, http: reqwest::Client) -> Result<Self, SetupError> {
        let url = Url::parse(base).map_err(|error| SetupError::base(base, error))?;
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            let reason = "a service is reached by `http` or `https`";
            return Err(SetupError::base(base, reason));
        }
        if !url.username().is_empty() || url.password().is_some() {
            let reason = "credentials are given by `with_auth` or `with_bearer`";
            return Err(SetupError::base(base, reason));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            let reason = "it ends after the host and port, for `/xrpc/` is always top-level";
            return Err(SetupError::base(base, reason));
        }
        Ok(Self {
            http,
            base: url,
            auth: None,
            headers: HeaderMap::new(),
            timeout: DEFAULT_TIMEOUT,
            max_response: DEFAULT_MAX_RESPONSE,
            retry: Retry::default(),
        })
    }

    /// The service's URL.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The same client with credentials: a [`Session`], or your own kind; for a
    /// fixed token see [`with_bearer`](Self::with_bearer).
    #[must_use]
    pub fn with_auth(mut self, auth: impl Auth + 'static) -> Self {
        self.auth = Some(Arc::new(auth));
        self
    }

    /// The same client with a fixed token.
    ///
    /// # Errors
    /// When the token cannot stand in a header.
    pub fn with_bearer(self, token: &str) -> Result<Self, SetupError> {
        let bearer = auth::Bearer::new(token).ok_or_else(SetupError::token)?;
        Ok(self.with_auth(bearer))
    }

    /// The same client without credentials.
    #[must_use]
    pub fn without_auth(mut self) -> Self {
        self.auth = None;
        self
    }

    /// The same client, whose calls the service passes on to another:
    /// `did:web:api.example#service`.
    /// [Specification](https://atproto.com/specs/xrpc#service-proxying).
    ///
    /// # Errors
    /// When the text cannot stand in a header.
    pub fn with_proxy(self, service: &str) -> Result<Self, SetupError> {
        let value = HeaderValue::try_from(service).map_err(|_| SetupError::header(service))?;
        Ok(self.with_header(ATPROTO_PROXY, value))
    }

    /// The same client, asking for the labels of these labelers.
    /// [Specification](https://atproto.com/specs/label#labeler-headers).
    ///
    /// # Errors
    /// When a DID cannot stand in a header.
    pub fn with_labelers(self, labelers: &[Labeler]) -> Result<Self, SetupError> {
        let value =
            headers::accept_labelers(labelers).ok_or_else(|| SetupError::header("labelers"))?;
        Ok(self.with_header(ATPROTO_ACCEPT_LABELERS, value))
    }

    /// The same client, sending a header with every call.
    #[must_use]
    pub fn with_header(mut self, name: http::HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same client with another limit to how long a call may take, all its
    /// tries together; 30 seconds unless told. An upload is a call, so that large
    /// ones may need more; a download is limited until the response begins, and
    /// then between one piece and the next.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The same client with another limit to the bytes of a response that is
    /// held in memory; 16 MiB unless told.
    #[must_use]
    pub fn with_max_response(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }

    /// The same client with another rule for trying again.
    #[must_use]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }
}

/// Of the headers the names, for one may be a credential.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base", &self.base.as_str())
            .field("auth", &self.auth)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("max_response", &self.max_response)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
