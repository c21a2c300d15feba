//! A fixed token.

use std::fmt;

use http::{HeaderValue, header::AUTHORIZATION};

use super::{Auth, BoxError, BoxFuture, RequestHead};
use crate::xrpc::SetupError;

pub(in crate::xrpc::client) struct Bearer(HeaderValue);

impl Bearer {
    pub(in crate::xrpc::client) fn new(token: &str) -> Result<Self, SetupError> {
        bearer(token).map(Self)
    }
}

impl Auth for Bearer {
    fn authorize<'a>(
        &'a self,
        request: &'a mut RequestHead,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, self.0.clone());
        Box::pin(async { Ok(()) })
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(…)")
    }
}

/// `Bearer <token>`.
pub(super) fn bearer(token: &str) -> Result<HeaderValue, SetupError> {
    authorization("Bearer", token)
}

/// A token with the name of its scheme, marked as sensitive.
pub(super) fn authorization(scheme: &str, token: &str) -> Result<HeaderValue, SetupError> {
    let value = HeaderValue::try_from(format!("{scheme} {token}"));
    let mut value = value.map_err(|_| SetupError::header("the token"))?;
    value.set_sensitive(true);
    Ok(value)
}
