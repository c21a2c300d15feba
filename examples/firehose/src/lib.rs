//! The firehose: a stream of every change to every repository of a host.

mod changes;

use std::ops::ControlFlow;

use lexgen::xrpc::{SubscriptionError, subscription::Resume};

use lexicons::com::atproto::sync::subscribe_repos::{
    Commit, Error, Message, Params, SubscribeRepos,
};

pub use changes::{Change, ChangeError, changes};

/// The types of the firehose and of records.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// Calls `see` with each message until it breaks. Starts after `cursor`, or with
/// the next message if there is none. Continues after the last message when the
/// connection was lost.
///
/// # Errors
/// If the first connection fails, or the service refuses to resume.
pub async fn follow(
    service: &str,
    cursor: Option<i64>,
    mut see: impl FnMut(&Message) -> ControlFlow<()>,
) -> Result<(), SubscriptionError<Error>> {
    let mut stream =
        Resume::<SubscribeRepos>::new(service, Params::default(), seq, |params, seq| {
            params.cursor = Some(seq);
        });
    if let Some(cursor) = cursor {
        stream = stream.after(cursor);
    }
    while let Some(message) = stream.next().await {
        match message {
            Ok(message) => {
                if see(&message).is_break() {
                    break;
                }
            }
            // Skip a message that cannot be decoded.
            Err(SubscriptionError::Frame(error)) => eprintln!("{error}"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
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
