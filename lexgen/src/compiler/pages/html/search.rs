//! What search finds, as a script.

use serde::Serialize;

use super::{
    super::model::{SearchEntry, SearchName},
    divide::Places,
    visible::visible,
};

/// A name and the `id` of its place, with its description and with the number of the part
/// that has it, if that is not the first one.
#[derive(Serialize)]
#[serde(untagged)]
enum Name<'e> {
    Plain(&'e str, &'e str),
    Described(&'e str, &'e str, &'e str),
    Later(&'e str, &'e str, &'e str, usize),
}

/// The script assigns all entries at once. Lists instead of objects keep it small, and
/// no name is ever a key. `assets/site.js` reads it:
///
/// `[page, NSID, kind, titles, text, [[name, id, text, part], …]]` for each document. The
/// part is not there if it is the first one, and then neither is a text that is empty.
pub(in super::super) fn search_index<'p>(
    entries: &[SearchEntry],
    places: &impl Fn(&str) -> Option<&'p Places>,
) -> String {
    let entries: Vec<_> = entries
        .iter()
        .map(|entry| {
            (
                &entry.page,
                &entry.nsid,
                entry.kind.to_string(),
                &entry.titles,
                &entry.text,
                names(&entry.names, places(&entry.page)),
            )
        })
        .collect();
    // Strings and lists are always JSON, which is also JavaScript.
    let json = serde_json::to_string(&entries).unwrap_or_default();
    visible(format!("globalThis[\"lexgen-search\"] = {json};\n"))
}

fn names<'e>(names: &'e [SearchName], places: Option<&Places>) -> Vec<Name<'e>> {
    let names = names.iter();
    names
        .map(|SearchName { name, id, text }| {
            let part = places.and_then(|places| places.part(id)).unwrap_or(0);
            match (part, text.as_str()) {
                (0, "") => Name::Plain(name, id),
                (0, text) => Name::Described(name, id, text),
                (part, text) => Name::Later(name, id, text, part + 1),
            }
        })
        .collect()
}
