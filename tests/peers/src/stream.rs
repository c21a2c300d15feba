//! Generates the frames of a firehose, the same in every run, and the messages of a
//! Jetstream for the same events.
//!
//! The kinds of events are about as frequent as on the network. Each commit has a CAR
//! file with the commit, the nodes of the tree on the way to each record, and the
//! record, and the CIDs of all blocks are right. Signatures are random bytes, and the
//! layers of keys are not those of their hashes: no candidate looks at either.

mod archive;
mod event;
mod record;

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::Result;
use fastrand::Rng;

use crate::page::text::Author;

/// The frames, each after its length in four bytes.
pub const FIREHOSE: &str = "firehose.frames";

/// The messages, one a line.
pub const JETSTREAM: &str = "jetstream.lines";

/// Writes this many events into files of a folder.
pub fn write(folder: &Path, events: u64) -> Result<()> {
    fs::create_dir_all(folder)?;
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let (mut frames, mut lines) = (create(FIREHOSE)?, create(JETSTREAM)?);
    let mut author = Author(Rng::with_seed(11));
    for seq in 0..events {
        let event = author.event(9_000_000_000 + seq)?;
        let length = u32::try_from(event.frame.len())?;
        frames.write_all(&length.to_le_bytes())?;
        frames.write_all(&event.frame)?;
        for message in event.messages {
            serde_json::to_writer(&mut lines, &message)?;
            lines.write_all(b"\n")?;
        }
    }
    frames.flush()?;
    lines.flush()?;
    Ok(())
}
