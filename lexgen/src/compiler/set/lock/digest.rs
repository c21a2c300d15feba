//! Detects snapshots that were edited by hand or merged wrongly.
//!
//! Each entry has a digest of itself, and of nothing else: then branches that change
//! different documents merge. This is against accidents: whoever edits a snapshot can
//! also compute digests.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Pin, RetiredDocument};
use crate::syntax::Nsid;

/// The number of bytes of a hash that are kept.
const BYTES: usize = 8;

/// The digest of an entry. `since` is its CID, or the day on which a document was
/// retired.
pub(super) fn digest(nsid: &Nsid, since: &str, document: &str, history: &[&str]) -> String {
    chained("", nsid, since, document, history)
}

/// The digest of an entry in the first version of the format, where it included the
/// name of the entry before.
pub(super) fn chained(
    before: &str,
    nsid: &Nsid,
    since: &str,
    document: &str,
    history: &[&str],
) -> String {
    let mut hash = Sha256::new();
    let history = history.iter().map(|json| compact(json));
    let parts = [
        before.to_owned(),
        nsid.to_string(),
        since.to_owned(),
        compact(document),
    ];
    for part in parts.into_iter().chain(history) {
        hash.update(part);
        hash.update("\n");
    }
    let hash = hash.finalize();
    HEXLOWER.encode(hash.get(..BYTES).unwrap_or_default())
}

/// The digest of a document's entry.
pub(super) fn of_pin(nsid: &Nsid, pin: &Pin) -> String {
    let nodes = pin.history.nodes().into_iter();
    let history: Vec<_> = nodes.map(|(_, node)| node.to_text(0)).collect();
    let history: Vec<_> = history.iter().map(String::as_str).collect();
    digest(nsid, pin.cid.as_str(), &pin.meaning, &history)
}

/// The digest of the entry of a document that is gone.
pub(super) fn of_retired(nsid: &Nsid, document: &RetiredDocument) -> String {
    let accepted = super::history::accepted_node(&document.accepted);
    let accepted = accepted.map(|node| node.to_text(0));
    let history: Vec<_> = accepted.iter().map(String::as_str).collect();
    digest(nsid, &document.on, &document.meaning, &history)
}

/// JSON without white space between its parts: formatting a snapshot does not
/// change what it says.
fn compact(json: &str) -> String {
    let mut is_text = false;
    let mut is_escaped = false;
    let is_kept = |character: &char| {
        let was_text = is_text;
        match character {
            '"' if !is_escaped => is_text = !is_text,
            _ => {}
        }
        is_escaped = *character == '\\' && !is_escaped;
        was_text || !character.is_ascii_whitespace()
    };
    json.chars().filter(is_kept).collect()
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn only_space_between_parts_is_left_out() {
        let text = "{ \"a \\\" b\\\\\" :\r\n\t[ 1, \" \" ] }";
        assert_eq!(compact(text), "{\"a \\\" b\\\\\":[1,\" \"]}");
    }
}
