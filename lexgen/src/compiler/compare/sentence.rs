//! A change in a sentence.

use std::fmt;

use serde_json::Value;

use super::{
    BodyAspect, BodyChange, Change, ChangeKind, Constraint, DefinitionChange, ErrorChange, Limit,
    MemberChange, PermissionChange, Presence, PropertyChange, Referent, Replaced,
};
use crate::compiler::schema::{Path, Step};

/// The change in a sentence without a full stop:
/// "`com.example.book` output: `author.name` is new and required".
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let definition = self.full_name();
        let (part, property) = subject(self.path());
        write!(f, "`{definition}`")?;
        if self.definition.is_some() && !matches!(self.kind, ChangeKind::Definition(_)) {
            if let Some(part) = part {
                write!(f, " {part}")?;
            }
            f.write_str(":")?;
        }
        write!(f, " {}", predicate(&self.kind, &property))
    }
}

/// The part of an endpoint at a place, and the property: `author.names[]`.
fn subject(path: &Path) -> (Option<&'static str>, String) {
    let mut part = None;
    let mut property = String::new();
    let steps = path.steps().iter();
    for step in steps.take_while(|_| path.definition_name().is_some()) {
        match step {
            Step::Parameters => part = Some("parameters"),
            Step::Input => part = Some("input"),
            Step::Output => part = Some("output"),
            Step::Message => part = Some("message"),
            Step::Record | Step::Schema => {}
            Step::Property(name) => {
                if !property.is_empty() {
                    property.push('.');
                }
                property.push_str(name);
            }
            Step::Items => property.push_str("[]"),
            Step::Error(_)
            | Step::Member(_)
            | Step::Permission(_)
            | Step::Keyword(_)
            | Step::Index(_)
            | Step::Key(_) => break,
        }
    }
    (part, property)
}

/// What happened to the property, or to the definition where that is empty.
fn predicate(kind: &ChangeKind, property: &str) -> String {
    let it = match property {
        "" => "it".to_owned(),
        name => format!("`{name}`"),
    };
    match kind {
        ChangeKind::Definition(change) => of_definition(change),
        ChangeKind::Property(change) => of_property(*change, &it),
        ChangeKind::Constraint(change) => of_constraint(&change.constraint, &it),
        ChangeKind::Member(change) => {
            let union = match property {
                "" => "the union".to_owned(),
                name => format!("the union `{name}`"),
            };
            of_member(change, &union)
        }
        ChangeKind::Body(change) => of_body(change),
        ChangeKind::Error(ErrorChange::Added { name }) => format!("the error `{name}` is new"),
        ChangeKind::Error(ErrorChange::Removed { name }) => format!("the error `{name}` is gone"),
        ChangeKind::Permission(change) => of_permission(change),
        ChangeKind::Description(_) if property.is_empty() => "the description differs".to_owned(),
        ChangeKind::Description(_) => format!("the description of {it} differs"),
        ChangeKind::Rust(change) => format!("in Rust, {}", change.reason),
    }
}

fn of_definition(change: &DefinitionChange) -> String {
    match change {
        DefinitionChange::DocumentAdded | DefinitionChange::Added { .. } => "is new".to_owned(),
        DefinitionChange::DocumentRemoved => "is gone".to_owned(),
        DefinitionChange::Removed { kind } => format!("({kind}) is gone"),
        DefinitionChange::Renamed { before, .. } => format!("was called `{before}`"),
        DefinitionChange::KindChanged { before, after, .. } => {
            format!("was a {before} and is a {after} now")
        }
    }
}

fn of_property(change: PropertyChange, it: &str) -> String {
    match change {
        PropertyChange::Added { presence } => match presence {
            Presence::Required => format!("{it} is new and required"),
            Presence::Optional => format!("{it} is new"),
        },
        PropertyChange::Removed { presence } => match presence {
            Presence::Required => format!("{it} was required and is gone"),
            Presence::Optional => format!("{it} is gone"),
        },
        PropertyChange::BecameRequired => format!("{it} is required now"),
        PropertyChange::BecameOptional => format!("{it} is no longer required"),
        PropertyChange::BecameNullable => format!("{it} may be `null` now"),
        PropertyChange::NoLongerNullable => format!("{it} may no longer be `null`"),
    }
}

fn of_constraint(constraint: &Constraint, it: &str) -> String {
    match constraint {
        Constraint::RecordKey(Replaced { before, after }) => {
            format!("the record key was `{before}` and is `{after}` now")
        }
        Constraint::Type(Replaced { before, after }) => {
            format!("{it} was of type `{before}` and is of type `{after}` now")
        }
        Constraint::Reference(Replaced { before, after }) => {
            format!(
                "{it} was {} and is {} now",
                referent(before),
                referent(after)
            )
        }
        Constraint::Limit {
            limit,
            before,
            after,
        } => {
            let name = limit.name();
            match (before, after) {
                (None, Some(after)) => format!("{it} has a `{name}` of {after} now"),
                (Some(before), None) => format!("{it} had a `{name}` of {before} and has none now"),
                (before, after) => format!(
                    "the `{name}` of {it} was {} and is {} now",
                    text(*before),
                    text(*after)
                ),
            }
        }
        Constraint::Format(Replaced { before, after }) => match (before, after) {
            (None, Some(after)) => format!("{it} has the format `{after}` now"),
            (Some(before), None) => format!("{it} had the format `{before}` and has none now"),
            (before, after) => format!(
                "the format of {it} was `{}` and is `{}` now",
                text(*before),
                text(*after)
            ),
        },
        Constraint::Enum {
            added,
            removed,
            was_listed,
            is_listed,
        } => match (was_listed, is_listed) {
            (false, _) => format!("{it} allows {} and nothing else now", values(added)),
            (true, false) => format!("{it} allows all values now, not only {}", values(removed)),
            (true, true) => list_change(it, "allow", &values(added), &values(removed)),
        },
        Constraint::KnownValues { added, removed } => {
            list_change(it, "suggest", &names(added), &names(removed))
        }
        Constraint::Const(Replaced { before, after }) => match (before, after) {
            (None, Some(after)) => format!("{it} is always `{after}` now"),
            (Some(before), None) => format!("{it} was always `{before}` and need not be now"),
            (before, after) => format!(
                "{it} was always `{}` and is always `{}` now",
                text(before.as_ref()),
                text(after.as_ref())
            ),
        },
        Constraint::Default(Replaced { before, after }) => match (before, after) {
            (None, Some(after)) => format!("the default of {it} is `{after}` now"),
            (Some(before), None) => {
                format!("the default of {it} was `{before}`, and there is none now")
            }
            (before, after) => format!(
                "the default of {it} was `{}` and is `{}` now",
                text(before.as_ref()),
                text(after.as_ref())
            ),
        },
        Constraint::Accept(Replaced { before, after }) => {
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
    }
}

fn of_member(change: &MemberChange, union: &str) -> String {
    match change {
        MemberChange::Added { member, .. } => format!("{union} has the member `{member}` now"),
        MemberChange::Removed { member, .. } => {
            format!("{union} no longer has the member `{member}`")
        }
        MemberChange::Closed => format!("{union} is closed now"),
        MemberChange::Opened => format!("{union} is open now"),
    }
}

fn of_body(change: &BodyChange) -> String {
    let part = change.part.name();
    match &change.aspect {
        BodyAspect::Added => format!("has a `{part}` now"),
        BodyAspect::Removed => format!("has no `{part}` any more"),
        BodyAspect::Encoding { before, after, .. } => {
            format!("the encoding was `{before}` and is `{after}` now")
        }
        BodyAspect::SchemaAdded => "has a schema now".to_owned(),
        BodyAspect::SchemaRemoved => "has no schema any more".to_owned(),
    }
}

fn of_permission(change: &PermissionChange) -> String {
    match change {
        PermissionChange::Granted { permission } => format!("`{permission}` is granted now"),
        PermissionChange::Revoked { permission } => format!("`{permission}` is no longer granted"),
        PermissionChange::Text { key, .. } => format!("`{key}` differs"),
    }
}

/// The values that a bound refuses.
pub(super) fn beyond(limit: Limit, bound: Option<i128>) -> String {
    let bound = text(bound);
    match limit {
        Limit::Minimum => format!("numbers below {bound}"),
        Limit::Maximum => format!("numbers above {bound}"),
        Limit::MinLength => format!("values with a length of less than {bound}"),
        Limit::MaxLength => format!("values with a length of more than {bound}"),
        Limit::MinGraphemes => format!("texts of less than {bound} graphemes"),
        Limit::MaxGraphemes => format!("texts of more than {bound} graphemes"),
        Limit::MaxSize => format!("blobs of more than {bound} bytes"),
    }
}

pub(super) fn referent(referent: &Referent) -> String {
    match referent {
        Referent::InPlace => "written in place".to_owned(),
        Referent::Definition(name) => format!("`{name}`"),
    }
}

/// What a list gained and lost; `verb` is what it does with its values.
fn list_change(it: &str, verb: &str, added: &str, removed: &str) -> String {
    match (added, removed) {
        (added, "") => format!("{it} {verb}s {added} now"),
        ("", removed) => format!("{it} no longer {verb}s {removed}"),
        (added, removed) => format!("{it} {verb}s {added} now, and no longer {removed}"),
    }
}

/// A value that one of several cases has.
pub(super) fn text(value: Option<impl fmt::Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Values of a list: texts without their quotes.
pub(super) fn values(values: &[Value]) -> String {
    let texts = values.iter().map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    names(&texts.collect::<Vec<_>>())
}

/// The first few, and how many more.
fn names(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().checked_sub(SHOWN) {
        None | Some(0) => shown.join(", "),
        Some(more) => format!("{} and {more} more", shown.join(", ")),
    }
}
