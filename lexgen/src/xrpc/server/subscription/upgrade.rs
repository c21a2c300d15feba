//! The time before a subscription is open, in which it can be refused over HTTP.

use std::{fmt, pin::Pin};

use tokio::sync::oneshot;

use super::{Limits, queue::Exit, sender};
use crate::xrpc::{Endpoint, Failure, Subprotocol, server::Sender};

/// A subscription that is not open yet. Until it is [accepted](Self::accept), an error
/// of the function is the HTTP response, as that of any endpoint; after that it is the
/// last frame.
///
/// A function that returns without accepting it and without an error opens a
/// subscription that has no messages.
///
/// Needs the feature `server`.
pub struct Upgrade<E> {
    sender: Sender<E>,
    accepted: oneshot::Sender<()>,
}

impl<E> Upgrade<E> {
    /// Opens the subscription.
    pub fn accept(self) -> Sender<E> {
        // Nobody waits for it if the client is gone, which the sender will find.
        let _ = self.accepted.send(());
        self.sender
    }

    /// How frames will be written: as the client has asked, or as the lexicon says.
    pub fn subprotocol(&self) -> Subprotocol {
        self.sender.subprotocol()
    }
}

impl<E: Endpoint> fmt::Debug for Upgrade<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upgrade")
            .field("nsid", &E::NSID)
            .field("subprotocol", &self.subprotocol())
            .finish_non_exhaustive()
    }
}

/// What a function of a subscription takes last: an [`Upgrade`], or a [`Sender`] if
/// there is nothing to refuse.
///
/// Needs the feature `server`.
pub trait FromUpgrade<E>: Sized {
    /// Accepts the subscription, if the function does not.
    fn from_upgrade(upgrade: Upgrade<E>) -> Self;
}

impl<E> FromUpgrade<E> for Upgrade<E> {
    fn from_upgrade(upgrade: Self) -> Self {
        upgrade
    }
}

impl<E> FromUpgrade<E> for Sender<E> {
    fn from_upgrade(upgrade: Upgrade<E>) -> Self {
        upgrade.accept()
    }
}

type Function = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// A subscription that is to be opened: its function, which may have returned, and
/// what it has sent.
pub(super) struct Opened {
    /// On the heap, because it is dropped before the connection: it may hold a lock.
    pub(super) function: Function,
    pub(super) outcome: Option<Result<(), Failure>>,
    pub(super) exit: Exit,
}

/// Runs a function until it accepts the subscription.
///
/// # Errors
/// Those of the function before that.
pub(super) async fn opened<E, F>(
    subprotocol: Subprotocol,
    limits: Limits,
    function: impl FnOnce(Upgrade<E>) -> F,
) -> Result<Opened, Failure>
where
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let (sender, exit) = sender::channel(subprotocol, limits);
    let (accepted, mut acceptance) = oneshot::channel();
    let mut function: Function = Box::pin(function(Upgrade { sender, accepted }));
    let outcome = tokio::select! {
        biased;
        outcome = &mut function => Some(outcome),
        Ok(()) = &mut acceptance => None,
    };
    match outcome {
        // It may have accepted and returned at once.
        Some(Err(failure)) if acceptance.try_recv().is_err() => Err(failure),
        outcome => Ok(Opened {
            function,
            outcome,
            exit,
        }),
    }
}
