//! Who a call comes from.

use std::{fmt, pin::Pin};

use http::HeaderValue;

use super::{Client, SetupError};

/// A future that a trait object can give.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Credentials for calls.
///
/// Its `Debug` must not show them.
pub trait Auth: fmt::Debug + Send + Sync {
    /// The value of `Authorization`, if there is one to send.
    fn authorization(&self) -> BoxFuture<'_, Option<HeaderValue>>;

    /// Told that a service refused `used` as expired; true when there is
    /// something newer now, so that the call is worth another try. `client` is
    /// the caller without its credentials.
    ///
    /// # Errors
    /// When renewing failed; the call then ends with that.
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
    pub(super) fn new(token: &str) -> Option<Self> {
        bearer(token).map(Self)
    }
}

impl Auth for Bearer {
    fn authorization(&self) -> BoxFuture<'_, Option<HeaderValue>> {
        Box::pin(async { Some(self.0.clone()) })
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer(…)")
    }
}

/// `Bearer <token>`, marked so that nobody prints it.
pub(super) fn bearer(token: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl SetupError {
    pub(super) fn token() -> Self {
        Self::header("the token")
    }
}
