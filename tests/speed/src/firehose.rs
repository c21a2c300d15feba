//! Reads a frame of a firehose, as a consumer does that wants every record.

use std::{error::Error, hint::black_box};

use lexgen::{car::BlockIndex, repo::RepoPath, xrpc::Frame};

use crate::lexicons::{
    AnyRecord,
    com::atproto::sync::subscribe_repos::{Message, SubscribeRepos},
};

/// Decodes the frame, finds the record of each operation by its CID, which is
/// checked, and decodes it.
///
/// # Errors
/// If the frame is not a commit, or anything in it is invalid or unknown.
pub fn read(frame: &[u8]) -> Result<(), Box<dyn Error>> {
    let frame = Frame::parse(frame)?.ok_or("an unknown frame")?;
    let message = frame.message::<SubscribeRepos>()?;
    let Message::Commit(commit) = &message else {
        return Err("not a commit".into());
    };
    let blocks = BlockIndex::parse(&commit.blocks)?;
    for op in &commit.ops {
        let path = RepoPath::parse(&op.path)?;
        let Some(cid) = &op.cid else { continue };
        let record = blocks.record_of(&path.collection, cid)?;
        if let AnyRecord::Other(_) = &record {
            return Err("an unknown record".into());
        }
        black_box(record);
    }
    black_box(message);
    Ok(())
}
