//! What a lexicon demands of a value, in words.

use crate::compiler::{
    check::suggest::quoted,
    ir::{Type, TypeKind},
    schema::{Blob, Integer, StringType},
};

/// One sentence for each constraint and default of a value, which may be absent or
/// not: then its default is never in effect.
pub(super) fn facts(r#type: &Type, absent: bool) -> Vec<String> {
    match &r#type.kind {
        TypeKind::Boolean(it) => fixed(&it.constant, &it.default, absent).collect(),
        TypeKind::Integer(it) => integer(it, absent),
        TypeKind::String(it) => string(&it.schema, absent),
        TypeKind::Bytes(it) => Vec::from_iter(range(it.min_length, it.max_length, "byte")),
        TypeKind::Blob(it) => blob(it),
        TypeKind::Array(it) => Vec::from_iter(range(it.min_length, it.max_length, "item")),
        TypeKind::CidLink
        | TypeKind::Unknown
        | TypeKind::Opaque(_)
        | TypeKind::Object(_)
        | TypeKind::Union(_)
        | TypeKind::Ref(_) => Vec::new(),
    }
}

fn integer(it: &Integer, absent: bool) -> Vec<String> {
    let mut facts = Vec::new();
    match (it.minimum, it.maximum) {
        (Some(least), Some(most)) => facts.push(format!("From {least} to {most}.")),
        (Some(least), None) => facts.push(format!("At least {least}.")),
        (None, Some(most)) => facts.push(format!("At most {most}.")),
        (None, None) => {}
    }
    if !it.values.is_empty() {
        facts.push(format!("One of {}.", quoted(&it.values)));
    }
    facts.extend(fixed(&it.constant, &it.default, absent));
    facts
}

fn string(it: &StringType, absent: bool) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(range(it.min_length, it.max_length, "byte"));
    facts.extend(range(it.min_graphemes, it.max_graphemes, "grapheme"));
    facts.extend(fixed(&it.constant, &it.default, absent));
    facts
}

/// The only value, and the one of an absent field.
fn fixed<T: ToString>(
    constant: &Option<T>,
    default: &Option<T>,
    absent: bool,
) -> impl Iterator<Item = String> {
    let text = |value: &T| code(&value.to_string());
    let constant = constant.as_ref().map(text);
    let default = default.as_ref().map(text);
    let constant = constant.map(|value| format!("Always {value}."));
    let default = default.map(|value| {
        if absent {
            format!("Default: {value}.")
        } else {
            format!("The default {value} is never in effect, because the field is required.")
        }
    });
    constant.into_iter().chain(default)
}

fn blob(it: &Blob) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(accept) = &it.accept {
        let patterns: Vec<String> = accept.iter().map(|pattern| code(pattern)).collect();
        facts.push(format!("Accepts {}.", patterns.join(", ")));
    }
    facts.extend(range(None, it.max_size, "byte"));
    facts
}

fn range(least: Option<u64>, most: Option<u64>, unit: &str) -> Option<String> {
    let units = |count: u64| {
        if count == 1 {
            unit.to_owned()
        } else {
            format!("{unit}s")
        }
    };
    Some(match (least, most) {
        (Some(least), Some(most)) if least == most => {
            format!("Exactly {least} {}.", units(least))
        }
        (Some(least), Some(most)) => format!("From {least} to {most} {}.", units(most)),
        (Some(least), None) => format!("At least {least} {}.", units(least)),
        (None, Some(most)) => format!("At most {most} {}.", units(most)),
        (None, None) => return None,
    })
}

/// Text as a code span, whatever is in it. Two backticks in a row are taken
/// apart, for they would end the span.
pub(super) fn code(text: &str) -> String {
    let visible: String = text.escape_debug().collect();
    if visible.is_empty() {
        "the empty string".to_owned()
    } else if visible.contains('`') {
        let mut apart = String::with_capacity(visible.len());
        for c in visible.chars() {
            if c == '`' && apart.ends_with('`') {
                apart.push(' ');
            }
            apart.push(c);
        }
        format!("`` {apart} ``")
    } else {
        format!("`{visible}`")
    }
}
