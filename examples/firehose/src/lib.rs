//! The firehose: a stream of every change to every repository of a host.

use std::{ops::ControlFlow, time::Duration};

use lexgen::xrpc::subscription::{Subscription, SubscriptionError};

use lexicons::com::atproto::sync::subscribe_repos::{Error, Message, Params, SubscribeRepos};

/// The firehose's types.
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

/// A summary of a message, one line for each event.
#[must_use]
pub fn describe(message: &Message) -> Vec<String> {
    match message {
        Message::Commit(commit) => {
            let lines = commit.ops.iter().map(|op| {
                let cid = op.cid.as_ref().map_or("-", |cid| cid.as_str());
                format!(
                    "{} {} at://{}/{} {cid}",
                    commit.seq,
                    op.action.as_str(),
                    commit.repo,
                    op.path
                )
            });
            lines.collect()
        }
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
