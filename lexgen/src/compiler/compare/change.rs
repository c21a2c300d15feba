//! One difference between two versions of a lexicon, at the level of meaning.

use serde::Serialize;
use serde_json::Value;

use super::{Semver, Shift};

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The document's NSID.
    pub nsid: String,
    /// The definition's name (the new one where it was renamed); `None` for
    /// the document as a whole.
    pub definition: Option<String>,
    /// Where it stands in the old version, or where something is missing.
    pub old: Spot,
    /// Where it stands in the new version, or where something is missing.
    pub new: Spot,
    /// What it is.
    pub what: What,
}

impl Change {
    /// The NSID of the document in which [`old`](Self::old) stands: another
    /// one than [`nsid`](Self::nsid) where a definition moved.
    pub fn old_nsid(&self) -> &str {
        match &self.what {
            What::DefinitionRenamed { before, .. } => {
                before.split_once('#').map_or(before, |(nsid, _)| nsid)
            }
            _ => &self.nsid,
        }
    }
}

/// A place in one version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// A JSON pointer from the top of the lexicon. For what this side does not
    /// have, the nearest value that would hold it.
    pub pointer: String,
    /// Whether the thing itself stands there.
    pub present: bool,
}

/// One of the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// What was promised.
    Old,
    /// What is proposed.
    New,
}

/// What can differ.
///
/// Values that are not the point of a rule are JSON, as they would stand in
/// the lexicon.
#[expect(missing_docs, reason = "a variant's text says what its fields are")]
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum What {
    /// A document is new.
    DocumentAdded,
    /// A document is gone.
    DocumentRemoved,
    /// A definition is new. `kind` is the lexicon's `type`.
    DefinitionAdded { kind: &'static str },
    /// A definition is gone.
    DefinitionRemoved { kind: &'static str },
    /// A definition of the same meaning has another name now; both names are
    /// full (`nsid#name`), and may be of different documents. With no
    /// [`Change::definition`] it is a document with all that it defines, and
    /// the names are NSIDs. Data that names it in `$type` or as a token, or a
    /// request that calls it, says so: `on_the_wire`.
    DefinitionRenamed {
        before: String,
        after: String,
        on_the_wire: bool,
    },
    /// A definition is of another kind: a query became a procedure, a record an
    /// object.
    KindChanged {
        before: &'static str,
        after: &'static str,
        /// Between the data that the two mean.
        shift: Shift,
    },

    /// A record's `key` differs.
    RecordKeyChanged {
        before: String,
        after: String,
        /// Of the record keys that are allowed.
        shift: Shift,
    },

    /// An object or the parameters have a property more.
    FieldAdded { presence: Presence },
    /// An object or the parameters have a property fewer.
    FieldRemoved { presence: Presence },
    /// A property must be present now.
    FieldBecameRequired,
    /// A property may be absent now.
    FieldBecameOptional,
    /// A property may be `null` now.
    FieldBecameNullable,
    /// A property may be `null` no more.
    FieldNoLongerNullable,

    /// A value is of another type: an integer became a string.
    TypeChanged {
        before: &'static str,
        after: &'static str,
        shift: Shift,
    },
    /// A reference leads elsewhere, or a type that was written in place is a
    /// reference now, or the other way round. `before` and `after` name the
    /// target in full, or say `in place`.
    ReferenceChanged {
        before: String,
        after: String,
        /// Between what the two mean.
        shift: Shift,
    },

    /// A bound is new, gone or another one.
    LimitChanged {
        limit: Limit,
        before: Option<i128>,
        after: Option<i128>,
        /// Of the values of the whole type: a bound that the rest of the type
        /// implies takes nothing away.
        shift: Shift,
    },
    /// A string's `format` is new, gone or another one.
    FormatChanged {
        before: Option<&'static str>,
        after: Option<&'static str>,
        /// Of the texts that are allowed.
        shift: Shift,
    },
    /// A closed list of values (`enum`) differs; an empty list is none.
    EnumChanged {
        added: Vec<Value>,
        removed: Vec<Value>,
        /// Whether there was a list before.
        was_listed: bool,
        /// Whether there is a list now.
        is_listed: bool,
        /// Of the values of the whole type.
        shift: Shift,
    },
    /// Suggested values (`knownValues`) differ.
    KnownValuesChanged {
        added: Vec<String>,
        removed: Vec<String>,
    },
    /// The only value allowed (`const`) differs.
    ConstChanged {
        before: Option<Value>,
        after: Option<Value>,
        /// Of the values of the whole type.
        shift: Shift,
    },
    /// What readers assume (`default`) differs.
    DefaultChanged {
        before: Option<Value>,
        after: Option<Value>,
    },
    /// A blob's `accept` differs; `None` accepts all.
    AcceptChanged {
        before: Option<Vec<String>>,
        after: Option<Vec<String>>,
        shift: Shift,
    },

    /// A union has a member more. `closed` is whether the old union refuses
    /// members that it does not list.
    MemberAdded { member: String, closed: bool },
    /// A union has a member fewer. `closed` is whether the new union refuses
    /// members that it does not list.
    MemberRemoved { member: String, closed: bool },
    /// A union refuses members that it does not list now.
    UnionClosed,
    /// A union accepts members that it does not list now.
    UnionOpened,

    /// An endpoint takes or gives a body (or, as a subscription, messages) now.
    BodyAdded { part: BodyPart },
    /// An endpoint takes or gives no body any more.
    BodyRemoved { part: BodyPart },
    /// A body's `encoding` differs.
    EncodingChanged {
        part: BodyPart,
        before: String,
        after: String,
        /// Of the encodings that are allowed.
        shift: Shift,
    },
    /// A body that was only an encoding has a schema now.
    SchemaAdded { part: BodyPart },
    /// A body has an encoding and no schema any more.
    SchemaRemoved { part: BodyPart },
    /// An endpoint names an error more.
    ErrorAdded { name: String },
    /// An endpoint names an error fewer.
    ErrorRemoved { name: String },

    /// A permission set grants something more, in words such as
    /// `repo com.example.post create`.
    PermissionGranted { permission: String },
    /// A permission set grants something no more.
    PermissionRevoked { permission: String },
    /// What the account holder is shown of a permission set differs.
    PermissionTextChanged {
        key: String,
        before: Option<String>,
        after: Option<String>,
    },

    /// Callers of the generated module see something that follows from no
    /// change of meaning: the order of `required`, a name that is told apart
    /// from a new one, a struct that holds itself now.
    RustChanged {
        path: String,
        semver: Semver,
        reason: String,
    },

    /// A text for people differs. Found only when asked for.
    DescriptionChanged {
        before: Option<String>,
        after: Option<String>,
    },
}

/// Whether a property must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// It is listed in `required`.
    Required,
    /// It may be absent.
    Optional,
}

/// A bound. `max…` bounds are tightened by lower values, `min…` by higher ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Limit {
    /// `minimum` of an integer.
    Minimum,
    /// `maximum` of an integer.
    Maximum,
    /// `minLength`: bytes of a string or of bytes, elements of an array.
    MinLength,
    /// `maxLength`: bytes of a string or of bytes, elements of an array.
    MaxLength,
    /// `minGraphemes` of a string.
    MinGraphemes,
    /// `maxGraphemes` of a string.
    MaxGraphemes,
    /// `maxSize` of a blob, bytes.
    MaxSize,
}

/// Which data of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyPart {
    /// `input`: the request body.
    Input,
    /// `output`: the response body.
    Output,
    /// `message` of a subscription.
    Message,
}

impl Limit {
    /// As the lexicon names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::MinGraphemes => "minGraphemes",
            Self::MaxGraphemes => "maxGraphemes",
            Self::MaxSize => "maxSize",
        }
    }

    /// Whether it bounds from above.
    pub fn is_upper(self) -> bool {
        match self {
            Self::Maximum | Self::MaxLength | Self::MaxGraphemes | Self::MaxSize => true,
            Self::Minimum | Self::MinLength | Self::MinGraphemes => false,
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
}
