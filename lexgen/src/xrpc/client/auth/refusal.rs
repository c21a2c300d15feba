//! What credentials see of a response that refuses a call.

use std::fmt;

use http::{HeaderMap, StatusCode, header::AUTHORIZATION, response::Parts};

use super::RequestHead;
use crate::xrpc::{XrpcError, headers};

/// A response with a status of 4xx.
///
/// Needs the feature `client`.
#[derive(Clone, Copy)]
pub struct Refusal<'a> {
    pub(in crate::xrpc::client) request: &'a RequestHead,
    pub(in crate::xrpc::client) response: &'a Parts,
    pub(in crate::xrpc::client) error: Option<&'a XrpcError>,
    pub(in crate::xrpc::client) tries: u32,
}

impl<'a> Refusal<'a> {
    /// The request that was refused, with the headers of the credentials.
    pub fn request(&self) -> &'a RequestHead {
        self.request
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The headers of the response.
    pub fn headers(&self) -> &'a HeaderMap {
        &self.response.headers
    }

    /// The XRPC error, if the body is one.
    pub fn error(&self) -> Option<&'a XrpcError> {
        self.error
    }

    /// The name of the XRPC error, or nothing.
    pub fn error_name(&self) -> &'a str {
        self.error.map_or("", |error| &error.error)
    }

    /// The token of the request, if its `Authorization` has this scheme.
    pub(super) fn token(&self, scheme: &str) -> Option<&'a str> {
        let value = self.request.headers().get(AUTHORIZATION)?;
        value.to_str().ok()?.strip_prefix(scheme)
    }

    /// How often the credentials had this call sent again before.
    pub fn tries(&self) -> u32 {
        self.tries
    }
}

/// Shows the names of headers, but not their values, which may be credentials.
impl fmt::Debug for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("request", self.request)
            .field("status", &self.response.status)
            .field("headers", &headers::names(&self.response.headers))
            .field("error", &self.error)
            .field("tries", &self.tries)
            .finish()
    }
}

/// What to do about a refusal.
///
/// Needs the feature `client`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRefusal {
    /// The call fails with the error of the service.
    Fail,
    /// The request is sent again, with the headers of
    /// [`authorize`](super::Auth::authorize).
    TryAgain,
}
