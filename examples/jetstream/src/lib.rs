//! A Jetstream: the changes of all repositories as JSON, of chosen collections only,
//! and compressed.

mod compression;

use std::ops::ControlFlow;

use lexgen::xrpc::{
    SubscriptionError,
    subscription::{Options, Resume},
};

pub use compression::Dictionary;
use lexicons::network::bsky::jetstream::subscribe_events::{
    Error, Message, Params, SubscribeEvents,
};

/// The types of Jetstream.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// Calls `see` with each message until it breaks, and continues after the last one when
/// the connection was lost.
///
/// # Errors
/// If the first connection fails, or the service no longer has the messages after the
/// last one.
pub async fn follow(
    service: &str,
    params: Params,
    dictionary: Option<&Dictionary>,
    mut see: impl FnMut(&Message) -> ControlFlow<()>,
) -> Result<(), SubscriptionError<Error>> {
    let (mut params, mut options) = (params, Options::default());
    if let Some(dictionary) = dictionary {
        params.zstd_dictionary = Some(dictionary.id().into());
        options = options.with_decoder(dictionary.decoder().map_err(SubscriptionError::Decoder)?);
    }
    let mut stream = Resume::<SubscribeEvents>::new(service, params, seq, |params, seq| {
        // The service sends this one again, and `Resume` drops it.
        params.cursor = Some(seq);
    })
    .with_options(options)
    .on_interruption(|error, pause| match error {
        Some(error) => eprintln!("{error}; again in {pause:?}"),
        None => eprintln!("the stream has ended; again in {pause:?}"),
    });
    while let Some(message) = stream.next().await {
        match message {
            Ok(message) => {
                if see(&message).is_break() {
                    break;
                }
            }
            // Skip a message that cannot be read.
            Err(SubscriptionError::Frame(error)) => eprintln!("{error}"),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The cursor of a message.
fn seq(message: &Message) -> Option<i64> {
    match message {
        Message::Commit(commit) => Some(commit.seq),
        Message::Identity(identity) => Some(identity.seq),
        Message::Account(account) => Some(account.seq),
        Message::Sync(sync) => Some(sync.seq),
        Message::Info(_) | Message::Other(_) => None,
    }
}

/// A message in one line.
#[must_use]
pub fn describe(message: &Message) -> String {
    match message {
        Message::Commit(commit) => format!(
            "{} {} at://{}/{}/{}",
            commit.seq,
            commit.operation.as_str(),
            commit.did,
            commit.collection,
            commit.rkey
        ),
        Message::Identity(identity) => format!("{} identity {}", identity.seq, identity.did),
        Message::Account(account) => format!("{} account {}", account.seq, account.did),
        Message::Sync(sync) => format!("{} sync {}", sync.seq, sync.did),
        Message::Info(info) => {
            let message = info.message.as_deref().unwrap_or_default();
            format!("- {} {message}", info.name.as_str())
        }
        // A kind of message from a newer lexicon.
        Message::Other(other) => format!("- {}", other.type_name),
    }
}
