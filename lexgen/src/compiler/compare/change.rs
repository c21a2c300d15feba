//! One difference between two versions of a lexicon, at the level of meaning.

use serde_json::{Map, Value, json};

use super::{ChangeKind, DefinitionChange, ValueSetChange};
use crate::{
    compiler::{
        check::Refused,
        schema::{FullName, MAIN, Path},
    },
    syntax::Nsid,
};

/// One difference.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// The document.
    pub nsid: Nsid,
    /// The definition's name (the new one where it was renamed); `None` for
    /// the document as a whole.
    pub definition: Option<String>,
    /// Where it is in the old version, or where something is missing.
    pub old: Location,
    /// Where it is in the new version, or where something is missing.
    pub new: Location,
    /// What it is.
    pub kind: ChangeKind,
    /// The document of the old version, if it is another one.
    pub(crate) old_document: Option<Nsid>,
}

/// A place in one version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The place. For something that this version does not have, the nearest
    /// value that would hold it.
    pub path: Path,
    /// Whether this version has it.
    pub present: bool,
}

/// One of the two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The version that was promised.
    Old,
    /// The version that is proposed.
    New,
}

impl Change {
    /// The definition's full name; that of `main` for the document as a whole.
    pub fn full_name(&self) -> FullName {
        FullName::new(&self.nsid, self.definition.as_deref().unwrap_or(MAIN))
    }

    /// The NSID of the document that holds [`old`](Self::old): another one
    /// than [`nsid`](Self::nsid) where a definition moved.
    pub fn old_nsid(&self) -> &str {
        if let Some(nsid) = &self.old_document {
            return nsid;
        }
        match &self.kind {
            ChangeKind::Definition(DefinitionChange::Renamed { before, .. }) => before.nsid(),
            _ => &self.nsid,
        }
    }

    /// Where it is in one version.
    pub fn location(&self, side: Side) -> &Location {
        side.of(&self.old, &self.new)
    }

    /// The place in the new version, or in the old one if only that has it.
    pub fn path(&self) -> &Path {
        if self.new.present {
            &self.new.path
        } else {
            &self.old.path
        }
    }

    /// Whether it is about something that has errors in a version.
    pub fn is_refused(&self, refused: &Refused) -> bool {
        match &self.definition {
            None => refused.documents.contains(&self.nsid),
            Some(name) => refused.contains(&self.nsid, name),
        }
    }

    /// As JSON. The fields are stable:
    ///
    /// | field | |
    /// |---|---|
    /// | `change` | which kind of change: `field-added`, `limit-changed` and so on |
    /// | `nsid` | the document |
    /// | `definition` | the definition's name, or `null` for the document as a whole |
    /// | `old`, `new` | where: `pointer`, a JSON pointer, and whether the thing is `present` |
    /// | `narrowed` | whether a value that was valid is no longer valid |
    /// | `widened` | whether a value that was not valid is now valid |
    /// | `details` | the fields of the [kind](ChangeKind), in `camelCase` |
    pub fn to_json(&self) -> Value {
        let details = match serde_json::to_value(&self.kind) {
            Ok(details @ Value::Object(_)) => details,
            // A kind without fields.
            _ => Value::Object(Map::new()),
        };
        let ValueSetChange { narrowed, widened } = self.kind.value_set();
        let location = |location: &Location| json!({"pointer": location.path.to_string(), "present": location.present});
        json!({
            "change": self.kind.name(),
            "nsid": self.nsid,
            "definition": self.definition,
            "old": location(&self.old),
            "new": location(&self.new),
            "narrowed": narrowed,
            "widened": widened,
            "details": details,
        })
    }
}

impl Side {
    /// `old` or `new`.
    pub fn name(self) -> &'static str {
        self.of("old", "new")
    }

    /// What belongs to this version.
    pub(crate) fn of<'t, T: ?Sized>(self, old: &'t T, new: &'t T) -> &'t T {
        match self {
            Self::Old => old,
            Self::New => new,
        }
    }

    /// The other version.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}
