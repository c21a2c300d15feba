//! The candidates: each reads a frame of a firehose, or a message of a Jetstream, to
//! typed records. `time` measures the time of each, `count` its allocations; they are
//! two programs, because counting takes time.
//!
//! From a firehose, every candidate checks each record against its CID, and no other
//! block: the peers by the function [`archive::verify`], because their readers check
//! nothing or every node of the tree as well.

pub mod archive;
mod atrium;
mod jacquard;
mod own;
mod plain;
pub mod stream;

use std::error::Error;

/// Any error: no frame has one.
pub type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// What a candidate has read. It must be the same for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub events: u64,
    /// Records of which the type is known.
    pub records: u64,
    pub deleted: u64,
    /// The bytes of the texts of posts.
    pub text: u64,
}

pub struct Contender {
    pub name: &'static str,
    /// Reads a frame, and drops what was in it.
    pub read: fn(&'static [u8], &mut Tally) -> Result<()>,
}

/// The stream to read, and who reads it.
pub struct Stream {
    pub name: &'static str,
    pub frames: Vec<&'static [u8]>,
    pub contenders: Vec<Contender>,
}

#[must_use]
pub fn firehose(frames: Vec<&'static [u8]>) -> Stream {
    Stream {
        name: "firehose",
        frames,
        contenders: vec![
            contender("lexgen", own::frame),
            contender("jacquard 0.12.2", jacquard::frame),
            contender("jacquard 0.12.2, borrowed", jacquard::frame_borrowed),
            contender("atrium-api 0.26.0, rs-car 0.5.0", atrium::frame),
            contender("plain structs", plain::frame),
        ],
    }
}

/// The hashes of all records of a firehose, which are in the time of each candidate.
///
/// # Errors
/// If a frame cannot be read.
pub fn hashing(frames: &[&'static [u8]]) -> Result<Stream> {
    let mut records = Vec::new();
    for frame in frames {
        records.extend(plain::records(frame)?);
    }
    Ok(Stream {
        name: "hashing",
        frames: records,
        contenders: vec![contender("SHA-256", archive::hash)],
    })
}

#[must_use]
pub fn jetstream(frames: Vec<&'static [u8]>) -> Stream {
    Stream {
        name: "jetstream",
        frames,
        contenders: vec![
            contender("lexgen", own::message),
            contender("jacquard 0.12.2, borrowed", jacquard::message),
            contender("atrium-api 0.26.0", atrium::message),
            contender("plain structs", plain::message),
        ],
    }
}

fn contender(name: &'static str, read: fn(&'static [u8], &mut Tally) -> Result<()>) -> Contender {
    Contender { name, read }
}
