//! Detects snapshots that were edited by hand or merged wrongly.
//!
//! Each entry has a digest of itself and of the name of the entry before it, and
//! the snapshot names its last entry. An entry that was changed, removed or added
//! by hand therefore does not fit. This is against accidents: whoever edits a
//! snapshot can also compute digests.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{Pins, RetiredDocument};
use crate::syntax::Nsid;

/// The number of bytes of a hash that are kept.
const BYTES: usize = 8;

/// The digest of an entry.
pub(super) fn digest(
    before: Option<&Nsid>,
    nsid: &Nsid,
    cid: &str,
    document: &str,
    history: &[&str],
) -> String {
    let mut hash = Sha256::new();
    let before = before.map_or("", Nsid::as_str);
    let history = history.iter().map(|it| compact(it));
    let parts = [
        before.to_owned(),
        nsid.to_string(),
        cid.to_owned(),
        compact(document),
    ];
    for part in parts.into_iter().chain(history) {
        hash.update(part);
        hash.update("\n");
    }
    let hash = hash.finalize();
    HEXLOWER.encode(hash.get(..BYTES).unwrap_or_default())
}

/// The digest of a document that is gone.
pub(super) fn of_retired(nsid: &Nsid, document: &RetiredDocument) -> String {
    digest(None, nsid, &document.on, &document.meaning, &[])
}

/// The digest of each entry.
pub(super) fn digests(pins: &Pins) -> BTreeMap<&Nsid, String> {
    let mut before = None;
    let entries = pins.iter().map(|(nsid, pin)| {
        let history: Vec<_> = (pin.history.nodes().into_iter())
            .map(|(_, node)| node.to_text(0))
            .collect();
        let history: Vec<_> = history.iter().map(String::as_str).collect();
        let before = before.replace(nsid);
        let digest = digest(before, nsid, pin.cid.as_str(), &pin.meaning, &history);
        (nsid, digest)
    });
    entries.collect()
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
