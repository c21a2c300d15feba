//! Finds the `id` and the references of a text, without checking it.

use std::collections::BTreeMap;

use crate::compiler::source::{
    claim::{Claim, claim, claimed_id},
    json::{self, Json},
};

/// The kind of a text.
pub(super) enum Glance {
    /// A lexicon.
    Lexicon {
        /// Its `id`, which may be invalid.
        id: String,
        /// The references of each definition: the NSID of a document and the
        /// name of a definition.
        definitions: BTreeMap<String, Vec<(String, String)>>,
    },
    /// Not valid JSON, or not text.
    Unreadable {
        /// The `id` in the text, if it can be found.
        id: Option<String>,
    },
    /// Other JSON.
    Other,
}

/// Examines a text.
pub(super) fn glance(text: &str) -> Glance {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Ok(parsed) = json::parse(text) else {
        return unreadable(text);
    };
    let (Claim::Lexicon(lexicon) | Claim::Envelope(lexicon)) = claim(&parsed.value) else {
        return Glance::Other;
    };
    let Some(Json::String(id)) = lexicon.get("id") else {
        return Glance::Other;
    };
    let mut definitions = BTreeMap::new();
    if let Some(Json::Object(defs)) = lexicon.get("defs") {
        for (name, definition) in defs.iter() {
            let mut references = Vec::new();
            collect(definition, id, &mut references);
            definitions.insert(name.to_owned(), references);
        }
    }
    Glance::Lexicon {
        id: id.clone().into_owned(),
        definitions,
    }
}

/// The result for a text that cannot be parsed.
pub(super) fn unreadable(text: &str) -> Glance {
    Glance::Unreadable {
        id: claimed_id(text).map(|id| id.to_string()),
    }
}

/// Collects the references in a value, whose depth the parser has bounded.
fn collect(value: &Json<'_>, id: &str, found: &mut Vec<(String, String)>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| collect(item, id, found)),
        Json::Object(object) => {
            match (object.get("type"), object.get("ref"), object.get("refs")) {
                (Some(Json::String(name)), Some(reference), _) if name == "ref" => {
                    found.extend(target(reference, id));
                }
                (Some(Json::String(name)), _, Some(Json::Array(refs))) if name == "union" => {
                    found.extend(refs.iter().filter_map(|it| target(it, id)));
                }
                _ => {}
            }
            object.iter().for_each(|(_, it)| collect(it, id, found));
        }
        Json::Null | Json::Bool(_) | Json::Integer(_) | Json::Number(_) | Json::String(_) => {}
    }
}

fn target(reference: &Json<'_>, id: &str) -> Option<(String, String)> {
    let Json::String(text) = reference else {
        return None;
    };
    let (document, name) = text.split_once('#').unwrap_or((text, "main"));
    let document = match document {
        "" => id,
        document => document,
    };
    Some((document.to_owned(), name.to_owned()))
}
