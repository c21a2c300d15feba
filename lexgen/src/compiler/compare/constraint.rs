//! Constraints: what restricts or describes the values of a type.
//!
//! Values of a lexicon are JSON, as the lexicon writes them.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Inside, Replaced, ValueSetChange};
use crate::{
    compiler::schema::{FullName, Kind, RecordKey},
    syntax::Format,
};

/// A change of what restricts or describes values.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct ConstraintChange {
    /// What differs.
    pub constraint: Constraint,
    /// The change of the values of the whole type: a bound that the rest of the
    /// type implies changes nothing.
    #[serde(skip)]
    pub value_set: ValueSetChange,
}

/// What restricts or describes values, before and after.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
pub enum Constraint {
    /// A record's `key`.
    RecordKey(Replaced<RecordKey>),
    /// The `type`.
    Type(Replaced<Kind>),
    /// A reference leads elsewhere, or replaces a type written in place, or is
    /// replaced by one. `inside` is what differs between the two types.
    Reference {
        before: Referent,
        after: Referent,
        inside: Inside,
    },
    /// A bound.
    Limit {
        limit: Limit,
        before: Option<i128>,
        after: Option<i128>,
    },
    /// A string's `format`.
    Format(Replaced<Option<Format>>),
    /// The closed list of values (`enum`); an empty list is none.
    Enum {
        added: Vec<Value>,
        removed: Vec<Value>,
        was_listed: bool,
        is_listed: bool,
    },
    /// The suggested values (`knownValues`), which restrict nothing.
    KnownValues {
        added: Vec<String>,
        removed: Vec<String>,
    },
    /// The only value allowed (`const`).
    Const(Replaced<Option<Value>>),
    /// The value that readers assume (`default`), which restricts nothing.
    Default(Replaced<Option<Value>>),
    /// A blob's `accept`; `None` accepts all.
    Accept(Replaced<Option<Vec<String>>>),
}

/// What a type is written as: a reference, or in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// There is no reference.
    InPlace(InPlace),
    /// A reference to this definition.
    Definition(FullName),
}

/// A type that is written where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InPlace {
    /// The type.
    pub kind: Kind,
    /// The members of a union.
    pub members: Vec<FullName>,
}

/// A bound. `max…` bounds are tightened by lower values, `min…` by higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Limit {
    /// `minimum` of an integer.
    Minimum,
    /// `maximum` of an integer.
    Maximum,
    /// `minLength` of a string or of bytes.
    #[serde(rename = "minLength")]
    MinBytes,
    /// `maxLength` of a string or of bytes.
    #[serde(rename = "maxLength")]
    MaxBytes,
    /// `minLength` of an array.
    #[serde(rename = "minLength")]
    MinElements,
    /// `maxLength` of an array.
    #[serde(rename = "maxLength")]
    MaxElements,
    /// `minGraphemes` of a string.
    MinGraphemes,
    /// `maxGraphemes` of a string.
    MaxGraphemes,
    /// `maxSize` of a blob, bytes.
    MaxSize,
}

impl fmt::Display for Referent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InPlace(in_place) => in_place.fmt(f),
            Self::Definition(name) => name.fmt(f),
        }
    }
}

/// `string in place`, `union of a, b`.
impl fmt::Display for InPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.members.is_empty() {
            return write!(f, "{} in place", self.kind);
        }
        write!(f, "{} of ", self.kind)?;
        for (index, member) in self.members.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(f, "{separator}{member}")?;
        }
        Ok(())
    }
}

impl Serialize for Referent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Limit {
    /// As the lexicon names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinBytes | Self::MinElements => "minLength",
            Self::MaxBytes | Self::MaxElements => "maxLength",
            Self::MinGraphemes => "minGraphemes",
            Self::MaxGraphemes => "maxGraphemes",
            Self::MaxSize => "maxSize",
        }
    }

    /// Whether it bounds from above.
    pub fn is_upper(self) -> bool {
        match self {
            Self::Maximum
            | Self::MaxBytes
            | Self::MaxElements
            | Self::MaxGraphemes
            | Self::MaxSize => true,
            Self::Minimum | Self::MinBytes | Self::MinElements | Self::MinGraphemes => false,
        }
    }
}
