//! What a journal says.

use std::{
    fs::File,
    io::{self, Read, Seek, Write},
};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The version of the format.
const VERSION: u64 = 1;

/// The most bytes of a journal: some hundred thousand files.
const MOST_BYTES: u64 = 64 << 20;

/// The commands that change files.
const COMMANDS: [&str; 4] = ["install", "update", "uninstall", "snapshot"];

/// A change that was begun.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    #[serde(rename = "lexgen-journal")]
    version: u64,
    command: String,
    pub(super) changes: Vec<Entry>,
}

/// A file that changes. Its new contents are in the stage, by the number of the entry.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Relative to the root, with forward slashes.
    pub(super) path: String,
    /// The digest of the contents before; nothing if there was no file.
    pub(super) old: Option<String>,
    /// The digest of the contents afterwards; nothing if the file is removed.
    pub(super) new: Option<String>,
}

impl Record {
    pub(super) fn new(command: &str, changes: Vec<Entry>) -> Self {
        Self {
            version: VERSION,
            command: command.to_owned(),
            changes,
        }
    }

    /// The command, with its article.
    pub(super) fn command_name(&self) -> String {
        match COMMANDS.iter().find(|command| **command == self.command) {
            Some(command) if command.starts_with(['i', 'u']) => format!("an {command}"),
            Some(command) => format!("a {command}"),
            None => "a command".to_owned(),
        }
    }
}

/// Reads a journal. `None` if it is not whole: nothing was changed yet.
pub(super) fn read(mut file: &File) -> io::Result<Option<Record>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(io::Error::other(format!(
            "larger than {} MiB",
            MOST_BYTES >> 20
        )));
    }
    // A part of a JSON object is never valid.
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&bytes) else {
        return Ok(None);
    };
    let version = value
        .get("lexgen-journal")
        .and_then(serde_json::Value::as_u64);
    if version.is_some_and(|version| version > VERSION) {
        return Err(io::Error::other("it is that of a newer lexgen"));
    }
    let record = serde_json::from_value(value);
    let record = record.map_err(|error| io::Error::other(format!("not a journal: {error}")))?;
    Ok(Some(record))
}

/// Writes a journal, and returns when it is on the disk.
pub(super) fn write(mut file: &File, record: &Record) -> io::Result<()> {
    clear(file)?;
    file.rewind()?;
    file.write_all(&serde_json::to_vec(record)?)?;
    file.sync_all()
}

/// Empties a journal: nothing is to be done.
pub(super) fn clear(file: &File) -> io::Result<()> {
    file.set_len(0)?;
    file.sync_all()
}

/// The digest of contents.
pub(super) fn digest(mut contents: impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        match contents.read(&mut part)? {
            0 => return Ok(HEXLOWER.encode(&hash.finalize())),
            bytes => hash.update(part.get(..bytes).unwrap_or_default()),
        }
    }
}
