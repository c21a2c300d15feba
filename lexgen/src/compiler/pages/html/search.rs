//! What search finds, as a script.

use super::{super::model::SearchEntry, visible::visible};

/// The script assigns all entries at once. Lists instead of objects keep it small, and
/// no name is ever a key. `assets/site.js` reads it:
///
/// `[page, NSID, kind, titles, text, [[name, id], …]]` for each document.
pub(in super::super) fn search_index(entries: &[SearchEntry]) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                &entry.page,
                &entry.nsid,
                entry.kind.to_string(),
                &entry.titles,
                &entry.text,
                &entry.names,
            )
        })
        .collect();
    // Strings and lists are always JSON, which is also JavaScript.
    let json = serde_json::to_string(&entries).unwrap_or_default();
    visible(format!("globalThis[\"lexgen-search\"] = {json};\n"))
}
