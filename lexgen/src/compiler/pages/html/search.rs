//! What search finds, as a script.

use super::{
    super::model::{SearchEntry, SearchName},
    visible::visible,
};

/// The script assigns all entries at once. Lists instead of objects keep it small, and
/// no name is ever a key. `assets/site.js` reads it:
///
/// `[page, NSID, kind, titles, text, [[name, id, text], …]]` for each document. The text
/// of a name is not there if it is empty.
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
                names(&entry.names),
            )
        })
        .collect();
    // Strings and lists are always JSON, which is also JavaScript.
    let json = serde_json::to_string(&entries).unwrap_or_default();
    visible(format!("globalThis[\"lexgen-search\"] = {json};\n"))
}

fn names(names: &[SearchName]) -> Vec<Vec<&str>> {
    let names = names.iter();
    names
        .map(|SearchName { name, id, text }| {
            let mut parts = vec![name.as_str(), id];
            parts.extend(Some(text.as_str()).filter(|text| !text.is_empty()));
            parts
        })
        .collect()
}
