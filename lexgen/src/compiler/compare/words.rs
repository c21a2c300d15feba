//! A change in words.

use std::fmt;

use serde_json::Value;

use super::{Change, Limit, Presence, What};
use crate::compiler::diagnostic::pointer;

/// The change in a sentence without a full stop.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&sentence(self))
    }
}

/// What was changed, in a sentence without a full stop:
/// "`com.example.book` output: `author.name` is new and required".
pub(crate) fn sentence(change: &Change) -> String {
    let definition = match change.definition.as_deref() {
        None | Some("main") => change.nsid.clone(),
        Some(name) => format!("{}#{name}", change.nsid),
    };
    let pointer = match change.new.present {
        true => &change.new.pointer,
        false => &change.old.pointer,
    };
    let (part, thing) = subject(pointer);
    let part = part.map(|it| format!(" {it}")).unwrap_or_default();
    let happening = happening(change, &thing);
    match change.definition {
        Some(_) if !is_whole(&change.what) => format!("`{definition}`{part}: {happening}"),
        _ => format!("`{definition}` {happening}"),
    }
}

/// Whether it is about a document or definition as a whole.
fn is_whole(what: &What) -> bool {
    matches!(
        what,
        What::DocumentAdded
            | What::DocumentRemoved
            | What::DefinitionAdded { .. }
            | What::DefinitionRemoved { .. }
            | What::DefinitionRenamed { .. }
            | What::KindChanged { .. }
    )
}

/// The part of an endpoint at a pointer, and the property: `author.names[]`.
fn subject(pointer: &str) -> (Option<String>, String) {
    let mut part = None;
    let mut thing = String::new();
    let mut steps = pointer::steps(pointer).skip(2);
    let mut is_first = true;
    while let Some(step) = steps.next() {
        match step.as_ref() {
            "parameters" | "input" | "output" | "message" if is_first => {
                part = Some(step.into_owned());
            }
            "record" | "schema" => {}
            "properties" => {
                let Some(name) = steps.next() else { break };
                if !thing.is_empty() {
                    thing.push('.');
                }
                thing.push_str(&name);
            }
            "items" => thing.push_str("[]"),
            _ => break,
        }
        is_first = false;
    }
    (part, thing)
}

fn happening(change: &Change, thing: &str) -> String {
    let it = match thing {
        "" => "it".to_owned(),
        thing => format!("`{thing}`"),
    };
    let union = match thing {
        "" => "the union".to_owned(),
        thing => format!("the union `{thing}`"),
    };
    match &change.what {
        What::DocumentAdded | What::DefinitionAdded { .. } => "is new".to_owned(),
        What::DocumentRemoved => "is gone".to_owned(),
        What::DefinitionRemoved { kind } => format!("({kind}) is gone"),
        What::DefinitionRenamed { before, .. } => format!("was called `{before}`"),
        What::KindChanged { before, after, .. } => format!("was a {before} and is a {after} now"),
        What::RecordKeyChanged { before, after, .. } => {
            format!("the record key was `{before}` and is `{after}` now")
        }
        What::FieldAdded { presence } => match presence {
            Presence::Required => format!("{it} is new and required"),
            Presence::Optional => format!("{it} is new"),
        },
        What::FieldRemoved { presence } => match presence {
            Presence::Required => format!("{it} was required and is gone"),
            Presence::Optional => format!("{it} is gone"),
        },
        What::FieldBecameRequired => format!("{it} is required now"),
        What::FieldBecameOptional => format!("{it} is no longer required"),
        What::FieldBecameNullable => format!("{it} may be `null` now"),
        What::FieldNoLongerNullable => format!("{it} may no longer be `null`"),
        What::TypeChanged { before, after, .. } => {
            format!("{it} was of type `{before}` and is of type `{after}` now")
        }
        What::ReferenceChanged { before, after, .. } => {
            format!("{it} was {} and is {} now", target(before), target(after))
        }
        What::LimitChanged {
            limit,
            before,
            after,
            ..
        } => {
            let name = limit.name();
            match (before, after) {
                (None, Some(after)) => format!("{it} has a `{name}` of {after} now"),
                (Some(before), None) => format!("{it} had a `{name}` of {before} and has none now"),
                (before, after) => format!(
                    "the `{name}` of {it} was {} and is {} now",
                    number(*before),
                    number(*after)
                ),
            }
        }
        What::FormatChanged { before, after, .. } => match (before, after) {
            (None, Some(after)) => format!("{it} has the format `{after}` now"),
            (Some(before), None) => format!("{it} had the format `{before}` and has none now"),
            (before, after) => format!(
                "the format of {it} was `{}` and is `{}` now",
                before.unwrap_or_default(),
                after.unwrap_or_default()
            ),
        },
        What::EnumChanged {
            added,
            removed,
            was_listed,
            is_listed,
            ..
        } => match (was_listed, is_listed) {
            (false, _) => format!("{it} allows {} and nothing else now", list(added)),
            (true, false) => format!("{it} allows all values now, not only {}", list(removed)),
            (true, true) => difference(&it, "allow", &list(added), &list(removed)),
        },
        What::KnownValuesChanged { added, removed } => {
            difference(&it, "suggest", &names(added), &names(removed))
        }
        What::ConstChanged { before, after, .. } => match (before, after) {
            (None, Some(after)) => format!("{it} is always `{after}` now"),
            (Some(before), None) => format!("{it} was always `{before}` and need not be now"),
            (before, after) => format!(
                "{it} was always `{}` and is always `{}` now",
                value(before),
                value(after)
            ),
        },
        What::DefaultChanged { before, after } => match (before, after) {
            (None, Some(after)) => format!("the default of {it} is `{after}` now"),
            (Some(before), None) => {
                format!("the default of {it} was `{before}`, and there is none now")
            }
            (before, after) => format!(
                "the default of {it} was `{}` and is `{}` now",
                value(before),
                value(after)
            ),
        },
        What::AcceptChanged { before, after, .. } => {
            let types = |types: &Option<Vec<String>>| match types {
                Some(types) => names(types),
                None => "blobs of all types".to_owned(),
            };
            format!(
                "{it} accepted {} and accepts {} now",
                types(before),
                types(after)
            )
        }
        What::MemberAdded { member, .. } => format!("{union} has the member `{member}` now"),
        What::MemberRemoved { member, .. } => {
            format!("{union} no longer has the member `{member}`")
        }
        What::UnionClosed => format!("{union} is closed now"),
        What::UnionOpened => format!("{union} is open now"),
        What::BodyAdded { part } => format!("has a `{}` now", part.name()),
        What::BodyRemoved { part } => format!("has no `{}` any more", part.name()),
        What::EncodingChanged { before, after, .. } => {
            format!("the encoding was `{before}` and is `{after}` now")
        }
        What::SchemaAdded { .. } => "has a schema now".to_owned(),
        What::SchemaRemoved { .. } => "has no schema any more".to_owned(),
        What::ErrorAdded { name } => format!("the error `{name}` is new"),
        What::ErrorRemoved { name } => format!("the error `{name}` is gone"),
        What::PermissionGranted { permission } => format!("`{permission}` is granted now"),
        What::PermissionRevoked { permission } => format!("`{permission}` is no longer granted"),
        What::PermissionTextChanged { key, .. } => format!("`{key}` differs"),
        What::RustChanged { reason, .. } => format!("in Rust, {reason}"),
        What::DescriptionChanged { .. } => match thing {
            "" => "the description differs".to_owned(),
            _ => format!("the description of {it} differs"),
        },
    }
}

/// The values that only the old version allows.
pub(super) fn refused(change: &Change) -> String {
    match &change.what {
        What::FieldAdded { .. } | What::FieldBecameRequired => without(change),
        What::FieldNoLongerNullable => "`null`".to_owned(),
        What::TypeChanged { before, .. } => format!("values of type `{before}`"),
        What::KindChanged { before, .. } => format!("data of a {before}"),
        What::ReferenceChanged { before, .. } => {
            format!("values only of what was {}", target(before))
        }
        What::LimitChanged { limit, after, .. } => beyond(*limit, *after),
        What::FormatChanged { after, .. } => format!(
            "texts that do not have the format `{}`",
            after.unwrap_or_default()
        ),
        What::EnumChanged {
            removed,
            was_listed,
            ..
        } => match was_listed {
            true => list(removed),
            false => "values that are not listed".to_owned(),
        },
        What::ConstChanged { before, .. } => match before {
            Some(before) => format!("`{before}`"),
            None => "any other value".to_owned(),
        },
        What::AcceptChanged { .. } => "blobs of types that are accepted no more".to_owned(),
        What::MemberRemoved { member, .. } => format!("`{member}`"),
        What::UnionClosed => "members that are not listed".to_owned(),
        What::EncodingChanged { before, .. } => format!("`{before}`"),
        What::SchemaAdded { .. } => "bodies that are not what the schema says".to_owned(),
        _ => "values that are valid no more".to_owned(),
    }
}

/// The values that only the new version allows.
pub(super) fn allowed(change: &Change) -> String {
    match &change.what {
        What::FieldRemoved { .. } | What::FieldBecameOptional => without(change),
        What::FieldBecameNullable => "`null`".to_owned(),
        What::TypeChanged { after, .. } => format!("values of type `{after}`"),
        What::KindChanged { after, .. } => format!("data of a {after}"),
        What::ReferenceChanged { after, .. } => format!("values only of what is {}", target(after)),
        What::LimitChanged { limit, before, .. } => beyond(*limit, *before),
        What::FormatChanged { before, .. } => format!(
            "texts that do not have the format `{}`",
            before.unwrap_or_default()
        ),
        What::EnumChanged {
            added, is_listed, ..
        } => match is_listed {
            true => list(added),
            false => "values that were not listed".to_owned(),
        },
        What::ConstChanged { after, .. } => match after {
            Some(after) => format!("`{after}`"),
            None => "any other value".to_owned(),
        },
        What::AcceptChanged { .. } => "blobs of types that were not accepted".to_owned(),
        What::MemberAdded { member, .. } => format!("`{member}`"),
        What::UnionOpened => "members that are not listed".to_owned(),
        What::EncodingChanged { after, .. } => format!("`{after}`"),
        What::SchemaRemoved { .. } => "bodies that are not what the schema said".to_owned(),
        _ => "values that were not valid".to_owned(),
    }
}

/// Data that lacks the property of a change.
fn without(change: &Change) -> String {
    let spot = [&change.new, &change.old].into_iter().find(|it| it.present);
    let name = spot.and_then(|it| pointer::steps(&it.pointer).last());
    match name {
        Some(name) => format!("data without `{name}`"),
        None => "data without it".to_owned(),
    }
}

/// The values that a bound refuses.
fn beyond(limit: Limit, bound: Option<i128>) -> String {
    let bound = number(bound);
    let than = match limit {
        Limit::Minimum => return format!("numbers below {bound}"),
        Limit::Maximum => return format!("numbers above {bound}"),
        Limit::MinLength => "less",
        Limit::MaxLength => "more",
        Limit::MinGraphemes => return format!("texts of less than {bound} graphemes"),
        Limit::MaxGraphemes => return format!("texts of more than {bound} graphemes"),
        Limit::MaxSize => return format!("blobs of more than {bound} bytes"),
    };
    format!("values with a length of {than} than {bound}")
}

fn target(target: &str) -> String {
    match target {
        "in place" => "written in place".to_owned(),
        target => format!("`{target}`"),
    }
}

fn difference(it: &str, verb: &str, added: &str, removed: &str) -> String {
    match (added, removed) {
        (added, "") => format!("{it} {verb}s {added} now"),
        ("", removed) => format!("{it} no longer {verb}s {removed}"),
        (added, removed) => format!("{it} {verb}s {added} now, and no longer {removed}"),
    }
}

fn number(number: Option<i128>) -> String {
    number.map(|it| it.to_string()).unwrap_or_default()
}

fn value(value: &Option<Value>) -> String {
    value.as_ref().map(Value::to_string).unwrap_or_default()
}

fn list(values: &[Value]) -> String {
    let names: Vec<_> = values
        .iter()
        .map(|value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
        .collect();
    self::names(&names)
}

/// The first few, and how many more.
fn names(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|it| format!("`{it}`"))
        .collect();
    match names.len().checked_sub(SHOWN) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}
