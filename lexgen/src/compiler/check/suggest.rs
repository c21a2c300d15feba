//! Suggestions for misspelled words.

use std::fmt::Display;

use crate::{
    compiler::schema::Kind,
    syntax::{Format, Nsid},
    xrpc::Subprotocol,
};

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

/// The word that another one is a misspelling of. `None` for a new word: fewer letters may
/// differ than for [`nearest`], because words of a language share parts and endings.
/// `record-ref` and `records` are new words, not misspellings of `record-key` and `record`.
pub(super) fn misspelled<'w>(
    word: &str,
    words: impl Iterator<Item = &'w str> + Clone,
) -> Option<&'w str> {
    let folded = fold(word);
    let mut same = words.clone();
    same.find(|candidate| fold(candidate) == folded)
        .or_else(|| {
            nearest(
                word,
                words.filter(|candidate| is_misspelling(word, candidate)),
            )
        })
}

/// Whether a word has the same parts as another one, each with a letter wrong, or two if
/// it is long.
fn is_misspelling(word: &str, of: &str) -> bool {
    // The distance of long text takes long to find, and is large.
    let is_longer = word.len() > of.len() + 16;
    if is_longer || is_extended(word, of) {
        return false;
    }
    if word.matches('-').count() == of.matches('-').count() {
        let mut parts = word.split('-').zip(of.split('-'));
        return parts.all(|(part, of)| !is_extended(part, of) && is_part_misspelled(part, of));
    }
    // A hyphen too many or too few. A whole word more is another word.
    strsim::osa_distance(&fold(word), &fold(of)) <= 1
        && !format!("-{word}-").contains(&format!("-{of}-"))
}

/// Whether a word is another one with an ending of its own: a plural, or a version.
fn is_extended(word: &str, of: &str) -> bool {
    let ending = word.strip_prefix(of).unwrap_or_default();
    let version = ending.strip_prefix('v').unwrap_or_default();
    ending == "s" || (!version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_part_misspelled(part: &str, of: &str) -> bool {
    let [part, of] = [part, of].map(str::to_lowercase);
    let letters = of.chars().count();
    // Of so few letters, many words differ in one: `cid`, `did` and `tid`.
    if letters <= 3 && part.chars().count() == letters {
        let sorted = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort_unstable();
            letters
        };
        return sorted(&part) == sorted(&of);
    }
    let limit = match letters {
        ..8 => 1,
        8.. => 2,
    };
    strsim::osa_distance(&part, &of) <= limit
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

/// The NSID that a text probably means: written as a path, a file or a URI, or with a
/// name in another case.
pub(super) fn nsid(text: &str) -> Option<String> {
    let text = text.trim();
    if let Some(meant) = nsid_of_url(text) {
        return Some(meant);
    }
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.strip_suffix(".json").unwrap_or(text);
    let text = text.replace(['/', '\\'], ".");
    let text = text.trim_matches('.');
    let (group, name) = text.rsplit_once('.')?;
    let mut camel = String::new();
    for word in name.split(['-', '_', ' ']) {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !camel.is_empty() => camel.extend(first.to_uppercase()),
            Some(first) => camel.push(first),
            None => {}
        }
        camel.push_str(letters.as_str());
    }
    let meant = format!("{}.{camel}", group.replace('_', "-"));
    Nsid::new(&meant).ok().map(|_| meant)
}

/// The NSID for an address on the web, in which the domain is the other way around.
fn nsid_of_url(text: &str) -> Option<String> {
    const USUAL: [&str; 8] = ["app", "blog", "com", "dev", "io", "net", "org", "social"];
    let address = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let (domain, path) = address.unwrap_or(text).split_once('/')?;
    let mut labels: Vec<&str> = domain.split('.').collect();
    // Without a scheme it can be an NSID with slashes.
    let is_usual = |label: Option<&&str>| label.is_some_and(|label| USUAL.contains(label));
    let is_domain = is_usual(labels.last()) && !is_usual(labels.first());
    if address.is_none() && !is_domain {
        return None;
    }
    if let ["www", _, _, ..] = labels[..] {
        labels.remove(0);
    }
    labels.reverse();
    nsid(&format!("{}.{}", labels.join("."), path.trim_matches('/')))
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

/// Help for the name of a type in other languages, or of a format, where these types are
/// allowed.
pub(super) fn type_of_others(word: &str, allowed: &[Kind]) -> Option<String> {
    let allows = |kind: Kind| allowed.contains(&kind);
    let format = match word {
        "date" | "time" | "timestamp" => Some("datetime"),
        _ => Format::from_name(word)
            .map(Format::name)
            .or_else(|| same_format(word)),
    };
    if let Some(format) = format.filter(|_| allows(Kind::String)) {
        return Some(format!(
            "`{format}` is a format: `\"type\": \"string\", \"format\": \"{format}\"`"
        ));
    }
    let (kind, more) = match word {
        "bool" | "Boolean" => (Kind::Boolean, ""),
        "int" | "Int" | "int32" | "int64" | "long" | "i64" => (Kind::Integer, ""),
        "number" | "float" | "Float" | "double" | "decimal" if allows(Kind::Integer) => (
            Kind::Integer,
            ", or `string` for fractions: the data model has no floating-point numbers",
        ),
        "text" | "str" | "String" | "uuid" | "email" | "ID" => (Kind::String, ""),
        "enum" => (
            Kind::String,
            " with `knownValues`, or with `enum` for a closed set",
        ),
        "map" | "dict" | "struct" | "json" if allows(Kind::Unknown) => {
            (Kind::Object, ", or `unknown` for any object")
        }
        "map" | "dict" | "struct" | "json" | "interface" | "message" => (Kind::Object, ""),
        "any" => (
            Kind::Unknown,
            ", which takes objects only: there is no type for any value",
        ),
        "list" | "tuple" | "set" => (Kind::Array, ""),
        "null" => {
            return Some("use another type, and list the property in `nullable`".to_owned());
        }
        "oneOf" | "anyOf" => (Kind::Union, ""),
        "$ref" | "reference" => (Kind::Ref, ""),
        "file" | "image" => (Kind::Blob, ""),
        "binary" | "buffer" => (Kind::Bytes, ""),
        "mutation" => (Kind::Procedure, ""),
        _ => return None,
    };
    allows(kind).then(|| format!("use `{kind}`{more}"))
}

/// What the word of another language for a type certainly means: a word that the language
/// has, so that it does not gain this one.
pub(super) fn known_type(word: &str) -> Option<&'static str> {
    let kind = match word {
        "bool" => Kind::Boolean,
        "int" | "Int" => Kind::Integer,
        "str" | "ID" | "enum" => Kind::String,
        "dict" => Kind::Object,
        "any" => Kind::Unknown,
        "list" => Kind::Array,
        "null" => return Some("nullable"),
        "oneOf" | "anyOf" => Kind::Union,
        "$ref" | "reference" => Kind::Ref,
        "mutation" => Kind::Procedure,
        _ => {
            let folded = fold(word);
            let mut kinds = Kind::ALL.into_iter().map(Kind::as_str);
            let mut formats = Format::ALL.into_iter().map(Format::name);
            return kinds
                .find(|name| fold(name) == folded)
                .or_else(|| formats.find(|name| fold(name) == folded))
                .or_else(|| same_format(word));
        }
    };
    Some(kind.as_str())
}

/// The format that another word is certainly meant to be.
pub(super) fn known_format(word: &str) -> Option<&'static str> {
    if format_of_others(word).is_some() {
        return None;
    }
    match word {
        "date" | "timestamp" => Some("datetime"),
        _ => same_format(word).or_else(|| misspelled_format(word)),
    }
}

/// Whether a format has this name in other languages.
pub(super) fn is_other_name(word: &str) -> bool {
    matches!(word, "date" | "timestamp") || same_format(word).is_some()
}

/// The format that a word is a misspelling of.
pub(super) fn misspelled_format(word: &str) -> Option<&'static str> {
    misspelled(word, Format::ALL.into_iter().map(Format::name))
}

/// The format whose name is similar to a word.
pub(super) fn similar_format(word: &str) -> Option<&'static str> {
    nearest(word, Format::ALL.into_iter().map(Format::name))
}

/// Help for a format that other languages have.
pub(super) fn format_of_others(word: &str) -> Option<String> {
    match word {
        "uuid" | "email" | "hostname" | "ipv4" | "ipv6" | "regex" | "phone" | "password"
        | "byte" | "binary" | "base64" | "hex" | "slug" | "duration" | "markdown" | "html"
        | "time" => Some(format!(
            "remove it, and say in `description` that the text is `{word}`: lexicons have no \
                 such format"
        )),
        _ => None,
    }
}

/// The format that has another name in other languages.
fn same_format(word: &str) -> Option<&'static str> {
    match word {
        "date-time" | "dateTime" | "DateTime" => Some("datetime"),
        "url" | "iri" | "URL" | "uri-reference" => Some("uri"),
        "lang" | "bcp47" | "locale" => Some("language"),
        "rkey" => Some("record-key"),
        "aturi" => Some("at-uri"),
        _ => None,
    }
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
    use super::{misspelled, nearest, nearest_nsid};

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
    fn a_new_word_is_no_misspelling() {
        let words = || {
            let words =
                "object record string permission-set at-uri record-key space-ref cid did uri";
            words.split(' ')
        };
        for new in [
            "space-uri",
            "record-ref",
            "at-uri-v2",
            "at-uriv2",
            "at-cid",
            "permission-group",
            "newobject",
            "records",
            "objects",
            "urn",
            "uid",
            "x-record-key",
        ] {
            assert_eq!(misspelled(new, words()), None, "{new}");
        }
        for (wrong, meant) in [
            ("recrod", "record"),
            ("strng", "string"),
            ("String", "string"),
            ("stringg", "string"),
            ("permision-set", "permission-set"),
            ("permissoin-set", "permission-set"),
            ("permissionSet", "permission-set"),
            ("record_key", "record-key"),
            ("recordky", "record-key"),
            ("at-uir", "at-uri"),
            ("aturi", "at-uri"),
            ("idd", "did"),
            ("at-uri2", "at-uri"),
        ] {
            assert_eq!(misspelled(wrong, words()), Some(meant), "{wrong}");
        }
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
