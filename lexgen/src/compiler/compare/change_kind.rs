//! What can differ, grouped by what it is about.

use serde::Serialize;

use super::{ConstraintChange, Semver, ValueSetChange, rules};
use crate::{
    compiler::schema::{FullName, Kind, RecordKey, Step},
    syntax::Nsid,
    xrpc::Subprotocol,
};

/// What can differ. Serializes as the details of a [change in
/// JSON](super::Change::to_json).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A document or a definition as a whole.
    Definition(DefinitionChange),
    /// The presence of a property of an object or of parameters.
    Property(PropertyChange),
    /// The values that a type or a record's key allows.
    Constraint(ConstraintChange),
    /// The members of a union.
    Member(MemberChange),
    /// A body of an endpoint.
    Body(BodyChange),
    /// How the frames of a subscription are written, unless client and service agree
    /// on another way.
    Subprotocol(Replaced<Subprotocol>),
    /// The errors that an endpoint names.
    Error(ErrorChange),
    /// A permission set.
    Permission(PermissionChange),
    /// A type of spaces.
    Space(SpaceChange),
    /// A text for people. Found only when asked for.
    Description(Replaced<Option<String>>),
    /// The generated Rust, without a change of meaning: the order of
    /// `required`, a name that collides with a new one, a struct that contains
    /// itself.
    Rust(RustChange),
}

/// What was, and what is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Replaced<T> {
    pub before: T,
    pub after: T,
}

/// A change of a document or a definition as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum DefinitionChange {
    /// A document was added.
    DocumentAdded,
    /// A document was removed.
    DocumentRemoved,
    /// A definition of this type was added.
    Added { kind: Kind },
    /// A definition of this type was removed.
    Removed { kind: Kind },
    /// A definition of the same meaning has another name, perhaps in another
    /// document. Without a [`definition`](super::Change::definition) it is a
    /// document with all its definitions. `on_the_wire` is whether data or
    /// requests contain the name: in `$type`, as a token, in a call.
    Renamed {
        before: FullName,
        after: FullName,
        on_the_wire: bool,
    },
    /// It cannot be compared: a version has errors there, or lacks it.
    NotCompared { why: String },
    /// A definition has another type: a query became a procedure, a record an
    /// object. `value_set` is about the data.
    KindChanged {
        before: Kind,
        after: Kind,
        #[serde(skip)]
        value_set: ValueSetChange,
    },
}

/// A change of the presence of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum PropertyChange {
    /// A property was added.
    Added { presence: Presence },
    /// A property was removed.
    Removed { presence: Presence },
    /// A property of the same type has another name: the old and the new place
    /// say which.
    Renamed { presence: Presence },
    /// A property is now required.
    BecameRequired,
    /// A property is no longer required.
    BecameOptional,
    /// A property may now be `null`.
    BecameNullable,
    /// A property may no longer be `null`.
    NoLongerNullable,
}

/// Whether a property must be present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Presence {
    /// It is listed in `required`.
    Required,
    /// It may be absent.
    Optional,
}

/// A change of the members of a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum MemberChange {
    /// A member was added. `closed` is whether the old union refuses members
    /// that it does not list.
    Added { member: FullName, closed: bool },
    /// A member was removed. `closed` is whether the new union refuses members
    /// that it does not list.
    Removed { member: FullName, closed: bool },
    /// The union now refuses members that it does not list.
    Closed,
    /// The union now accepts members that it does not list.
    Opened,
}

/// A change of a body of an endpoint, or of a subscription's messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BodyChange {
    /// Which body.
    pub part: BodyPart,
    /// What differs.
    #[serde(flatten)]
    pub aspect: BodyAspect,
}

/// What of a body differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum BodyAspect {
    /// It was added.
    Added,
    /// It was removed.
    Removed,
    /// The `encoding`. `value_set` is about the allowed MIME types.
    Encoding {
        before: String,
        after: String,
        #[serde(skip)]
        value_set: ValueSetChange,
    },
    /// A schema was added to the encoding.
    SchemaAdded,
    /// The schema was removed, the encoding remains.
    SchemaRemoved,
}

/// Which data of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BodyPart {
    /// `input`: the request body.
    Input,
    /// `output`: the response body.
    Output,
    /// `message` of a subscription.
    Message,
}

/// A change of the errors that an endpoint names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum ErrorChange {
    /// An error was added.
    Added { name: String },
    /// An error was removed.
    Removed { name: String },
}

/// A change of a permission set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum PermissionChange {
    /// The set grants something new, in words such as
    /// `repo com.example.post create`.
    Granted { permission: String },
    /// The set no longer grants something.
    Revoked { permission: String },
    /// The account holder is shown another text.
    Text {
        key: String,
        before: Option<String>,
        after: Option<String>,
    },
}

/// A change of a type of spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum SpaceChange {
    /// Other keys are recommended.
    Key(Replaced<RecordKey>),
    /// A record type was added to the declaration.
    CollectionAdded { collection: Nsid },
    /// A record type was removed from the declaration.
    CollectionRemoved { collection: Nsid },
    /// The account holder is shown another text.
    Text {
        key: String,
        before: Option<String>,
        after: Option<String>,
    },
}

/// A change that only callers of the generated Rust see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RustChange {
    /// The item's path.
    pub path: String,
    /// What it takes of the next version.
    pub semver: Semver,
    /// What callers see.
    pub reason: String,
}

impl<T> Replaced<T> {
    /// Both sides by a function.
    pub fn map<U>(self, mut value: impl FnMut(T) -> U) -> Replaced<U> {
        Replaced {
            before: value(self.before),
            after: value(self.after),
        }
    }
}

impl ChangeKind {
    /// The name in JSON.
    pub fn name(&self) -> &'static str {
        rules::change_name(rules::of(self))
    }

    /// The change of the set of valid values at its place.
    ///
    /// Unchanged where something is added or removed as a whole (documents,
    /// definitions, bodies, errors), for advice (`default`, `knownValues`,
    /// descriptions), and for permissions.
    pub fn value_set(&self) -> ValueSetChange {
        match self {
            Self::Constraint(change) => change.value_set,
            Self::Definition(DefinitionChange::KindChanged { value_set, .. }) => *value_set,
            Self::Property(change) => match change {
                PropertyChange::Added {
                    presence: Presence::Required,
                }
                | PropertyChange::BecameRequired
                | PropertyChange::NoLongerNullable => ValueSetChange::NARROWED,
                PropertyChange::Removed {
                    presence: Presence::Required,
                }
                | PropertyChange::BecameOptional
                | PropertyChange::BecameNullable => ValueSetChange::WIDENED,
                PropertyChange::Renamed {
                    presence: Presence::Required,
                } => ValueSetChange::BOTH,
                PropertyChange::Added { .. }
                | PropertyChange::Removed { .. }
                | PropertyChange::Renamed { .. } => ValueSetChange::UNCHANGED,
            },
            Self::Member(change) => match change {
                MemberChange::Added { closed: true, .. } | MemberChange::Opened => {
                    ValueSetChange::WIDENED
                }
                MemberChange::Removed { closed: true, .. } | MemberChange::Closed => {
                    ValueSetChange::NARROWED
                }
                MemberChange::Added { .. } | MemberChange::Removed { .. } => {
                    ValueSetChange::UNCHANGED
                }
            },
            Self::Body(change) => match change.aspect {
                BodyAspect::Encoding { value_set, .. } => value_set,
                BodyAspect::Added
                | BodyAspect::Removed
                | BodyAspect::SchemaAdded
                | BodyAspect::SchemaRemoved => ValueSetChange::UNCHANGED,
            },
            Self::Definition(_)
            | Self::Subprotocol(_)
            | Self::Error(_)
            | Self::Permission(_)
            | Self::Space(_)
            | Self::Description(_)
            | Self::Rust(_) => ValueSetChange::UNCHANGED,
        }
    }
}

impl Presence {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
        }
    }
}

impl BodyPart {
    /// As the lexicon names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
            Self::Message => "message",
        }
    }

    /// The step from the endpoint to it.
    pub(super) fn step(self) -> Step {
        match self {
            Self::Input => Step::Input,
            Self::Output => Step::Output,
            Self::Message => Step::Message,
        }
    }
}
