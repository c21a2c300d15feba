//! The firehose: a stream of every change to every repository of a host.

mod changes;

use std::{ops::ControlFlow, time::Duration};

use lexgen::xrpc::subscription::{Subscription, SubscriptionError};

use lexicons::com::atproto::sync::subscribe_repos::{
    Commit, Error, Message, Params, SubscribeRepos,
};

pub use changes::{Change, ChangeError, changes};

/// The types of the firehose and of records.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// The delay before reconnecting.
const PAUSE: Duration = Duration::from_secs(2);

/// Calls `see` with each message until it breaks. Starts after `cursor`, or with
/// the next message if there is none. Resumes at the last message after the
/// connection was lost.
///
/// # Errors
/// If the first connection fails, or the service refuses to resume.
pub async fn follow(
    service: &str,
    mut cursor: Option<i64>,
    mut see: impl FnMut(&Message) -> ControlFlow<()>,
) -> Result<(), SubscriptionError<Error>> {
    let mut stream = connect(service, cursor).await?;
    loop {
        match stream.next().await {
            Some(Ok(message)) => {
                cursor = seq(&message).or(cursor);
                if see(&message).is_break() {
                    return Ok(());
                }
            }
            // Skip a message that cannot be decoded.
            Some(Err(SubscriptionError::Frame(error))) => eprintln!("{error}"),
            Some(Err(error @ SubscriptionError::Xrpc(Error::FutureCursor(_)))) => {
                return Err(error);
            }
            Some(Err(_)) | None => {
                tokio::time::sleep(PAUSE).await;
                stream = connect(service, cursor).await?;
            }
        }
    }
}

async fn connect(
    service: &str,
    cursor: Option<i64>,
) -> Result<Subscription<SubscribeRepos>, SubscriptionError<Error>> {
    let params = Params {
        cursor,
        ..Params::default()
    };
    Subscription::connect(service, &params).await
}

/// The cursor for resuming after this message.
fn seq(message: &Message) -> Option<i64> {
    match message {
        Message::Commit(commit) => Some(commit.seq),
        Message::Sync(sync) => Some(sync.seq),
        Message::Identity(identity) => Some(identity.seq),
        Message::Account(account) => Some(account.seq),
        Message::Info(_) | Message::Other(_) => None,
    }
}

/// A commit, one line for each change.
fn describe_commit(commit: &Commit) -> Vec<String> {
    let Commit { seq, repo, .. } = commit;
    let changes = match changes(commit) {
        Ok(changes) => changes,
        Err(error) => return vec![format!("{seq} commit {repo}: {error}")],
    };
    let lines = changes.into_iter().map(|change| match change {
        Ok(change) => {
            let (action, line) = (change.action.as_str(), change.line());
            format!("{seq} {action} at://{repo}/{} {line}", change.path)
        }
        Err(error) => format!("{seq} commit {repo}: {error}"),
    });
    lines.collect()
}

/// A summary of a message, one line for each event.
#[must_use]
pub fn describe(message: &Message) -> Vec<String> {
    match message {
        Message::Commit(commit) => describe_commit(commit),
        Message::Sync(sync) => vec![format!("{} sync {}", sync.seq, sync.did)],
        Message::Identity(identity) => {
            let handle = identity
                .handle
                .as_ref()
                .map_or("-", |handle| handle.as_str());
            vec![format!(
                "{} identity {} {handle}",
                identity.seq, identity.did
            )]
        }
        Message::Account(account) => {
            let state = match &account.status {
                Some(status) => status.as_str(),
                None if account.active => "active",
                None => "not active",
            };
            vec![format!("{} account {} {state}", account.seq, account.did)]
        }
        Message::Info(info) => vec![format!("- info {}", info.name.as_str())],
        // A kind of message from a newer lexicon.
        Message::Other(other) => vec![format!("- {}", other.type_name)],
    }
}
