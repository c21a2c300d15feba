//! Snapshots, written and read.

use super::{super::lock, *};

/// What a snapshot says of one document.
pub(super) fn meaning_of(set: &Loaded, nsid: &str) -> String {
    let document = set.documents.iter().find(|it| it.id.as_str() == nsid);
    lock::meaning(document.expect(nsid))
}
