//! Two surfaces compared by
//! [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).
//!
//! What generated code is shaped like decides most: structs and open enums are
//! `#[non_exhaustive]`, so fields and variants may join them; closed enums are
//! not, so every variant counts; a struct is made by `new`, whose arguments
//! are the required fields, or by `Default` where there are none, so the set
//! and the order of required fields count, and the last required field takes
//! `new` with it.

use super::{Constant, EnumOf, Item, Origin, Shape, Surface, TypeName};
use crate::compiler::{
    compare::Semver,
    schema::{Path, Step},
};

/// One thing that callers see, or could see, of a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The Rust path of the item that differs.
    pub path: String,
    /// Where the old lexicon has what it is about; `None` for what is new.
    pub old: Option<Origin>,
    /// Where the new lexicon has what it is about; `None` for what is gone.
    pub new: Option<Origin>,
    /// What the error, value or member it is about is called on the wire.
    pub wire: Option<String>,
    /// What the next version of the module must be.
    pub semver: Semver,
    /// What callers see, in a few words without a full stop.
    pub reason: String,
    /// What can have made it.
    pub(super) cause: Cause,
}

/// What can have made a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Cause {
    /// A change at its place.
    #[default]
    Place,
    /// An item came or went.
    Item,
    /// Parameters came or went, each of which is a change of its own.
    Properties,
    /// A type is another one, by its name before and now.
    Type(String, String),
    /// The order in which the lexicon lists what is required, which has no
    /// meaning but in Rust.
    Order,
}

impl Difference {
    /// Whether it is that an item came or went.
    pub(super) fn is_whole_item(&self) -> bool {
        self.old.is_none() != self.new.is_none()
            && matches!(self.cause, Cause::Item | Cause::Properties)
    }

    /// The items of which a type was made on one side only.
    pub(super) fn exchanged_items(&self) -> Vec<&str> {
        let Cause::Type(before, after) = &self.cause else {
            return Vec::new();
        };
        let items = |name| str::split(name, ['<', '>']).collect();
        let (before, after): (Vec<&str>, Vec<&str>) = (items(before), items(after));
        let only_before = before.iter().filter(|it| !after.contains(it));
        let only_after = after.iter().filter(|it| !before.contains(it));
        only_before.chain(only_after).copied().collect()
    }
}

/// Everything in which the surfaces differ, ordered by Rust path.
pub fn compare(old: &Surface, new: &Surface) -> Vec<Difference> {
    let mut found = Vec::new();
    for (path, before) in &old.items {
        match new.items.get(path) {
            Some(after) => {
                let mut pair = Pair {
                    path,
                    before,
                    after,
                    found: &mut found,
                };
                pair.item();
            }
            None => found.push(Difference {
                path: path.clone(),
                old: Some(before.origin.clone()),
                new: None,
                wire: None,
                semver: Semver::Major,
                reason: format!("`{}` is gone", short(path)),
                cause: came_or_went(before),
            }),
        }
    }
    for (path, after) in &new.items {
        if !old.items.contains_key(path) {
            found.push(Difference {
                path: path.clone(),
                old: None,
                new: Some(after.origin.clone()),
                wire: None,
                semver: Semver::Minor,
                reason: format!("`{}` is new", short(path)),
                cause: came_or_went(after),
            });
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// An item of both versions.
pub(super) struct Pair<'a> {
    pub(super) path: &'a str,
    pub(super) before: &'a Item,
    pub(super) after: &'a Item,
    pub(super) found: &'a mut Vec<Difference>,
}

/// What of an item differs.
#[derive(Clone, Copy)]
pub(super) enum At<'a> {
    /// The item itself.
    Item,
    /// A part that both sides have.
    Both(&'a Path, &'a Path),
    /// A part that is gone.
    Old(&'a Path),
    /// A part that is new.
    New(&'a Path),
}

impl Pair<'_> {
    fn item(&mut self) {
        let (before, after) = (self.before, self.after);
        let name = short(self.path);
        if after.deprecated && !before.deprecated {
            self.minor(At::Item, format!("`{name}` is deprecated"));
        }
        match (&before.shape, &after.shape) {
            (Shape::Struct(before), Shape::Struct(after)) => self.structs(before, after),
            (Shape::Enum(before), Shape::Enum(after)) => self.enums(before, after),
            (Shape::Marker(before), Shape::Marker(after)) => self.markers(before, after),
            (Shape::Alias(before), Shape::Alias(after)) => {
                self.retyped(At::Item, &format!("`{name}` is"), before, after);
            }
            (Shape::Newtype(before), Shape::Newtype(after)) => {
                self.retyped(At::Item, &format!("`{name}` holds"), before, after);
                self.derives(&[]);
            }
            (Shape::Constant(before), Shape::Constant(after)) => {
                self.constant(before, after, name);
            }
            (
                Shape::Struct(_)
                | Shape::Enum(_)
                | Shape::Marker(_)
                | Shape::Alias(_)
                | Shape::Newtype(_)
                | Shape::Constant(_),
                _,
            ) => self.other_kind(),
        }
    }

    /// The item is another kind of item.
    pub(super) fn other_kind(&mut self) {
        let (before, after) = (self.before.shape.kind(), self.after.shape.kind());
        let name = short(self.path);
        self.major(At::Item, format!("`{name}` is {after}, not {before}"));
    }

    /// Traits that only one side derives, but for those in `told`.
    pub(super) fn derives(&mut self, told: &[&str]) {
        let (before, after) = (&self.before.derives, &self.after.derives);
        let only = |one: &[String], other: &[String]| -> Vec<String> {
            let lost = one.iter().filter(|it| !other.contains(it));
            let lost = lost.filter(|it| !told.contains(&it.as_str()));
            lost.cloned().collect()
        };
        let name = short(self.path);
        for lost in only(before, after) {
            self.major(At::Item, format!("`{name}` is no longer `{lost}`"));
        }
        for gained in only(after, before) {
            self.minor(At::Item, format!("`{name}` is `{gained}`"));
        }
    }

    /// A type that may be another one now; `subject` is a sentence up to it.
    pub(super) fn retyped(
        &mut self,
        at: At<'_>,
        subject: &str,
        before: &TypeName,
        after: &TypeName,
    ) -> bool {
        let differs = before.written != after.written && before.meant != after.meant;
        if differs {
            let (now, was) = (self.local(after), self.local(before));
            self.major(at, format!("{subject} `{now}`, not `{was}`"));
            self.because(Cause::Type(before.written.clone(), after.written.clone()));
        }
        differs
    }

    /// A type as it is called in the item's own module.
    pub(super) fn local(&self, r#type: &TypeName) -> String {
        match self.path.rsplit_once("::") {
            Some((module, _)) => r#type.written.replace(&format!("{module}::"), ""),
            None => r#type.written.clone(),
        }
    }

    /// A constant of both sides, by its name in full.
    pub(super) fn constant(&mut self, before: &Constant, after: &Constant, name: &str) {
        let at = At::Both(&before.place, &after.place);
        let subject = format!("`{name}` is of type");
        let is_retyped = self.retyped(at, &subject, &before.r#type, &after.r#type);
        if !is_retyped && before.value != after.value {
            self.minor(at, format!("`{name}` has another value"));
        }
    }

    pub(super) fn major(&mut self, at: At<'_>, reason: String) {
        self.push(Semver::Major, at, None, reason);
    }

    pub(super) fn minor(&mut self, at: At<'_>, reason: String) {
        self.push(Semver::Minor, at, None, reason);
    }

    pub(super) fn push(&mut self, semver: Semver, at: At<'_>, wire: Option<&str>, reason: String) {
        let place = |item: &Item, place: &Path| {
            Some(Origin {
                nsid: item.origin.nsid.clone(),
                place: place.clone(),
            })
        };
        let (old, new) = match at {
            At::Item => (
                Some(self.before.origin.clone()),
                Some(self.after.origin.clone()),
            ),
            At::Both(old, new) => (place(self.before, old), place(self.after, new)),
            At::Old(old) => (place(self.before, old), None),
            At::New(new) => (None, place(self.after, new)),
        };
        self.found.push(Difference {
            path: self.path.to_owned(),
            old,
            new,
            wire: wire.map(str::to_owned),
            semver,
            reason,
            cause: Cause::default(),
        });
    }

    /// Says what can have made the last difference.
    pub(super) fn because(&mut self, cause: Cause) {
        if let Some(difference) = self.found.last_mut() {
            difference.cause = cause;
        }
    }
}

impl Shape {
    /// What it is in a sentence.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Struct(_) => "a struct",
            Self::Enum(it) => match it.of {
                EnumOf::Values => "an enum of values",
                EnumOf::Members => "an enum of types",
                EnumOf::Errors => "an enum of errors",
            },
            Self::Newtype(_) => "a newtype",
            Self::Alias(_) => "a type alias",
            Self::Constant(_) => "a constant",
            Self::Marker(_) => "an endpoint",
        }
    }
}

fn came_or_went(item: &Item) -> Cause {
    if item.origin.place.steps().last() == Some(&Step::Parameters) {
        Cause::Properties
    } else {
        Cause::Item
    }
}

/// The last segment of a path.
pub(super) fn short(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
