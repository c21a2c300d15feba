//! The types of atrium, with the reader of CAR files that its users use: atrium's own
//! example of a firehose and most of its consumers read with `rs-car`.

use std::hint::black_box;

use atrium_api::{
    com::atproto::sync::subscribe_repos::{Account, Commit, Identity, Sync},
    record::KnownRecord,
};
use futures::executor::block_on;
use ipld_core::ipld::Ipld;
use serde::Deserialize;
use serde_ipld_dagcbor::{de::from_reader_once, from_slice};

use crate::{Result, Tally, archive};

pub fn frame(frame: &'static [u8], tally: &mut Tally) -> Result<()> {
    let mut body = frame;
    let header: Ipld = from_reader_once(&mut body)?;
    tally.events += 1;
    let Ok(Some(Ipld::String(kind))) = header.get("t") else {
        return Err("a frame without a type".into());
    };
    match &**kind {
        "#commit" => commit(body, tally)?,
        "#sync" => drop(black_box(from_slice::<Sync>(body)?)),
        "#identity" => drop(black_box(from_slice::<Identity>(body)?)),
        "#account" => drop(black_box(from_slice::<Account>(body)?)),
        _ => return Err("an unknown frame".into()),
    }
    Ok(())
}

fn commit(body: &'static [u8], tally: &mut Tally) -> Result<()> {
    let commit: Commit = from_slice(body)?;
    let (blocks, _) = block_on(rs_car::car_read_all(&mut commit.blocks.as_slice(), false))?;
    for op in &commit.ops {
        let Some(cid) = &op.cid else {
            tally.deleted += 1;
            continue;
        };
        let block = blocks.iter().find(|(its, _)| *its == cid.0);
        let (_, data) = block.ok_or("a record is missing")?;
        archive::verify(cid.0.hash().digest(), data)?;
        record(from_slice(data)?, tally);
    }
    black_box(commit);
    Ok(())
}

fn record(record: KnownRecord, tally: &mut Tally) {
    tally.records += 1;
    if let KnownRecord::AppBskyFeedPost(post) = &record {
        tally.text += post.text.len() as u64;
    }
    black_box(record);
}

/// As in the crates that read a Jetstream with atrium's types.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Message {
    did: atrium_api::types::string::Did,
    time_us: i64,
    commit: Option<Operation>,
    identity: Option<Identity>,
    account: Option<Account>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Operation {
    rev: String,
    operation: String,
    collection: atrium_api::types::string::Nsid,
    rkey: String,
    record: Option<KnownRecord>,
    cid: Option<atrium_api::types::string::Cid>,
}

pub fn message(message: &'static [u8], tally: &mut Tally) -> Result<()> {
    let mut message: Message = serde_json::from_slice(message)?;
    tally.events += 1;
    if let Some(commit) = &mut message.commit {
        match commit.record.take() {
            Some(it) => record(it, tally),
            None => tally.deleted += 1,
        }
    }
    black_box(message);
    Ok(())
}
