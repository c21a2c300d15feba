//! The public items of two versions compared by
//! [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).
//!
//! What generated code is shaped like decides most: structs and open enums are
//! `#[non_exhaustive]`, so fields and variants may join them; closed enums are
//! not, so every variant counts; a struct is made by `new`, whose arguments
//! are the required fields without constants, or by `Default` where there are
//! none, so the set of these counts, and the last one takes `new` with it. Up to
//! three are arguments, so their order counts, too; more are a struct, in which
//! they have names.

use std::{cell::LazyCell, collections::BTreeMap};

use super::{Origin, PublicApi, PublicItem, TypeName};
use crate::compiler::{
    compare::Semver,
    items::{Constant, Derive, RustType, Shape, Table, Value},
    schema::{Path, Permission, PermissionSet, Space, Step},
};

/// One thing that callers see, or could see, of a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The Rust path of the item that differs.
    pub path: String,
    /// Where the old lexicon has what it is about; `None` for what is added.
    pub old: Option<Origin>,
    /// Where the new lexicon has what it is about; `None` for what is removed.
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
    /// A description says now that something is deprecated.
    Deprecation,
    /// Parameters came or went, each of which is a change of its own.
    Properties,
    /// What makes a struct takes other fields.
    Constructor,
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

/// Everything that callers see of a new version, ordered by Rust path.
pub fn compare(old: &PublicApi<'_>, new: &PublicApi<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let now = LazyCell::new(|| places(new));
    for (path, before) in old.compared() {
        match new.items.get(path).filter(|after| !after.is_required()) {
            Some(after) => {
                let mut pair = Pair {
                    path,
                    before,
                    after,
                    found: &mut found,
                };
                pair.item();
                if place(before) != place(after)
                    && let Some(path) = now.get(&place(before))
                {
                    pair.name_is_taken(path);
                }
            }
            None => found.push(whole_item(path, Sides::Old(before))),
        }
    }
    let was = |path| {
        old.items
            .get(path)
            .is_some_and(|before| !before.is_required())
    };
    let added = new.compared().filter(|(path, _)| !was(*path));
    found.extend(added.map(|(path, after)| whole_item(path, Sides::New(after))));
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

/// What of a lexicon an item is made of.
type Place<'a> = (&'a str, &'a Path<&'a str>);

fn place<'a>(item: &'a PublicItem<'_>) -> Place<'a> {
    (item.nsid().as_str(), &item.item.origin)
}

/// The Rust paths of all items by what they are made of.
fn places<'a>(api: &'a PublicApi<'_>) -> BTreeMap<Place<'a>, &'a str> {
    let items = api.compared();
    items
        .map(|(path, item)| (place(item), path.as_str()))
        .collect()
}

/// An item that came or went.
fn whole_item(path: &str, item: Sides<&PublicItem<'_>>) -> Difference {
    let (Sides::Both(only, _) | Sides::Old(only) | Sides::New(only)) = item;
    let (semver, what) = match item {
        Sides::New(_) => (Semver::Minor, "added"),
        Sides::Old(_) | Sides::Both(..) => (Semver::Major, "removed"),
    };
    let [old, new] = item.each().map(|item| Some(item?.origin_of(Part::Whole)));
    Difference {
        path: path.to_owned(),
        old,
        new,
        wire: None,
        semver,
        reason: format!("`{}` {what}", short(path)),
        cause: if only.item.origin.steps().last() == Some(&Step::Parameters) {
            Cause::Properties
        } else {
            Cause::Item
        },
    }
}

/// An item of both versions.
pub(super) struct Pair<'a> {
    pub(super) path: &'a str,
    pub(super) before: &'a PublicItem<'a>,
    pub(super) after: &'a PublicItem<'a>,
    pub(super) found: &'a mut Vec<Difference>,
}

/// What both versions have, or one of them.
#[derive(Clone, Copy)]
pub(super) enum Sides<T> {
    Both(T, T),
    Old(T),
    New(T),
}

impl<T: Copy> Sides<T> {
    /// What the old version has, and what the new one.
    pub(super) fn each(self) -> [Option<T>; 2] {
        match self {
            Self::Both(old, new) => [Some(old), Some(new)],
            Self::Old(old) => [Some(old), None],
            Self::New(new) => [None, Some(new)],
        }
    }

    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> Sides<U> {
        match self {
            Self::Both(old, new) => Sides::Both(change(old), change(new)),
            Self::Old(old) => Sides::Old(change(old)),
            Self::New(new) => Sides::New(change(new)),
        }
    }
}

/// What of an item differs.
pub(super) type At<'a> = Sides<Part<'a>>;

/// The item itself.
pub(super) const ITEM: At<'static> = Sides::Both(Part::Whole, Part::Whole);

/// A part of an item, by what it is made of.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// A property.
    Property(&'a str),
    /// The default of a property.
    Default(&'a str),
    /// What is one step further down.
    Step(Step<&'a str>),
    /// All of it.
    Whole,
}

impl PublicItem<'_> {
    fn origin_of(&self, part: Part<'_>) -> Origin {
        let item = &self.item;
        let place = match part {
            Part::Property(name) => item.origin_of(name),
            Part::Default(name) => item.origin_of(name).with(Step::Keyword("default")),
            Part::Step(step) => item.origin.with(step),
            Part::Whole => item.origin.clone(),
        };
        Origin {
            nsid: self.nsid().clone(),
            place: place.to_owned(),
        }
    }
}

impl Pair<'_> {
    fn item(&mut self) {
        let (before, after) = (&self.before.item, &self.after.item);
        let name = short(self.path);
        let subject = format!("`{name}`");
        self.deprecation(ITEM, &subject, before.deprecated, after.deprecated);
        match (&before.shape, &after.shape) {
            (Shape::Struct(before), Shape::Struct(after)) => self.structs(before, after),
            (Shape::Enum(before), Shape::Enum(after)) => self.enums(before, after),
            (Shape::Endpoint(before), Shape::Endpoint(after)) => self.endpoints(before, after),
            (Shape::Alias(before), Shape::Alias(after)) => {
                self.retyped(ITEM, &format!("`{name}` is"), before, after);
            }
            (Shape::Newtype(before), Shape::Newtype(after)) => {
                self.retyped(ITEM, &format!("`{name}` holds"), before, after);
                self.derives(&[]);
            }
            (Shape::Constant(before), Shape::Constant(after)) => {
                self.constant(ITEM, before, after, name);
            }
            (
                Shape::Struct(_)
                | Shape::Required(_)
                | Shape::Enum(_)
                | Shape::Endpoint(_)
                | Shape::Alias(_)
                | Shape::Newtype(_)
                | Shape::Constant(_),
                _,
            ) => self.other_kind(),
        }
    }

    /// The old item has the Rust path `now`, and another one has its name: callers
    /// may compile and use that.
    fn name_is_taken(&mut self, now: &str) {
        let name = short(self.path);
        let reason = format!("`{name}` is another item, the old one is `{now}`");
        self.major(Sides::New(Part::Whole), reason);
    }

    /// The item is another kind of item.
    pub(super) fn other_kind(&mut self) {
        let (before, after) = (self.before.kind(), self.after.kind());
        let name = short(self.path);
        self.major(ITEM, format!("`{name}` is {after}, not {before}"));
    }

    /// Traits that only one side derives, except those in `reported`.
    pub(super) fn derives(&mut self, reported: &[&str]) {
        let (before, after) = (&self.before.item.derives, &self.after.item.derives);
        let is_reported =
            |it: &Derive<'_>| matches!(it, Derive::Standard(it) if reported.contains(it));
        let only = |one: &[Derive<'_>], other: &[Derive<'_>]| -> Vec<String> {
            let lost = one
                .iter()
                .filter(|it| !other.contains(it) && !is_reported(it));
            lost.map(ToString::to_string).collect()
        };
        let name = short(self.path);
        for lost in only(before, after) {
            self.major(ITEM, format!("`{name}` is no longer `{lost}`"));
        }
        for gained in only(after, before) {
            self.minor(ITEM, format!("`{name}` is `{gained}`"));
        }
    }

    /// A type that may be another one now; `subject` is a sentence up to it.
    pub(super) fn retyped(
        &mut self,
        at: At<'_>,
        subject: &str,
        before: &RustType<'_>,
        after: &RustType<'_>,
    ) -> bool {
        let (before, after) = (self.before.name_of(before), self.after.name_of(after));
        let differs = before.written != after.written && before.meant != after.meant;
        if differs {
            let (now, was) = (self.local(&after), self.local(&before));
            self.major(at, format!("{subject} `{now}`, not `{was}`"));
            self.because(Cause::Type(before.written, after.written));
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
    pub(super) fn constant(
        &mut self,
        at: At<'_>,
        before: &Constant<'_>,
        after: &Constant<'_>,
        name: &str,
    ) {
        let subject = format!("`{name}` is of type");
        let is_retyped = self.retyped(at, &subject, &before.r#type, &after.r#type);
        if !is_retyped && !is_same(&before.value, &after.value) {
            self.minor(at, format!("`{name}` has another value"));
        }
    }

    /// A deprecation that only the new version has; `subject` is what it is of.
    pub(super) fn deprecation(
        &mut self,
        at: At<'_>,
        subject: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> bool {
        let is_new = before.is_none() && after.is_some();
        if is_new {
            self.minor(at, format!("{subject} is deprecated"));
            self.because(Cause::Deprecation);
        }
        is_new
    }

    pub(super) fn major(&mut self, at: At<'_>, reason: String) {
        self.push(Semver::Major, at, reason);
    }

    pub(super) fn minor(&mut self, at: At<'_>, reason: String) {
        self.push(Semver::Minor, at, reason);
    }

    pub(super) fn push(&mut self, semver: Semver, at: At<'_>, reason: String) {
        let [old, new] = at.each();
        self.found.push(Difference {
            path: self.path.to_owned(),
            old: old.map(|part| self.before.origin_of(part)),
            new: new.map(|part| self.after.origin_of(part)),
            wire: None,
            semver,
            reason,
            cause: Cause::default(),
        });
    }

    /// Says of which value, member or error the last difference is.
    pub(super) fn on_the_wire(&mut self, wire: &str) {
        if let Some(difference) = self.found.last_mut() {
            difference.wire = Some(wire.to_owned());
        }
    }

    /// Says what can have made the last difference.
    pub(super) fn because(&mut self, cause: Cause) {
        if let Some(difference) = self.found.last_mut() {
            difference.cause = cause;
        }
    }
}

impl<'i> PublicApi<'i> {
    /// The items that are compared by themselves.
    fn compared(&self) -> impl Iterator<Item = (&String, &PublicItem<'i>)> {
        self.items.iter().filter(|(_, item)| !item.is_required())
    }
}

impl PublicItem<'_> {
    /// Whether it is compared with the constructor of another item.
    fn is_required(&self) -> bool {
        matches!(self.item.shape, Shape::Required(_))
    }

    /// What it is in a sentence.
    fn kind(&self) -> &'static str {
        match (&self.item.shape, &self.item.table) {
            (Shape::Struct(_), _) => "a struct",
            (Shape::Required(_), _) => "the required fields of a struct",
            (Shape::Enum(_), Some(Table::Records)) => "an enum of records",
            (Shape::Enum(_), Some(Table::Union)) => "an enum of types",
            (Shape::Enum(_), Some(Table::Errors)) => "an enum of errors",
            (Shape::Enum(_), _) => "an enum of values",
            (Shape::Newtype(_), _) => "a newtype",
            (Shape::Alias(_), _) => "a type alias",
            (Shape::Constant(_), _) => "a constant",
            (Shape::Endpoint(_), _) => "an endpoint",
        }
    }
}

/// Whether two values are the same to a program.
fn is_same(before: &Value<'_>, after: &Value<'_>) -> bool {
    match (before, after) {
        (Value::PermissionSet(_, before), Value::PermissionSet(_, after)) => {
            granted(before) == granted(after)
        }
        (Value::Space(_, before), Value::Space(_, after)) => declared(before) == declared(after),
        (before, after) => before == after,
    }
}

/// A type of spaces without what only developers read, and its list in one order.
fn declared(space: &Space) -> Space {
    let mut space = Space {
        description: None,
        ..space.clone()
    };
    space.collections.sort_unstable();
    space
}

/// A permission set without what only developers read, and its lists in one
/// order.
fn granted(set: &PermissionSet) -> PermissionSet {
    let mut set = PermissionSet {
        description: None,
        ..set.clone()
    };
    for permission in &mut set.permissions {
        match permission {
            Permission::Repo { collection, action } => {
                collection.sort_unstable();
                action.sort_unstable_by_key(|it| *it as u8);
            }
            Permission::Rpc { lxm, .. } => lxm.sort_unstable(),
            Permission::Space {
                collection,
                action,
                manage,
                ..
            } => {
                collection.sort_unstable();
                action.sort_unstable();
                manage.sort_unstable_by_key(|it| *it as u8);
            }
            Permission::Other { .. } => {}
        }
    }
    set
}

/// The last segment of a path.
pub(super) fn short(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
