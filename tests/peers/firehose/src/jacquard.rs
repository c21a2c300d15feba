//! The types of jacquard, with its own readers of frames and CAR files. It has no enum of
//! all records, so a record is read as the type that the collection of its operation names.

use std::hint::black_box;

use futures::executor::block_on;
use jacquard_api::{
    app_bsky::{
        actor::profile::Profile,
        feed::{like::Like, post::Post, repost::Repost, threadgate::Threadgate},
        graph::{block::Block, follow::Follow, listitem::Listitem},
    },
    com_atproto::sync::subscribe_repos::SubscribeReposMessage,
};
use jacquard_common::{
    BosStr, CowStr, DefaultStr,
    deps::codegen::serde_ipld_dagcbor::from_slice,
    jetstream::RawJetstreamMessage,
    types::value::{RawData, from_raw_data},
};
use jacquard_repo::car::parse_car_bytes;
use serde::Deserialize;

use crate::{Result, Tally, archive};

pub fn frame(frame: &'static [u8], tally: &mut Tally) -> Result<()> {
    frame_with::<DefaultStr>(frame, record, tally)
}

/// With strings that are borrowed where the decoder can lend them.
pub fn frame_borrowed(frame: &'static [u8], tally: &mut Tally) -> Result<()> {
    frame_with::<CowStr<'static>>(frame, record_borrowed, tally)
}

/// Reads a record of a collection.
type Record = fn(&str, &[u8], &mut Tally) -> Result<()>;

fn frame_with<S>(frame: &'static [u8], record: Record, tally: &mut Tally) -> Result<()>
where
    S: BosStr + Deserialize<'static>,
{
    let message = SubscribeReposMessage::<S>::decode_framed(frame)?;
    tally.events += 1;
    if let SubscribeReposMessage::Commit(commit) = &message {
        let car = block_on(parse_car_bytes(&commit.blocks))?;
        for op in &commit.ops {
            let Some(cid) = &op.cid else {
                tally.deleted += 1;
                continue;
            };
            let cid = cid.to_ipld()?;
            let data = car.blocks.get(&cid).ok_or("a record is missing")?;
            archive::verify(cid.hash().digest(), data)?;
            let (collection, _) = op
                .path
                .as_ref()
                .split_once('/')
                .ok_or("a path without a key")?;
            record(collection, data, tally)?;
        }
    }
    black_box(message);
    Ok(())
}

/// Reads a record of a collection, by a function that is called with its type.
macro_rules! read {
    ($collection:expr, $tally:ident, $read:ident($data:expr), $strings:ty) => {{
        match $collection {
            "app.bsky.feed.like" => drop(black_box($read::<Like<$strings>>($data)?)),
            "app.bsky.feed.repost" => drop(black_box($read::<Repost<$strings>>($data)?)),
            "app.bsky.graph.follow" => drop(black_box($read::<Follow<$strings>>($data)?)),
            "app.bsky.graph.block" => drop(black_box($read::<Block<$strings>>($data)?)),
            "app.bsky.graph.listitem" => drop(black_box($read::<Listitem<$strings>>($data)?)),
            "app.bsky.feed.threadgate" => drop(black_box($read::<Threadgate<$strings>>($data)?)),
            "app.bsky.actor.profile" => drop(black_box($read::<Profile<$strings>>($data)?)),
            "app.bsky.feed.post" => {
                let post = $read::<Post<$strings>>($data)?;
                $tally.text += post.text.len() as u64;
                black_box(post);
            }
            _ => return Ok(()),
        }
        $tally.records += 1;
    }};
}

/// Whether records of a collection have CIDs as text, such as those of strong
/// references. In DAG-CBOR, jacquard reads them only as links and fails, so that such
/// records are read as data first.
fn has_cid_text(collection: &str) -> bool {
    matches!(
        collection,
        "app.bsky.actor.profile"
            | "app.bsky.feed.like"
            | "app.bsky.feed.post"
            | "app.bsky.feed.repost"
    )
}

fn record(collection: &str, data: &[u8], tally: &mut Tally) -> Result<()> {
    if has_cid_text(collection) {
        let data: RawData<'_> = from_slice(data)?;
        read!(collection, tally, from_raw_data(&data), DefaultStr);
    } else {
        read!(collection, tally, from_slice(data), DefaultStr);
    }
    Ok(())
}

fn record_borrowed(collection: &str, data: &[u8], tally: &mut Tally) -> Result<()> {
    if has_cid_text(collection) {
        let data: RawData<'_> = from_slice(data)?;
        read!(collection, tally, from_raw_data(&data), CowStr<'_>);
    } else {
        read!(collection, tally, from_slice(data), CowStr<'_>);
    }
    Ok(())
}

pub fn message(message: &'static [u8], tally: &mut Tally) -> Result<()> {
    let message: RawJetstreamMessage<'_> = serde_json::from_slice(message)?;
    tally.events += 1;
    match &message {
        RawJetstreamMessage::Commit { commit, .. } => match &commit.record {
            Some(record) => raw(&commit.collection, record, tally)?,
            None => tally.deleted += 1,
        },
        RawJetstreamMessage::Unknown(_) => return Err("an unknown message".into()),
        _ => {}
    }
    black_box(message);
    Ok(())
}

fn raw<'d>(collection: &str, record: &'d RawData<'d>, tally: &mut Tally) -> Result<()> {
    read!(collection, tally, from_raw_data(record), CowStr<'_>);
    Ok(())
}
