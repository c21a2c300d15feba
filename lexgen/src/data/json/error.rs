//! What is said of JSON that cannot be read as a type.

use serde::de::Deserialize;

use crate::{
    data::{
        DataError,
        error::without_values,
        excerpt, place,
        trace::{Step, Trace, recorded},
    },
    shown::message,
};

/// Why JSON cannot be read as a type.
pub(crate) struct Unread {
    /// The steps to the invalid value.
    pub(crate) path: Vec<Step>,
    /// What is wrong, without values.
    pub(crate) message: String,
    pub(crate) trace: Trace,
}

impl Unread {
    /// Reads JSON again, to tell why it cannot be read. `None` if it can.
    ///
    /// That is found without the tree of the JSON, which has many times its size, and by the
    /// code that reads the type.
    #[cold]
    pub(crate) fn find<'de, T: Deserialize<'de>>(json: &'de [u8]) -> Option<Self> {
        let read = || {
            let mut deserializer = serde_json::Deserializer::from_slice(json);
            T::deserialize(&mut deserializer)?;
            deserializer.end()
        };
        let (error, trace) = recorded(read).err()?;
        let message = message(&without_values(&error)).to_string();
        let end = offset(json, &error, &message);
        let position = place::in_json(json.get(..end).unwrap_or_default());
        Some(Self {
            path: place::path(&trace, position),
            message,
            trace,
        })
    }

    /// A short description of the invalid value. `None` if the JSON is malformed.
    pub(crate) fn found(&self, json: &[u8]) -> Option<String> {
        excerpt::in_json(json, &self.path)
    }

    pub(super) fn into_error(self, json: &[u8]) -> DataError {
        let found = self.found(json);
        DataError::of_reading(&self.message, &self.path, &self.trace, found)
    }
}

/// The end of the bytes that the parser had read or seen.
fn offset(bytes: &[u8], error: &serde_json::Error, text: &str) -> usize {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let before = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len);
    let read = before.sum::<usize>() + error.column();
    // The bracket of a first item was only seen.
    let (before, after) = bytes.split_at_checked(read).unwrap_or((bytes, &[]));
    let next = after.trim_ascii_start();
    let bracket = match text {
        text if text.starts_with("invalid type: sequence") => b"[",
        text if text.starts_with("invalid type: map") => b"{",
        _ => return read,
    };
    if before.trim_ascii_end().ends_with(b"[") && next.starts_with(bracket) {
        return read + (after.len() - next.len()) + 1;
    }
    read
}
