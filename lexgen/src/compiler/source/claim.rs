//! Decides which JSON is meant to be a lexicon.
//!
//! Folders of lexicons contain other JSON too. Only JSON that is meant to be a
//! lexicon is checked; everything else is skipped.

use std::collections::BTreeSet;

use super::json::{Json, Object};
use crate::syntax::Nsid;

/// The `$type` of a lexicon that is
/// [published as a record](https://atproto.com/specs/lexicon#lexicon-publication-and-resolution).
pub(crate) const PUBLISHED_TYPE: &str = "com.atproto.lexicon.schema";

/// The member of a `getRecord` response that contains the record.
pub(crate) const ENVELOPE_MEMBER: &str = "value";

/// What a JSON value is meant to be.
pub(crate) enum Claim<'j, 't> {
    /// A lexicon.
    Lexicon(&'j Object<'t>),
    /// A response of `com.atproto.repo.getRecord`, whose record is a lexicon.
    Envelope(&'j Object<'t>),
    /// An array of lexicons, which is not read; this is the first of them.
    List(&'j Object<'t>),
    /// Something else, with the reason.
    Other(&'static str),
}

/// Classifies a value.
pub(crate) fn claim<'j, 't>(value: &'j Json<'t>) -> Claim<'j, 't> {
    let object = match value {
        Json::Object(object) => object,
        Json::Array(items) => {
            let first = items.first().and_then(Json::as_object);
            let first = first.filter(|object| is_lexicon(object));
            return first.map_or(Claim::Other("not an object"), Claim::List);
        }
        _ => return Claim::Other("not an object"),
    };
    if is_lexicon(object) {
        return Claim::Lexicon(object);
    }
    match object.get(ENVELOPE_MEMBER) {
        Some(Json::Object(record)) if object.get("uri").is_some() && is_lexicon(record) => {
            Claim::Envelope(record)
        }
        _ => Claim::Other("neither `lexicon`, nor `id` with `defs`"),
    }
}

/// The `id` in a text that is not valid JSON, if it can be found. It is usually
/// near the start, before the error.
pub(crate) fn claimed_id(text: &str) -> Option<Nsid> {
    let mut values = text.split("\"id\"").skip(1).filter_map(|rest| {
        let value = rest.trim_start().strip_prefix(':')?.trim_start();
        value.strip_prefix('"')?.split('"').next()
    });
    values.find_map(|id| id.parse().ok())
}

/// The keys in a text that is not valid JSON: among them are the names of its
/// definitions, as far as the text has them.
pub(crate) fn claimed_keys(text: &str) -> BTreeSet<&str> {
    let mut quoted = text.split('"');
    let mut keys = BTreeSet::new();
    let mut before = "";
    quoted.next();
    for part in quoted {
        if part.trim_start().starts_with(':') {
            keys.insert(before);
        }
        before = part;
    }
    keys
}

fn is_lexicon(object: &Object<'_>) -> bool {
    let has = |name| object.get(name).is_some();
    has("lexicon")
        || (has("id") && has("defs"))
        || matches!(object.get("$type"), Some(Json::String(name)) if name == PUBLISHED_TYPE)
}

#[cfg(test)]
mod tests {
    use super::{claimed_id, claimed_keys};

    #[test]
    fn what_is_not_json_names_things_all_the_same() {
        let text = r#"{"lexicon": 1, "id" : "com.example.a", "defs": {"b" : {"type": "c",,}"#;
        assert_eq!(
            claimed_id(text).map(|id| id.to_string()),
            Some("com.example.a".into())
        );
        let keys = Vec::from_iter(claimed_keys(text));
        assert_eq!(keys, ["b", "defs", "id", "lexicon", "type"]);
    }
}
