//! Credentials that are renewed: an access token for calls, and a refresh token for
//! new tokens.

use std::{error::Error, fmt, sync::Arc};

use http::header::AUTHORIZATION;

use super::{
    AfterRefusal, Auth, BoxError, BoxFuture, Refusal, RequestHead, bearer::bearer, renewal::Renewal,
};
use crate::xrpc::client::Client;

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
    /// Gets new tokens. `client` sends the refresh token of the session in place of
    /// the access token; calls with the session itself would wait for this renewal.
    ///
    /// The service accepts a refresh token once. To continue the session in another
    /// run, store the new tokens here, before they are returned:
    /// [`Session::tokens`] still has the old ones.
    ///
    /// # Errors
    /// If there are none. The calls that wait for them fail, and so do those of the next
    /// ten seconds; then the old refresh token is tried again. So do not fail once the
    /// service has given new tokens, such as because they cannot be stored: the session
    /// would be lost. Log that, and return them.
    fn refresh(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<Tokens, Box<dyn Error + Send + Sync>>> + Send;
}

/// The name of the error for an expired token.
/// [Specification](https://atproto.com/specs/xrpc#authentication).
pub(super) const EXPIRED_TOKEN: &str = "ExpiredToken";

/// Credentials that are renewed if the service refuses them as expired.
///
/// Clones are the same session. However many calls find it expired, it is renewed
/// once, and if that fails, all of them fail with it; there is no other try for ten
/// seconds, nor if the service refuses a token that it has just given. Only the service
/// of the session gets the refresh token. Nothing waits for a renewal but the calls that
/// need it.
///
/// Needs the feature `client`.
pub struct Session<R> {
    shared: Arc<Shared<R>>,
}

struct Shared<R> {
    /// The client of the service that gave the tokens, without credentials.
    client: Client,
    refresh: R,
    renewal: Arc<Renewal>,
}

impl<R: RefreshSession + 'static> Session<R> {
    /// A session with these tokens at the service of `client`, which gave them.
    pub fn new(client: &Client, tokens: Tokens, refresh: R) -> Self {
        Self {
            shared: Arc::new(Shared {
                client: client.clone().for_renewal(),
                refresh,
                renewal: Renewal::new(tokens),
            }),
        }
    }

    /// The current tokens, to store for the next run.
    ///
    /// Waits for a renewal that is under way, because the tokens from before it are
    /// soon useless. In [`RefreshSession::refresh`] it does not wait, and returns the
    /// old tokens; a task that `refresh` spawns and waits for must not call it.
    pub async fn tokens(&self) -> Tokens {
        self.shared.renewal.tokens().await
    }
}

impl<R: RefreshSession + 'static> Auth for Session<R> {
    fn authorize<'a>(
        &'a self,
        request: &'a mut RequestHead,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async {
            let token = bearer(&self.shared.renewal.access())?;
            request.headers_mut().insert(AUTHORIZATION, token);
            Ok(())
        })
    }

    fn refused<'a>(
        &'a self,
        refusal: Refusal<'a>,
    ) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        Box::pin(async move {
            let shared = &self.shared;
            // What another service says about the token means nothing.
            let is_own = refusal.request().origin() == shared.client.origin();
            let is_expired = refusal.error_name() == EXPIRED_TOKEN;
            let (Some(used), true, true) = (refusal.token("Bearer "), is_own, is_expired) else {
                return Ok(AfterRefusal::Fail);
            };
            let renew = |tokens: Tokens| {
                let shared = Arc::clone(shared);
                async move {
                    let client = shared.client.clone().with_bearer(&tokens.refresh)?;
                    shared.refresh.refresh(&client).await
                }
            };
            let (tries, time) = (refusal.tries(), shared.client.timeout);
            shared.renewal.after_expiry(used, tries, time, renew).await
        })
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
