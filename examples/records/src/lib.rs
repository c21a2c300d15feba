//! Records of a custom lexicon, `com.example.shelf.note`, in an account's repository.

use lexgen::{
    Datetime, RecordKey,
    agent::{Agent, AgentError, Stored, Swap},
};

use lexicons::com::example::shelf::note::Note;

/// The record.
pub mod lexicons {
    include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));
}

/// A note with the current time.
#[must_use]
pub fn note(text: &str) -> Note {
    Note::new(text, Datetime::now())
}

/// Changes a note; `None` if it does not exist. Fields of a newer lexicon, which this
/// program does not know, are kept. A concurrent change by another client is not
/// overwritten.
///
/// # Errors
/// If the note is not written. After a concurrent change, the error is
/// [`AgentError::SwapFailed`].
pub async fn edit(
    agent: &Agent,
    key: &RecordKey,
    change: impl FnOnce(&mut Note),
) -> Result<Option<Stored<Note>>, AgentError> {
    let Some(mut stored) = agent.get::<Note>(key).await? else {
        return Ok(None);
    };
    change(&mut stored.value);
    let swap = Swap::Cid(stored.cid);
    stored.cid = agent.put(key, &stored.value, swap).await?.cid;
    Ok(Some(stored))
}
