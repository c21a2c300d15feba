//! One change as a line.

use serde_json::Value;

use super::{
    Ink,
    summary::{self, World},
};
use crate::compiler::compare::{Change, Presence, Shift, What};

/// Whether something is new, gone or another one.
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

    pub(super) fn ink(self) -> Ink {
        match self {
            Self::Added => Ink::Added,
            Self::Removed => Ink::Removed,
            Self::Changed => Ink::Changed,
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
    pub(super) said: Vec<Piece>,
}

/// A piece of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) ink: Ink,
    pub(super) text: String,
    /// Whether it is a value, which may be shortened.
    pub(super) is_value: bool,
}

impl Line {
    pub(super) fn of(change: &Change, old: &World<'_>, new: &World<'_>) -> Self {
        let (mark, said) = said(change, old, new);
        Self { mark, said }
    }

    /// Whether it can go on below where it is too long.
    pub(super) fn is_divisible(&self) -> bool {
        self.mark == Mark::Changed && self.said.iter().filter(|it| it.is_value).count() > 1
    }

    /// Both texts, where the line is about two that may be long.
    pub(super) fn texts(&self) -> Option<(&str, &str)> {
        match &self.said[..] {
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
        ink: Ink::Plain,
        text: text.into(),
        is_value: true,
    }
}

fn dim(text: &str) -> Piece {
    Piece {
        ink: Ink::Dim,
        text: text.to_owned(),
        is_value: false,
    }
}

/// What was and what is.
fn exchange(before: impl Into<String>, after: impl Into<String>) -> Vec<Piece> {
    let piece = |ink, text| Piece {
        ink,
        text,
        is_value: true,
    };
    vec![
        piece(Ink::Removed, before.into()),
        dim(ARROW),
        piece(Ink::Added, after.into()),
    ]
}

/// A property that came, went or is another one.
fn property(before: Option<String>, after: Option<String>) -> (Mark, Vec<Piece>) {
    let mark = Mark::between(before.is_some(), after.is_some());
    let said = match (before, after) {
        (Some(before), Some(after)) => exchange(before, after),
        (before, after) => vec![plain(before.or(after).unwrap_or_default())],
    };
    (mark, said)
}

/// A list with entries more and entries fewer.
fn list(added: &[String], removed: &[String], was: bool, is: bool) -> (Mark, Vec<Piece>) {
    let mark = Mark::between(was, is);
    let mut said = Vec::new();
    let mut entries = |ink, sign: &str, entries: &[String]| {
        if entries.is_empty() {
            return;
        }
        if !said.is_empty() {
            said.push(dim("  "));
        }
        let sign = match mark {
            Mark::Changed => sign,
            Mark::Added | Mark::Removed => "",
        };
        said.push(Piece {
            ink: if sign.is_empty() { Ink::Plain } else { ink },
            text: format!("{sign}{}", entries.join(", ")),
            is_value: true,
        });
    };
    entries(Ink::Removed, "- ", removed);
    entries(Ink::Added, "+ ", added);
    (mark, said)
}

fn json(value: &Value) -> String {
    value.to_string()
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn said(change: &Change, old: &World<'_>, new: &World<'_>) -> (Mark, Vec<Piece>) {
    let nsid = change.nsid.as_str();
    let changed = |said| (Mark::Changed, said);
    let added = |text: String| (Mark::Added, vec![plain(text)]);
    let removed = |text: String| (Mark::Removed, vec![plain(text)]);
    let is_now = || summary::at(new, nsid, &change.new.pointer).unwrap_or_default();
    let was = || summary::at(old, change.old_nsid(), &change.old.pointer).unwrap_or_default();
    let local = |name: &str| summary::local(name, nsid).to_owned();
    match &change.what {
        What::DocumentAdded => added(summary::document(new.ir, nsid)),
        What::DocumentRemoved => removed(summary::document(old.ir, nsid)),
        What::DefinitionAdded { kind } => added(definition(kind, &is_now())),
        What::DefinitionRemoved { kind } => removed(definition(kind, &was())),
        What::DefinitionRenamed {
            before,
            on_the_wire,
            ..
        } => {
            let mut said = vec![dim("renamed from "), plain(local(before))];
            said.extend(on_the_wire.then(|| dim(", a name that is on the wire")));
            changed(said)
        }
        What::KindChanged { before, after, .. } => changed(exchange(*before, *after)),
        What::RecordKeyChanged { before, after, .. } => changed(exchange(before, after)),
        What::FieldAdded { presence } => added(present(*presence, &is_now())),
        What::FieldRemoved { presence } => removed(present(*presence, &was())),
        What::FieldBecameRequired => changed(exchange("optional", "required")),
        What::FieldBecameOptional => changed(exchange("required", "optional")),
        What::FieldBecameNullable => changed(exchange("not nullable", "nullable")),
        What::FieldNoLongerNullable => changed(exchange("nullable", "not nullable")),
        What::TypeChanged { before, after, .. } => changed(exchange(*before, *after)),
        What::ReferenceChanged {
            before,
            after,
            shift,
        } => {
            let mut said = exchange(local(before), local(after));
            said.push(dim(match *shift {
                Shift::NONE => "  of the same meaning",
                Shift::NARROWED => "  which allows less",
                Shift::WIDENED => "  which allows more",
                _ => "",
            }));
            changed(said)
        }
        What::LimitChanged { before, after, .. } => property(
            before.map(|it| it.to_string()),
            after.map(|it| it.to_string()),
        ),
        What::FormatChanged { before, after, .. } => {
            property(before.map(str::to_owned), after.map(str::to_owned))
        }
        What::EnumChanged {
            added,
            removed,
            was_listed,
            is_listed,
            ..
        } => {
            let texts = |values: &[Value]| values.iter().map(json).collect::<Vec<_>>();
            list(&texts(added), &texts(removed), *was_listed, *is_listed)
        }
        What::KnownValuesChanged { added, removed } => {
            let texts = |values: &[String]| values.iter().map(|it| quoted(it)).collect::<Vec<_>>();
            let (was, is) = (change.old.present, change.new.present);
            list(&texts(added), &texts(removed), was, is)
        }
        What::ConstChanged { before, after, .. } | What::DefaultChanged { before, after } => {
            property(before.as_ref().map(json), after.as_ref().map(json))
        }
        What::AcceptChanged { before, after, .. } => {
            let types = |types: &Option<Vec<String>>| types.as_ref().map(|it| it.join(", "));
            property(types(before), types(after))
        }
        What::MemberAdded { member, .. } => added(format!("member {}", local(member))),
        What::MemberRemoved { member, .. } => removed(format!("member {}", local(member))),
        What::UnionClosed => changed(exchange("open", "closed")),
        What::UnionOpened => changed(exchange("closed", "open")),
        What::BodyAdded { .. } | What::SchemaAdded { .. } => added(is_now()),
        What::BodyRemoved { .. } | What::SchemaRemoved { .. } => removed(was()),
        What::EncodingChanged { before, after, .. } => changed(exchange(before, after)),
        What::ErrorAdded { name } => added(name.clone()),
        What::ErrorRemoved { name } => removed(name.clone()),
        What::PermissionGranted { permission } => added(permission.clone()),
        What::PermissionRevoked { permission } => removed(permission.clone()),
        What::RustChanged { reason, .. } => changed(vec![dim("in Rust, "), plain(reason)]),
        What::PermissionTextChanged { before, after, .. }
        | What::DescriptionChanged { before, after } => {
            property(before.as_deref().map(quoted), after.as_deref().map(quoted))
        }
    }
}

/// A definition by its kind, and by its type where that says more.
fn definition(kind: &str, words: &str) -> String {
    match words {
        "" => kind.to_owned(),
        words => words.to_owned(),
    }
}

fn present(presence: Presence, words: &str) -> String {
    let presence = match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
    };
    format!("{presence} {words}")
}
