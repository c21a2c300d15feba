//! One change as a line.

use std::fmt::Display;

use serde_json::Value;

use super::{
    TextRole,
    summary::{self, FieldIndex},
};
use crate::compiler::{
    compare::{
        BodyAspect, Change, ChangeKind, Constraint, ConstraintChange, DefinitionChange,
        ErrorChange, MemberChange, PermissionChange, Presence, PropertyChange, Referent, Replaced,
        SpaceChange, ValueSetChange,
    },
    schema::{FullName, Kind, Step},
};

/// Whether something was added, removed or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Added,
    Removed,
    Changed,
}

impl Mark {
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Removed => "-",
            Self::Changed => "~",
        }
    }

    pub(super) fn role(self) -> TextRole {
        match self {
            Self::Added => TextRole::Added,
            Self::Removed => TextRole::Removed,
            Self::Changed => TextRole::Changed,
        }
    }

    fn between(is_old: bool, is_new: bool) -> Self {
        match (is_old, is_new) {
            (false, true) => Self::Added,
            (true, false) => Self::Removed,
            (true, true) | (false, false) => Self::Changed,
        }
    }
}

/// What a line says behind its name.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) mark: Mark,
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) role: TextRole,
    pub(super) text: String,
    /// Whether it is a value, which may be shortened.
    pub(super) is_value: bool,
}

impl Line {
    pub(super) fn of<'i>(change: &Change, old: &FieldIndex<'i>, new: &FieldIndex<'i>) -> Self {
        let (mark, pieces) = pieces(change, old, new);
        Self { mark, pieces }
    }

    /// Whether it can go on below where it is too long.
    pub(super) fn is_divisible(&self) -> bool {
        self.mark == Mark::Changed && self.pieces.iter().filter(|it| it.is_value).count() > 1
    }

    /// Both texts, where the line is about two that may be long.
    pub(super) fn texts(&self) -> Option<(&str, &str)> {
        match &self.pieces[..] {
            [before, arrow, after, ..]
                if arrow.text == ARROW && before.is_value && after.is_value =>
            {
                Some((&before.text, &after.text))
            }
            _ => None,
        }
    }
}

pub(super) const ARROW: &str = " → ";

fn plain(text: impl Into<String>) -> Piece {
    Piece {
        role: TextRole::Plain,
        text: text.into(),
        is_value: true,
    }
}

fn dim(text: &str) -> Piece {
    Piece {
        role: TextRole::Dim,
        text: text.to_owned(),
        is_value: false,
    }
}

/// What was and what is.
fn exchange(before: impl Into<String>, after: impl Into<String>) -> Vec<Piece> {
    let piece = |role, text| Piece {
        role,
        text,
        is_value: true,
    };
    vec![
        piece(TextRole::Removed, before.into()),
        dim(ARROW),
        piece(TextRole::Added, after.into()),
    ]
}

/// A property that came, went or is another one.
fn property<T: Display>(before: Option<T>, after: Option<T>) -> (Mark, Vec<Piece>) {
    let [before, after] = [before, after].map(|it| it.map(|it| it.to_string()));
    let mark = Mark::between(before.is_some(), after.is_some());
    let pieces = match (before, after) {
        (Some(before), Some(after)) => exchange(before, after),
        (before, after) => vec![plain(before.or(after).unwrap_or_default())],
    };
    (mark, pieces)
}

/// A list with added and removed entries.
fn list(added: &[String], removed: &[String], was: bool, is: bool) -> (Mark, Vec<Piece>) {
    let mark = Mark::between(was, is);
    let mut pieces = Vec::new();
    let mut entries = |role, sign: &str, entries: &[String]| {
        if entries.is_empty() {
            return;
        }
        if !pieces.is_empty() {
            pieces.push(dim("  "));
        }
        let sign = match mark {
            Mark::Changed => sign,
            Mark::Added | Mark::Removed => "",
        };
        pieces.push(Piece {
            role: if sign.is_empty() {
                TextRole::Plain
            } else {
                role
            },
            text: format!("{sign}{}", entries.join(", ")),
            is_value: true,
        });
    };
    entries(TextRole::Removed, "- ", removed);
    entries(TextRole::Added, "+ ", added);
    (mark, pieces)
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn pieces<'i>(change: &Change, old: &FieldIndex<'i>, new: &FieldIndex<'i>) -> (Mark, Vec<Piece>) {
    let sides = Sides { change, old, new };
    match &change.kind {
        ChangeKind::Definition(kind) => sides.of_definition(kind),
        ChangeKind::Property(kind) => sides.of_property(*kind),
        ChangeKind::Constraint(kind) => sides.of_constraint(kind),
        ChangeKind::Member(kind) => match kind {
            MemberChange::Added { member, .. } => added(format!("member {}", sides.local(member))),
            MemberChange::Removed { member, .. } => {
                removed(format!("member {}", sides.local(member)))
            }
            MemberChange::Closed => changed(exchange("open", "closed")),
            MemberChange::Opened => changed(exchange("closed", "open")),
        },
        ChangeKind::Body(kind) => match &kind.aspect {
            BodyAspect::Added | BodyAspect::SchemaAdded => added(sides.now()),
            BodyAspect::Removed | BodyAspect::SchemaRemoved => removed(sides.before()),
            BodyAspect::Encoding { before, after, .. } => changed(exchange(before, after)),
        },
        ChangeKind::Subprotocol(Replaced { before, after }) => {
            changed(exchange(before.name(), after.name()))
        }
        ChangeKind::Error(ErrorChange::Added { name }) => added(name.clone()),
        ChangeKind::Error(ErrorChange::Removed { name }) => removed(name.clone()),
        ChangeKind::Permission(kind) => match kind {
            PermissionChange::Granted { permission } => added(permission.clone()),
            PermissionChange::Revoked { permission } => removed(permission.clone()),
            PermissionChange::Text { before, after, .. } => texts(before, after),
        },
        ChangeKind::Space(kind) => match kind {
            SpaceChange::Key(Replaced { before, after }) => {
                changed(exchange(before.to_string(), after.to_string()))
            }
            SpaceChange::CollectionAdded { collection } => added(collection.to_string()),
            SpaceChange::CollectionRemoved { collection } => removed(collection.to_string()),
            SpaceChange::Text { before, after, .. } => texts(before, after),
        },
        ChangeKind::Description(Replaced { before, after }) => texts(before, after),
        ChangeKind::Rust(kind) => changed(vec![dim("Rust: "), plain(&kind.reason)]),
    }
}

fn changed(pieces: Vec<Piece>) -> (Mark, Vec<Piece>) {
    (Mark::Changed, pieces)
}

fn added(text: String) -> (Mark, Vec<Piece>) {
    (Mark::Added, vec![plain(text)])
}

fn removed(text: String) -> (Mark, Vec<Piece>) {
    (Mark::Removed, vec![plain(text)])
}

fn texts(before: &Option<String>, after: &Option<String>) -> (Mark, Vec<Piece>) {
    property(before.as_deref().map(quoted), after.as_deref().map(quoted))
}

/// A change and both versions.
struct Sides<'s, 'i> {
    change: &'s Change,
    old: &'s FieldIndex<'i>,
    new: &'s FieldIndex<'i>,
}

impl Sides<'_, '_> {
    /// The type or body at the place of the change in the new version.
    fn now(&self) -> String {
        let nsid = self.change.nsid.as_str();
        summary::at(self.new, nsid, &self.change.new.path).unwrap_or_default()
    }

    /// The type or body at the place of the change in the old version.
    fn before(&self) -> String {
        let nsid = self.change.old_nsid();
        summary::at(self.old, nsid, &self.change.old.path).unwrap_or_default()
    }

    fn local<'n>(&self, name: &'n FullName) -> &'n str {
        name.relative_to(&self.change.nsid)
    }

    fn of_definition(&self, kind: &DefinitionChange) -> (Mark, Vec<Piece>) {
        let nsid = self.change.nsid.as_str();
        match kind {
            DefinitionChange::DocumentAdded => added(summary::document(self.new.ir, nsid)),
            DefinitionChange::DocumentRemoved => removed(summary::document(self.old.ir, nsid)),
            DefinitionChange::Added { kind } => added(definition(*kind, &self.now())),
            DefinitionChange::Removed { kind } => removed(definition(*kind, &self.before())),
            DefinitionChange::Renamed {
                before,
                on_the_wire,
                ..
            } => {
                let mut pieces = vec![dim("renamed from "), plain(self.local(before))];
                pieces.extend(on_the_wire.then(|| dim(" (the name occurs in data)")));
                changed(pieces)
            }
            DefinitionChange::NotCompared { .. } => changed(vec![dim("not compared")]),
            DefinitionChange::KindChanged { before, after, .. } => {
                changed(exchange(before.as_str(), after.as_str()))
            }
        }
    }

    fn of_property(&self, kind: PropertyChange) -> (Mark, Vec<Piece>) {
        match kind {
            PropertyChange::Added { presence } => added(present(presence, &self.now())),
            PropertyChange::Removed { presence } => removed(present(presence, &self.before())),
            PropertyChange::Renamed { .. } => {
                let before = match self.change.old.path.steps().last() {
                    Some(Step::Property(name)) => name.clone(),
                    _ => String::new(),
                };
                changed(vec![dim("renamed from "), plain(before)])
            }
            PropertyChange::BecameRequired => changed(exchange("optional", "required")),
            PropertyChange::BecameOptional => changed(exchange("required", "optional")),
            PropertyChange::BecameNullable => changed(exchange("not nullable", "nullable")),
            PropertyChange::NoLongerNullable => changed(exchange("nullable", "not nullable")),
        }
    }

    fn of_constraint(&self, kind: &ConstraintChange) -> (Mark, Vec<Piece>) {
        match &kind.constraint {
            Constraint::RecordKey(Replaced { before, after }) => {
                changed(exchange(before.to_string(), after.to_string()))
            }
            Constraint::Type(Replaced { before, after }) => {
                changed(exchange(before.as_str(), after.as_str()))
            }
            Constraint::Reference {
                before,
                after,
                inside,
            } => {
                let [before, after] = [before, after].map(|referent| match referent {
                    Referent::InPlace(_) => referent.to_string(),
                    Referent::Definition(name) => self.local(name).to_owned(),
                });
                let mut pieces = exchange(before, after);
                pieces.push(dim(match kind.value_set {
                    _ if inside.is_unknown => "  (not compared)",
                    ValueSetChange::UNCHANGED if inside.differences.is_empty() => "  (same values)",
                    ValueSetChange::NARROWED => "  (fewer values)",
                    ValueSetChange::WIDENED => "  (more values)",
                    _ => "",
                }));
                changed(pieces)
            }
            Constraint::Limit { before, after, .. } => property(*before, *after),
            Constraint::Format(Replaced { before, after }) => property(*before, *after),
            Constraint::Enum {
                added,
                removed,
                was_listed,
                is_listed,
            } => {
                let texts =
                    |values: &[Value]| values.iter().map(Value::to_string).collect::<Vec<_>>();
                list(&texts(added), &texts(removed), *was_listed, *is_listed)
            }
            Constraint::KnownValues { added, removed } => {
                let texts =
                    |values: &[String]| values.iter().map(|it| quoted(it)).collect::<Vec<_>>();
                let (was, is) = (self.change.old.present, self.change.new.present);
                list(&texts(added), &texts(removed), was, is)
            }
            Constraint::Const(Replaced { before, after })
            | Constraint::Default(Replaced { before, after }) => {
                property(before.as_ref(), after.as_ref())
            }
            Constraint::Accept(Replaced { before, after }) => {
                let types = |types: &Option<Vec<String>>| types.as_ref().map(|it| it.join(", "));
                property(types(before), types(after))
            }
        }
    }
}

/// A definition by its kind, and by its type where that says more.
fn definition(kind: Kind, words: &str) -> String {
    match words {
        "" => kind.to_string(),
        words => words.to_owned(),
    }
}

fn present(presence: Presence, words: &str) -> String {
    format!("{} {words}", presence.name())
}
