//! Suggestions for misspelled words.

use std::fmt::Display;

use crate::xrpc::Subprotocol;

/// The nearest of some words, if one is similar enough.
pub(crate) fn nearest<'w>(word: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let folded = fold(word);
    let limit = (word.chars().count() / 3).max(1);
    words
        .filter(|candidate| {
            candidate.len().abs_diff(word.len()) <= limit.max(4) && word.len() <= 80
        })
        .map(|candidate| {
            let distance = if fold(candidate) == folded {
                0
            } else {
                strsim::osa_distance(word, candidate)
            };
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The nearest of some NSIDs, compared by the last segment too: in one
/// namespace, all other segments are equal.
pub(crate) fn nearest_nsid<'n>(
    nsid: &str,
    nsids: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let name = |nsid: &str| nsid.rfind('.').map_or(0, |dot| dot + 1);
    let wanted = nsid.get(name(nsid)..).unwrap_or_default();
    let is_near = |candidate: &&str| {
        let candidate = candidate.get(name(candidate)..).unwrap_or_default();
        nearest(wanted, [candidate].into_iter()).is_some()
    };
    nearest(nsid, nsids.filter(is_near))
}

/// Names in backticks, with commas between them.
pub(crate) fn quoted(names: impl IntoIterator<Item: Display>) -> String {
    let quoted = names.into_iter().map(|name| format!("`{name}`"));
    quoted.collect::<Vec<_>>().join(", ")
}

/// Only letters and digits: `cidLink`, `cid_link` and `cid-link` are equal.
fn fold(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Help for an unknown type.
pub(super) fn type_name(word: &str, words: impl Iterator<Item = &'static str>) -> Option<String> {
    if let Some(format) = crate::syntax::Format::from_name(word) {
        let name = format.name();
        return Some(format!(
            "`{name}` is a format: `\"type\": \"string\", \"format\": \"{name}\"`"
        ));
    }
    let other_language = match word {
        "bool" => "`boolean`",
        "int" | "long" | "i64" => "`integer`",
        "number" | "float" | "double" => {
            "`integer`, or `string` for fractions: the data model has no floating-point numbers"
        }
        "text" | "str" => "`string`",
        "date" | "time" | "timestamp" => "`string` with the format `datetime`",
        "url" => "`string` with the format `uri`",
        "enum" => "`string` with `knownValues`, or with `enum` for a closed set",
        "map" | "dict" | "struct" | "json" => "`object`, or `unknown` for any object",
        "any" => "`unknown`",
        "list" => "`array`",
        "null" => "another type, and list the property in `nullable`",
        "oneOf" | "anyOf" => "`union`",
        "$ref" | "reference" => "`ref`",
        "file" | "image" => "`blob`",
        "mutation" => "`procedure`",
        _ => return nearest(word, words).map(|name| format!("did you mean `{name}`?")),
    };
    Some(format!("use {other_language}"))
}

/// Help for an unknown format.
pub(super) fn format_name(word: &str) -> Option<String> {
    let name = match word {
        "date-time" | "date" | "timestamp" => "datetime",
        "url" | "iri" => "uri",
        "lang" | "bcp47" => "language",
        "rkey" => "record-key",
        "aturi" => "at-uri",
        _ => nearest(
            word,
            crate::syntax::Format::ALL.into_iter().map(|it| it.name()),
        )?,
    };
    Some(format!("did you mean `{name}`?"))
}

/// The subprotocol that an unknown one probably is.
pub(super) fn subprotocol(word: &str) -> Option<&'static str> {
    match word {
        "json" => Some(Subprotocol::V1Json.name()),
        "cbor" | "dag-cbor" => Some(Subprotocol::V0Cbor.name()),
        _ => nearest(word, Subprotocol::ALL.into_iter().map(Subprotocol::name)),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_nsid};

    #[test]
    fn only_near_words_are_suggested() {
        let words = || ["maxLength", "minLength", "maxGraphemes", "cid-link", "ref"].into_iter();
        assert_eq!(nearest("maxLenght", words()), Some("maxLength"));
        assert_eq!(nearest("cidLink", words()), Some("cid-link"));
        assert_eq!(nearest("maxlength", words()), Some("maxLength"));
        assert_eq!(nearest("deprecated", words()), None);
        assert_eq!(nearest("xyz", words()), None);
        assert_eq!(nearest("", words()), None);
    }

    #[test]
    fn another_document_of_the_namespace_is_not_meant() {
        let nsids = || ["com.example.shelf.note", "com.example.shelf.section"].into_iter();
        let nearest = |nsid| nearest_nsid(nsid, nsids());
        assert_eq!(nearest("com.example.shelf.defs"), None);
        assert_eq!(
            nearest("com.example.shelf.sectoin"),
            Some("com.example.shelf.section")
        );
        assert_eq!(
            nearest("com.example.shlef.note"),
            Some("com.example.shelf.note")
        );
    }
}
