//! The files of frames.

use std::{fs, path::Path};

use crate::{Result, Stream, firehose, hashing, jetstream};

/// Reads the streams from a folder. They are never freed.
///
/// # Errors
/// If a file cannot be read.
pub fn read(folder: &Path) -> Result<[Stream; 3]> {
    let bytes = |name: &str| -> Result<&'static [u8]> { Ok(fs::read(folder.join(name))?.leak()) };
    let mut rest = bytes("firehose.frames")?;
    let mut frames = Vec::new();
    while let Some((length, more)) = rest.split_first_chunk() {
        let length = u32::from_le_bytes(*length) as usize;
        let (frame, more) = more.split_at(length);
        frames.push(frame);
        rest = more;
    }
    let lines = bytes("jetstream.lines")?.split(|byte| *byte == b'\n');
    let lines = lines.filter(|line| !line.is_empty()).collect();
    let hashing = hashing(&frames)?;
    Ok([firehose(frames), hashing, jetstream(lines)])
}
