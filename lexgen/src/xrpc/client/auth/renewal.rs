//! One renewal of tokens for all calls that need it.

use std::{
    error::Error,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::Instant};

use super::{AfterRefusal, BoxError, Tokens};
use crate::shown::message;

/// How long there is no other renewal after one that failed, or whose token the service
/// refuses.
const PAUSE: Duration = Duration::from_secs(10);

tokio::task_local! {
    /// The tokens that the current task renews, by their [`id`](Renewal::id): it cannot
    /// wait for itself.
    static RENEWING: usize;
}

/// Tokens, and their renewal.
pub(super) struct Renewal(Mutex<State>);

struct State {
    tokens: Tokens,
    /// The renewal that is under way.
    under_way: Option<watch::Receiver<Option<Outcome>>>,
    /// When the last renewal ended, and how.
    last: Option<(Instant, Outcome)>,
}

type Outcome = Result<(), Failure>;

impl Renewal {
    pub(super) fn new(tokens: Tokens) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State {
            tokens,
            under_way: None,
            last: None,
        })))
    }

    /// Different from that of any other tokens that exist.
    fn id(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // What a panic elsewhere leaves is still a state: each change is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token for calls. Also during a renewal: the token may be good for a call,
    /// and otherwise the call joins the renewal.
    pub(super) fn access(&self) -> String {
        self.state().tokens.access.clone()
    }

    /// The tokens after the renewal that is under way. The task that renews them gets
    /// the old ones.
    pub(super) async fn tokens(&self) -> Tokens {
        let under_way = self.state().under_way.clone();
        let is_renewing = RENEWING.try_with(|tokens| *tokens == self.id());
        if let Some(mut under_way) = under_way
            && !is_renewing.unwrap_or(false)
        {
            let _ = under_way.wait_for(Option::is_some).await;
        }
        self.state().tokens.clone()
    }

    /// Decides about a call that was refused because the token `used` has expired:
    /// renews it, or joins the renewal that is under way. `tries` says how often the
    /// call was sent again before, and `time` how long a renewal may take.
    pub(super) async fn after_expiry<F>(
        self: &Arc<Self>,
        used: &str,
        tries: u32,
        time: Duration,
        renew: impl FnOnce(Tokens) -> F,
    ) -> Result<AfterRefusal, BoxError>
    where
        F: Future<Output = Result<Tokens, BoxError>> + Send + 'static,
    {
        let joined = {
            let state = self.state();
            if state.tokens.access != used {
                return Ok(AfterRefusal::TryAgain);
            }
            // A call whose token was renewed has an error of its own.
            if tries > 0 && state.has_just_renewed() {
                return Ok(AfterRefusal::Fail);
            }
            self.join(state, time, renew)?
        };
        let mut under_way = joined;
        let outcome = under_way.wait_for(Option::is_some).await;
        let outcome = outcome.map(|outcome| outcome.clone());
        outcome
            .map_err(|_| "the renewal ended early")?
            .unwrap_or(Ok(()))?;
        Ok(AfterRefusal::TryAgain)
    }

    /// The renewal that is under way, or a new one.
    fn join<F>(
        self: &Arc<Self>,
        mut state: MutexGuard<'_, State>,
        time: Duration,
        renew: impl FnOnce(Tokens) -> F,
    ) -> Result<watch::Receiver<Option<Outcome>>, Failure>
    where
        F: Future<Output = Result<Tokens, BoxError>> + Send + 'static,
    {
        // One whose task has panicked has no sender.
        let under_way = state.under_way.clone();
        if let Some(under_way) = under_way.filter(|renewal| renewal.has_changed().is_ok()) {
            return Ok(under_way);
        }
        if let Some((at, outcome)) = &state.last
            && at.elapsed() < PAUSE
        {
            outcome.clone()?;
            let refused = "the service refuses a token that it has just given";
            return Err(Failure(Arc::from(BoxError::from(refused))));
        }
        let (sender, receiver) = watch::channel(None);
        state.under_way = Some(receiver.clone());
        let (renewal, renew) = (Arc::clone(self), renew(state.tokens.clone()));
        // On its own: the service takes a refresh token once, and the tokens that
        // it gives for it would be lost with a call that is cancelled meanwhile.
        tokio::spawn(async move {
            let renewed = tokio::time::timeout(time, RENEWING.scope(renewal.id(), renew)).await;
            let renewed = renewed.unwrap_or_else(|_| Err("the renewal timed out".into()));
            let _ = sender.send(Some(renewal.end(renewed)));
        });
        Ok(receiver)
    }

    fn end(&self, renewed: Result<Tokens, BoxError>) -> Outcome {
        let mut state = self.state();
        state.under_way = None;
        let outcome = renewed
            .map(|tokens| state.tokens = tokens)
            .map_err(|error| Failure(Arc::from(error)));
        state.last = Some((Instant::now(), outcome.clone()));
        outcome
    }
}

impl State {
    fn has_just_renewed(&self) -> bool {
        let last = self.last.as_ref();
        last.is_some_and(|(at, outcome)| outcome.is_ok() && at.elapsed() < PAUSE)
    }
}

/// Why a renewal failed, for every call that waited for it. The error of the function
/// that renews is its source.
#[derive(Clone)]
struct Failure(Arc<dyn Error + Send + Sync>);

/// What a renewal failed for: the error itself, unless it is that of a renewal.
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
