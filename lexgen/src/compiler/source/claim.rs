//! Decides which JSON is meant to be a lexicon.
//!
//! Folders of lexicons contain other JSON too. Only JSON that is meant to be a
//! lexicon is checked; everything else is skipped.

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
    /// Something else, with the reason.
    Other(&'static str),
}

/// Classifies a value.
pub(crate) fn claim<'j, 't>(value: &'j Json<'t>) -> Claim<'j, 't> {
    let Json::Object(object) = value else {
        return Claim::Other("not an object");
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

fn is_lexicon(object: &Object<'_>) -> bool {
    let has = |name| object.get(name).is_some();
    has("lexicon")
        || (has("id") && has("defs"))
        || matches!(object.get("$type"), Some(Json::String(name)) if name == PUBLISHED_TYPE)
}
