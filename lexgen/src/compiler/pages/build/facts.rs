//! What a lexicon demands of a value, in words.

use super::super::model::{Fact, FactPart};
use crate::{
    compiler::{
        ir::{Array, TypeKind},
        number::{count, thousands},
        schema::{Blob, Boolean, Integer, RecordKey, StringType},
    },
    syntax::Format,
};

/// The limits, the format, the default and the constant of a type. Those of the items of
/// an array come after its own.
pub(super) fn facts(kind: &TypeKind) -> Vec<Fact> {
    let mut facts = Vec::new();
    match kind {
        TypeKind::Boolean(it) => boolean(it, &mut facts),
        TypeKind::Integer(it) => integer(it, &mut facts),
        TypeKind::String(it) => string(&it.schema, &mut facts),
        TypeKind::Bytes(it) => range("length", it.min_length, it.max_length, "byte", &mut facts),
        TypeKind::Blob(it) => blob(it, &mut facts),
        TypeKind::Array(it) => array(it, &mut facts),
        TypeKind::Union(it) => {
            let text = if it.closed {
                "no other types are allowed"
            } else {
                "other types are allowed"
            };
            facts.push(words("union", text));
        }
        TypeKind::Unknown => facts.push(words("data", "any object")),
        TypeKind::Opaque(it) => facts.push(Fact {
            label: "type",
            text: vec![
                FactPart::Code(it.r#type.clone()),
                text(", which this version of lexgen does not know: any data"),
            ],
        }),
        TypeKind::CidLink | TypeKind::Object(_) | TypeKind::Ref(_) => {}
    }
    facts
}

fn array(it: &Array, found: &mut Vec<Fact>) {
    range("items", it.min_length, it.max_length, "item", found);
    if let TypeKind::Union(union) = &it.items.kind {
        let text = if union.closed {
            "items of other types are not allowed"
        } else {
            "items of other types are allowed"
        };
        found.push(words("union", text));
        return;
    }
    let of_items = facts(&it.items.kind).into_iter();
    found.extend(of_items.map(|mut fact| {
        fact.text.insert(0, text("each item: "));
        fact
    }));
}

fn boolean(it: &Boolean, facts: &mut Vec<Fact>) {
    fixed(&it.constant, &it.default, facts);
}

fn integer(it: &Integer, facts: &mut Vec<Fact>) {
    let limits = match (it.minimum, it.maximum) {
        (Some(least), Some(most)) => Some(format!("from {least} to {most}")),
        (Some(least), None) => Some(format!("at least {least}")),
        (None, Some(most)) => Some(format!("at most {most}")),
        (None, None) => None,
    };
    facts.extend(limits.map(|limits| words("range", limits)));
    fixed(&it.constant, &it.default, facts);
}

fn string(it: &StringType, facts: &mut Vec<Fact>) {
    if let Some(format) = it.format {
        facts.push(Fact {
            label: "format",
            text: vec![
                FactPart::Web {
                    text: format.name().to_owned(),
                    url: specification(format),
                },
                FactPart::Text(format!(": {}", lower(format.meaning()))),
            ],
        });
    }
    if let Some(format) = &it.unknown_format {
        facts.push(Fact {
            label: "format",
            text: vec![
                FactPart::Code(format.clone()),
                text(", which this version of lexgen does not know: any text"),
            ],
        });
    }
    range("length", it.min_length, it.max_length, "byte", facts);
    range(
        "graphemes",
        it.min_graphemes,
        it.max_graphemes,
        "grapheme",
        facts,
    );
    fixed(&it.constant, &it.default, facts);
}

fn blob(it: &Blob, facts: &mut Vec<Fact>) {
    if let Some(accept) = &it.accept {
        let mut parts = Vec::new();
        for (index, pattern) in accept.iter().enumerate() {
            if index > 0 {
                parts.push(text(", "));
            }
            parts.push(FactPart::Code(pattern.clone()));
        }
        if parts.is_empty() {
            parts.push(text("nothing"));
        }
        facts.push(Fact {
            label: "accepts",
            text: parts,
        });
    }
    range("size", None, it.max_size, "byte", facts);
}

fn fixed<T: ToString>(constant: &Option<T>, default: &Option<T>, facts: &mut Vec<Fact>) {
    for (label, value) in [("always", constant), ("default", default)] {
        let Some(value) = value else { continue };
        let value = value.to_string();
        let part = if value.is_empty() {
            text("the empty string")
        } else {
            FactPart::Code(value)
        };
        facts.push(Fact {
            label,
            text: vec![part],
        });
    }
}

fn range(
    label: &'static str,
    least: Option<u64>,
    most: Option<u64>,
    unit: &str,
    facts: &mut Vec<Fact>,
) {
    let units = |number: u64| count(number, unit);
    let text = match (least, most) {
        (Some(least), Some(most)) if least == most => format!("exactly {}", units(least)),
        (Some(least), Some(most)) => format!("from {} to {}", thousands(least), units(most)),
        (Some(least), None) => format!("at least {}", units(least)),
        (None, Some(most)) => format!("at most {}", units(most)),
        (None, None) => return,
    };
    facts.push(words(label, text));
}

/// What the keys of records or spaces look like.
pub(super) fn key_meaning(key: &RecordKey) -> String {
    match key {
        RecordKey::Tid => "a timestamp: records are in the order of their creation".to_owned(),
        RecordKey::Nsid => "an NSID".to_owned(),
        RecordKey::Any => "any record key".to_owned(),
        RecordKey::Literal(value) => format!("always {value}: there is at most one"),
    }
}

/// Where the specification explains a format.
fn specification(format: Format) -> &'static str {
    match format {
        Format::AtIdentifier => "https://atproto.com/specs/lexicon#at-identifier",
        Format::AtUri => "https://atproto.com/specs/at-uri-scheme",
        Format::Cid => "https://atproto.com/specs/data-model#link-and-cid-formats",
        Format::Datetime => "https://atproto.com/specs/lexicon#datetime",
        Format::Did => "https://atproto.com/specs/did",
        Format::Handle => "https://atproto.com/specs/handle",
        Format::Language => "https://atproto.com/specs/lexicon#language",
        Format::Nsid => "https://atproto.com/specs/nsid",
        Format::RecordKey => "https://atproto.com/specs/record-key",
        Format::SpaceRef => {
            "https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data"
        }
        Format::Tid => "https://atproto.com/specs/tid",
        Format::Uri => "https://atproto.com/specs/lexicon#uri",
    }
}

/// The sentence as the rest of one.
fn lower(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    match chars.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

fn words(label: &'static str, words: impl Into<String>) -> Fact {
    Fact {
        label,
        text: vec![text(words)],
    }
}

fn text(words: impl Into<String>) -> FactPart {
    FactPart::Text(words.into())
}
