//! Credentials that are renewed: an access token for calls, and a refresh token for
//! new tokens.

use std::{fmt, sync::Arc};

use http::HeaderValue;
use tokio::sync::Mutex;

use super::{
    Client,
    auth::{Auth, BoxFuture, bearer},
};

/// The two tokens of a session.
/// [Specification](https://atproto.com/specs/xrpc#authentication).
///
/// Needs the feature `client`.
#[derive(Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The token for calls.
    pub access: String,
    /// The token for new tokens.
    pub refresh: String,
}

/// Does not show the tokens.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens { access: …, refresh: … }")
    }
}

/// Gets new tokens by calling your generated `refreshSession`.
///
/// Needs the feature `client`.
///
/// ```ignore
/// struct Refresh;
///
/// impl RefreshSession for Refresh {
///     async fn refresh(&self, client: &Client) -> Result<Tokens, BoxError> {
///         let output = client.procedure::<RefreshSession>(&()).await?;
///         Ok(Tokens { access: output.access_jwt, refresh: output.refresh_jwt })
///     }
/// }
/// ```
pub trait RefreshSession: Send + Sync {
    /// Gets new tokens. `client` sends the refresh token.
    ///
    /// # Errors
    /// If there are none, which ends the session.
    fn refresh(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<Tokens, Box<dyn std::error::Error + Send + Sync>>> + Send;
}

/// Credentials that are renewed if the service refuses them as expired. Clones
/// are the same session, which is renewed once even if many calls find it
/// expired.
///
/// Needs the feature `client`.
pub struct Session<R> {
    shared: Arc<Shared<R>>,
}

struct Shared<R> {
    tokens: Mutex<Tokens>,
    refresh: R,
}

impl<R: RefreshSession> Session<R> {
    /// A session with these tokens.
    pub fn new(tokens: Tokens, refresh: R) -> Self {
        let tokens = Mutex::new(tokens);
        Self {
            shared: Arc::new(Shared { tokens, refresh }),
        }
    }

    /// The current tokens, to store for the next run.
    pub async fn tokens(&self) -> Tokens {
        self.shared.tokens.lock().await.clone()
    }
}

impl<R: RefreshSession + 'static> Auth for Session<R> {
    fn authorization(&self) -> BoxFuture<'_, Option<HeaderValue>> {
        Box::pin(async { bearer(&self.shared.tokens.lock().await.access) })
    }

    fn renew<'a>(
        &'a self,
        used: &'a HeaderValue,
        client: &'a Client,
    ) -> BoxFuture<'a, Result<bool, Box<dyn std::error::Error + Send + Sync>>> {
        let (shared, client) = (Arc::clone(&self.shared), client.clone());
        let used = used.clone();
        let renewal = async move {
            // Held while renewing, so that others wait for the new tokens.
            let mut tokens = shared.tokens.lock().await;
            if bearer(&tokens.access) == Some(used) {
                let client = client.with_bearer(&tokens.refresh)?;
                *tokens = shared.refresh.refresh(&client).await?;
            }
            Ok(true)
        };
        // On its own: the service takes a refresh token once, and the tokens that
        // it gives for it would be lost with a call that is cancelled meanwhile.
        Box::pin(async { tokio::spawn(renewal).await? })
    }
}

impl<R> Clone for Session<R> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

impl<R> fmt::Debug for Session<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Session(…)")
    }
}
