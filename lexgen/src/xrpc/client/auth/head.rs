//! What credentials see of a request.

use std::fmt;

use http::{HeaderMap, Method, Uri};

use crate::xrpc::headers;

/// The head of a request that is about to be sent, or was sent.
///
/// Credentials may change the headers only: which service and endpoint are called is
/// the caller's decision.
///
/// Needs the feature `client`.
#[derive(Clone)]
pub struct RequestHead {
    pub(in crate::xrpc::client) nsid: &'static str,
    pub(in crate::xrpc::client) origin: String,
    pub(in crate::xrpc::client) method: Method,
    pub(in crate::xrpc::client) uri: Uri,
    pub(in crate::xrpc::client) headers: HeaderMap,
}

impl RequestHead {
    /// The NSID of the endpoint.
    pub fn nsid(&self) -> &'static str {
        self.nsid
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The complete URL.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Scheme, host and port of the service, such as `https://pds.example`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The headers, with those of the client: `atproto-proxy`, for example, if the
    /// service is to forward the call.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to change them.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}

/// Shows neither the parameters nor the values of headers, which may be secret.
impl fmt::Debug for RequestHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestHead")
            .field("method", &self.method)
            .field("origin", &self.origin)
            .field("path", &self.uri.path())
            .field("headers", &headers::names(&self.headers))
            .finish()
    }
}
