//! What a text says it is and what it refers to, without holding it to any rule.

use std::collections::BTreeMap;

use crate::compiler::source::{
    claim::{Claim, claim, claimed_id},
    json::{self, Json},
};

/// What is seen at a glance.
pub(super) enum Glance {
    /// A lexicon.
    Lexicon {
        /// Its `id`, whatever that is.
        id: String,
        /// Its definitions, and what each refers to: the NSID of a document and
        /// the name of a definition.
        definitions: BTreeMap<String, Vec<(String, String)>>,
    },
    /// No JSON, or no text at all.
    Unreadable {
        /// The `id` in the text, if it can be found.
        id: Option<String>,
    },
    /// Something else.
    Other,
}

/// Looks at a text.
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

/// What is seen of a text that cannot be parsed.
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
