//! Credentials that are renewed: an access token for calls, and a refresh token for
//! new tokens.

use std::{
    error::Error,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use http::{HeaderValue, header::AUTHORIZATION};
use tokio::{sync::watch, time::Instant};

use super::{AfterRefusal, Auth, BoxError, BoxFuture, Refusal, RequestHead, bearer};
use crate::{shown::message, xrpc::client::Client};

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
    /// If there are none, which ends the session.
    fn refresh(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<Tokens, Box<dyn Error + Send + Sync>>> + Send;
}

/// How long there is no other renewal after one that failed, or whose token the service
/// refuses.
const PAUSE: Duration = Duration::from_secs(10);

/// The name of the error for an expired token.
/// [Specification](https://atproto.com/specs/xrpc#authentication).
const EXPIRED_TOKEN: &str = "ExpiredToken";

tokio::task_local! {
    /// The session that the current task renews, by its [`id`](Shared::id): it cannot
    /// wait for itself.
    static RENEWING: usize;
}

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
    state: Mutex<State>,
}

struct State {
    tokens: Tokens,
    /// The renewal that is under way.
    renewal: Option<watch::Receiver<Option<Outcome>>>,
    /// When the last renewal ended, and how.
    last: Option<(Instant, Outcome)>,
}

type Outcome = Result<(), Failure>;

impl<R> Shared<R> {
    /// Different from that of any other session that exists.
    fn id(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What a panic elsewhere leaves is still a state: each change is one step.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: RefreshSession + 'static> Session<R> {
    /// A session with these tokens at the service of `client`, which gave them.
    pub fn new(client: &Client, tokens: Tokens, refresh: R) -> Self {
        let state = State {
            tokens,
            renewal: None,
            last: None,
        };
        Self {
            shared: Arc::new(Shared {
                client: client.clone().for_renewal(),
                refresh,
                state: Mutex::new(state),
            }),
        }
    }

    /// The current tokens, to store for the next run.
    ///
    /// Waits for a renewal that is under way, because the tokens from before it are
    /// soon useless. In [`RefreshSession::refresh`] it does not wait, and returns the
    /// old tokens; a task that `refresh` spawns and waits for must not call it.
    pub async fn tokens(&self) -> Tokens {
        let renewal = self.shared.state().renewal.clone();
        let is_renewing = RENEWING.try_with(|session| *session == self.shared.id());
        if let Some(mut renewal) = renewal
            && !is_renewing.unwrap_or(false)
        {
            let _ = renewal.wait_for(Option::is_some).await;
        }
        self.shared.state().tokens.clone()
    }

    /// The renewal that is under way, or a new one. `None` if the token `used` is no
    /// longer the current one.
    fn renewal(
        &self,
        used: &HeaderValue,
    ) -> Result<Option<watch::Receiver<Option<Outcome>>>, Failure> {
        let mut state = self.shared.state();
        if bearer(&state.tokens.access).ok().as_ref() != Some(used) {
            return Ok(None);
        }
        // One whose task has panicked has no sender.
        let under_way = state.renewal.clone();
        if let Some(renewal) = under_way.filter(|renewal| renewal.has_changed().is_ok()) {
            return Ok(Some(renewal));
        }
        if let Some((at, outcome)) = &state.last
            && at.elapsed() < PAUSE
        {
            outcome.clone()?;
            let refused = "the service refuses a token that it has just given";
            return Err(Failure(Arc::from(BoxError::from(refused))));
        }
        let (sender, receiver) = watch::channel(None);
        state.renewal = Some(receiver.clone());
        let (shared, refresh) = (Arc::clone(&self.shared), state.tokens.refresh.clone());
        // On its own: the service takes a refresh token once, and the tokens that
        // it gives for it would be lost with a call that is cancelled meanwhile.
        tokio::spawn(async move {
            let renewal = RENEWING.scope(shared.id(), shared.renew(&refresh));
            let outcome = renewal.await;
            let _ = sender.send(Some(outcome));
        });
        Ok(Some(receiver))
    }
}

impl<R: RefreshSession> Shared<R> {
    /// Gets new tokens, within the time limit of the client.
    async fn renew(&self, refresh: &str) -> Outcome {
        let renewed = match self.client.clone().with_bearer(refresh) {
            Ok(client) => {
                let renewed = self.refresh.refresh(&client);
                let renewed = tokio::time::timeout(self.client.timeout, renewed).await;
                renewed.unwrap_or_else(|_| Err("the renewal timed out".into()))
            }
            Err(error) => Err(error.into()),
        };
        let mut state = self.state();
        state.renewal = None;
        let outcome = renewed
            .map(|tokens| state.tokens = tokens)
            .map_err(|error| Failure(Arc::from(error)));
        state.last = Some((Instant::now(), outcome.clone()));
        outcome
    }
}

impl<R: RefreshSession + 'static> Auth for Session<R> {
    fn authorize<'a>(
        &'a self,
        request: &'a mut RequestHead,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        // Also during a renewal: the token may be good for this call, and otherwise
        // the call joins the renewal.
        Box::pin(async {
            let token = bearer(&self.shared.state().tokens.access)?;
            request.headers_mut().insert(AUTHORIZATION, token);
            Ok(())
        })
    }

    fn refused<'a>(
        &'a self,
        refusal: Refusal<'a>,
    ) -> BoxFuture<'a, Result<AfterRefusal, BoxError>> {
        Box::pin(async move {
            // What another service says about the token means nothing, and a call whose
            // token was renewed has an error of its own.
            let is_own = refusal.request().origin() == self.shared.client.origin();
            let is_expired = refusal.error_name() == EXPIRED_TOKEN;
            let used = refusal.request().headers().get(AUTHORIZATION);
            let (Some(used), true, true, 0) = (used, is_own, is_expired, refusal.tries()) else {
                return Ok(AfterRefusal::Fail);
            };
            if let Some(mut renewal) = self.renewal(used)? {
                let outcome = renewal.wait_for(Option::is_some).await;
                let outcome = outcome.map(|outcome| outcome.clone());
                outcome
                    .map_err(|_| "the renewal ended early")?
                    .unwrap_or(Ok(()))?;
            }
            Ok(AfterRefusal::TryAgain)
        })
    }
}

/// Why a renewal failed, for every call that waited for it. The error of
/// [`RefreshSession`] is its source.
#[derive(Clone)]
struct Failure(Arc<dyn Error + Send + Sync>);

/// What a renewal failed for: the error itself, unless it is that of a session.
pub(in crate::xrpc::client) fn reason<'e>(
    error: &'e (dyn Error + Send + Sync + 'static),
) -> &'e (dyn Error + 'static) {
    match error.downcast_ref::<Failure>() {
        Some(Failure(reason)) => reason.as_ref(),
        None => error,
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the refresh failed")
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Failure").field(&message(&self.0)).finish()
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.0.as_ref())
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
