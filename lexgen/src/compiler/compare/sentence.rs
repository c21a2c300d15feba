//! A change in a sentence.

use std::fmt;

use serde_json::Value;

use super::{
    BodyAspect, BodyChange, BodyPart, Change, ChangeKind, Constraint, DefinitionChange,
    ErrorChange, InPlace, Limit, MemberChange, PermissionChange, PropertyChange, Referent,
    Replaced, SpaceChange,
};
use crate::compiler::{
    check::suggest::quoted as quoted_list,
    schema::{FullName, Kind, MAIN, Path, Step},
};

/// The change in a sentence without a full stop:
/// "`com.example.book` output: required property `author.name` added".
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.full_name();
        if let ChangeKind::Definition(change) = &self.kind {
            return f.write_str(&of_definition(&name, change));
        }
        write!(f, "`{name}`")?;
        let (part, property) = subject(self.path());
        if let Some(part) = part {
            write!(f, " {part}")?;
        }
        if let ChangeKind::Property(PropertyChange::Renamed { .. }) = self.kind {
            let (_, before) = subject(&self.old.path);
            return write!(f, ": property `{before}` renamed to `{property}`");
        }
        write!(f, ": {}", predicate(&self.kind, &property))
    }
}

/// The part of an endpoint at a place, and the property: `author.names[]`.
fn subject(path: &Path) -> (Option<&'static str>, String) {
    if path.definition_name().is_none() {
        return (None, String::new());
    }
    let part = match path.steps().first() {
        Some(step @ (Step::Parameters | Step::Input | Step::Output | Step::Message)) => {
            step.keyword()
        }
        _ => None,
    };
    (part, property(path.steps()))
}

/// The property that these steps lead to: `author.names[]`.
pub(super) fn property(steps: &[Step]) -> String {
    let mut property = String::new();
    for step in steps {
        match step {
            Step::Parameters | Step::Input | Step::Output | Step::Message => {}
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
    property
}

/// What happened to the property, or to the definition where that is empty.
pub(super) fn predicate(kind: &ChangeKind, property: &str) -> String {
    match kind {
        ChangeKind::Definition(_) => String::new(),
        ChangeKind::Property(change) => of_property(*change, property),
        ChangeKind::Constraint(change) => of_constraint(&change.constraint, property),
        ChangeKind::Member(change) => of_member(change, property),
        ChangeKind::Body(change) => of_body(change),
        ChangeKind::Subprotocol(Replaced { before, after }) => {
            format!("subprotocol changed from `{before}` to `{after}`")
        }
        ChangeKind::Error(ErrorChange::Added { name }) => format!("error `{name}` added"),
        ChangeKind::Error(ErrorChange::Removed { name }) => format!("error `{name}` removed"),
        ChangeKind::Permission(change) => match change {
            PermissionChange::Granted { permission } => format!("permission `{permission}` added"),
            PermissionChange::Revoked { permission } => {
                format!("permission `{permission}` removed")
            }
            PermissionChange::Text { key, .. } => format!("`{key}` changed"),
        },
        ChangeKind::Space(change) => match change {
            SpaceChange::Key(Replaced { before, after }) => {
                format!("space key type changed from `{before}` to `{after}`")
            }
            SpaceChange::CollectionAdded { collection } => {
                format!("collection `{}` added", collection.as_str())
            }
            SpaceChange::CollectionRemoved { collection } => {
                format!("collection `{}` removed", collection.as_str())
            }
            SpaceChange::Text { key, .. } => format!("`{key}` changed"),
        },
        ChangeKind::Description(_) => format!("description{} changed", of(property)),
        ChangeKind::Rust(change) => format!("generated Rust changed: {}", change.reason),
    }
}

/// A definition of this type. None is `unknown` but those whose type this version of
/// lexgen does not know.
fn of_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Unknown => "definition of an unknown type",
        kind => kind.as_str(),
    }
}

fn of_definition(name: &FullName, change: &DefinitionChange) -> String {
    match change {
        DefinitionChange::DocumentAdded => format!("lexicon `{name}` added"),
        DefinitionChange::DocumentRemoved => format!("lexicon `{name}` removed"),
        DefinitionChange::Added { kind } => format!("{} `{name}` added", of_kind(*kind)),
        DefinitionChange::Removed { kind } => format!("{} `{name}` removed", of_kind(*kind)),
        DefinitionChange::NotCompared { .. } => format!("`{name}` was not compared"),
        DefinitionChange::Renamed { before, .. } => {
            let is_moved = before.nsid() != name.nsid() && before.definition() == name.definition();
            let verb = if is_moved && name.definition() != MAIN {
                "moved"
            } else {
                "renamed"
            };
            format!("`{before}` {verb} to `{name}`")
        }
        DefinitionChange::KindChanged { before, after, .. } => {
            format!("`{name}` changed from {before} to {after}")
        }
    }
}

fn of_property(change: PropertyChange, property: &str) -> String {
    match change {
        PropertyChange::Added { presence } => {
            format!("{} property `{property}` added", presence.name())
        }
        PropertyChange::Removed { presence } => {
            format!("{} property `{property}` removed", presence.name())
        }
        PropertyChange::Renamed { .. } => format!("property renamed to `{property}`"),
        PropertyChange::BecameRequired => format!("property `{property}` is now required"),
        PropertyChange::BecameOptional => format!("property `{property}` is no longer required"),
        PropertyChange::BecameNullable => format!("property `{property}` is now nullable"),
        PropertyChange::NoLongerNullable => format!("property `{property}` is no longer nullable"),
    }
}

fn of_constraint(constraint: &Constraint, property: &str) -> String {
    let of = of(property);
    match constraint {
        Constraint::RecordKey(Replaced { before, after }) => {
            format!("record key type changed from `{before}` to `{after}`")
        }
        Constraint::Type(Replaced { before, after }) => {
            format!("type{of} changed from `{before}` to `{after}`")
        }
        Constraint::Reference { before, after, .. } => {
            let [before, after] = [before, after].map(referent);
            format!("type{of} changed from {before} to {after}")
        }
        Constraint::Limit {
            limit,
            before,
            after,
        } => {
            let name = format!("`{}`", limit.name());
            keyword(&name, property, (*before, *after))
        }
        Constraint::Format(Replaced { before, after }) => {
            keyword("format", property, quoted(before, after))
        }
        Constraint::Enum {
            added,
            removed,
            was_listed,
            is_listed,
        } => match (was_listed, is_listed) {
            (false, _) => format!("values{of} restricted to {}", values(added)),
            (true, false) => format!("values{of} no longer restricted to {}", values(removed)),
            (true, true) => {
                let list = format!("the closed enum{of}");
                list_change(&list, &texts(added), &texts(removed))
            }
        },
        Constraint::KnownValues { added, removed } => {
            let list = format!("the known values{of}");
            list_change(&list, added, removed)
        }
        Constraint::Const(Replaced { before, after }) => {
            keyword("constant", property, quoted(before, after))
        }
        Constraint::Default(Replaced { before, after }) => {
            keyword("default", property, quoted(before, after))
        }
        Constraint::Accept(Replaced { before, after }) => {
            let [before, after] = [before, after].map(|types| match types {
                Some(types) => names(types),
                None => "all types".to_owned(),
            });
            format!("accepted blob types{of} changed from {before} to {after}")
        }
    }
}

/// What a type is, in a sentence.
fn referent(referent: &Referent) -> String {
    match referent {
        Referent::Definition(name) => format!("a reference to `{name}`"),
        Referent::InPlace(InPlace { kind, members }) if members.is_empty() => {
            format!("{} in place", kind.with_article())
        }
        Referent::InPlace(InPlace { kind, members }) => {
            let members: Vec<_> = members.iter().map(ToString::to_string).collect();
            format!("{} of {}", kind.with_article(), names(&members))
        }
    }
}

/// A keyword that was added, removed or changed.
fn keyword<T: fmt::Display>(
    keyword: &str,
    property: &str,
    (before, after): (Option<T>, Option<T>),
) -> String {
    let linked = |link: &str| match property {
        "" => String::new(),
        name => format!(" {link} `{name}`"),
    };
    match (before, after) {
        (None, Some(after)) => format!("{keyword} {after} added{}", linked("to")),
        (Some(before), None) => format!("{keyword} {before} removed{}", linked("from")),
        (before, after) => format!(
            "{keyword}{} changed from {} to {}",
            linked("of"),
            text(before),
            text(after)
        ),
    }
}

fn quoted<T: fmt::Display>(
    before: &Option<T>,
    after: &Option<T>,
) -> (Option<String>, Option<String>) {
    let quoted = |value: &Option<T>| value.as_ref().map(|value| format!("`{value}`"));
    (quoted(before), quoted(after))
}

fn of_member(change: &MemberChange, property: &str) -> String {
    let name = match property {
        "" => String::new(),
        name => format!(" `{name}`"),
    };
    let union = |closed: &bool| {
        let openness = if *closed { "closed" } else { "open" };
        format!("the {openness} union{name}")
    };
    match change {
        MemberChange::Added { member, closed } => {
            format!("member `{member}` added to {}", union(closed))
        }
        MemberChange::Removed { member, closed } => {
            format!("member `{member}` removed from {}", union(closed))
        }
        MemberChange::Closed => format!("union{name} is now closed"),
        MemberChange::Opened => format!("union{name} is now open"),
    }
}

fn of_body(change: &BodyChange) -> String {
    let what = match change.part {
        BodyPart::Input | BodyPart::Output => "body",
        BodyPart::Message => "messages",
    };
    match &change.aspect {
        BodyAspect::Added => format!("{what} added"),
        BodyAspect::Removed => format!("{what} removed"),
        BodyAspect::Encoding { before, after, .. } => {
            format!("encoding changed from `{before}` to `{after}`")
        }
        BodyAspect::SchemaAdded => "schema added".to_owned(),
        BodyAspect::SchemaRemoved => "schema removed".to_owned(),
    }
}

/// The values that a bound refuses.
pub(super) fn beyond(limit: Limit, bound: Option<i128>) -> String {
    let bound = text(bound);
    match limit {
        Limit::Minimum => format!("integers below {bound}"),
        Limit::Maximum => format!("integers above {bound}"),
        Limit::MinBytes => format!("values of fewer than {bound} bytes"),
        Limit::MaxBytes => format!("values of more than {bound} bytes"),
        Limit::MinElements => format!("arrays of fewer than {bound} elements"),
        Limit::MaxElements => format!("arrays of more than {bound} elements"),
        Limit::MinGraphemes => format!("strings with fewer than {bound} graphemes"),
        Limit::MaxGraphemes => format!("strings with more than {bound} graphemes"),
        Limit::MaxSize => format!("blobs larger than {bound} bytes"),
    }
}

/// ` of` a property, if there is one.
fn of(property: &str) -> String {
    match property {
        "" => String::new(),
        name => format!(" of `{name}`"),
    }
}

/// What a list gained and lost.
fn list_change(list: &str, added: &[String], removed: &[String]) -> String {
    let counted = |names: &[String]| match names.len() {
        1 => format!("value {}", self::names(names)),
        _ => format!("values {}", self::names(names)),
    };
    match (added, removed) {
        (added, []) => format!("{} added to {list}", counted(added)),
        ([], removed) => format!("{} removed from {list}", counted(removed)),
        (added, removed) => format!(
            "{} added to {list}, {} removed",
            counted(added),
            names(removed)
        ),
    }
}

/// A value that one of several cases has.
pub(super) fn text(value: Option<impl fmt::Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Values of a list.
pub(super) fn values(values: &[Value]) -> String {
    names(&texts(values))
}

/// Values without the quotes of strings.
fn texts(values: &[Value]) -> Vec<String> {
    let texts = values.iter().map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    texts.collect()
}

/// The first few, and how many more.
pub(super) fn names(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = quoted_list(names.iter().take(SHOWN));
    match names.len().checked_sub(SHOWN) {
        None | Some(0) => shown,
        Some(more) => format!("{shown} and {more} more"),
    }
}
