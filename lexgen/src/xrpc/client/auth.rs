//! Credentials for calls.

use std::{fmt, pin::Pin};

use http::HeaderValue;

use super::{Client, SetupError};

/// A future that a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Credentials for calls.
///
/// Its `Debug` must not show them.
///
/// Needs the feature `client`.
pub trait Auth: fmt::Debug + Send + Sync {
    /// The value of `Authorization`. `None` sends the call without credentials.
    ///
    /// # Errors
    /// If there should be one and is not, such as a token that is not a valid header
    /// value. The call fails, and nothing is sent.
    fn authorization(&self) -> BoxFuture<'_, Result<Option<HeaderValue>, SetupError>>;

    /// Called if a service refuses `used` as expired. Returns true if there are
    /// newer credentials, so that the call should be retried. `client` is the
    /// calling client without its credentials, its proxy and its labelers.
    ///
    /// # Errors
    /// If renewing fails, which also fails the call.
    fn renew<'a>(
        &'a self,
        used: &'a HeaderValue,
        client: &'a Client,
    ) -> BoxFuture<'a, Result<bool, Box<dyn std::error::Error + Send + Sync>>> {
        let _ = (used, client);
        Box::pin(async { Ok(false) })
    }
}

/// A fixed token.
pub struct Bearer(HeaderValue);

impl Bearer {
    pub(super) fn new(token: &str) -> Result<Self, SetupError> {
        bearer(token).map(Self)
    }
}

impl Auth for Bearer {
    fn authorization(&self) -> BoxFuture<'_, Result<Option<HeaderValue>, SetupError>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(…)")
    }
}

/// `Bearer <token>`, marked as sensitive.
pub(super) fn bearer(token: &str) -> Result<HeaderValue, SetupError> {
    let value = HeaderValue::try_from(format!("Bearer {token}"));
    let mut value = value.map_err(|_| SetupError::header("the token"))?;
    value.set_sensitive(true);
    Ok(value)
}
