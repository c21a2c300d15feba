//! What differs between two sets of lexicons, at the level of meaning.
//!
//! Both versions are walked in lockstep, a file for each kind of thing. Order,
//! formatting and (unless asked for) descriptions mean nothing, and neither do
//! the names that Rust gives to things.
//!
//! | question | file |
//! |---|---|
//! | which documents and definitions are compared with each other? | `documents`, `rename` |
//! | what of a definition: record, endpoint, permission set, type of spaces? | a file each |
//! | objects and parameters, types, and each type's properties | a file each |
//! | what of two types of parameters, which are sent as text? | `query` |
//! | where does a reference lead, and is it the same in meaning? | `reference`, `meaning`, `deep` |
//! | where is a difference? | `place` |
//!
//! A difference inside a definition is found there and nowhere else, however
//! many refer to it. Only where a reference leads to another definition than
//! before are the two compared with all that they refer to. The name of a union's
//! member, of a record and of a token is data too: where another name changes what
//! is valid, that follows from the rename, and is kept apart.

mod array;
mod blob;
mod boolean;
mod bytes;
mod constraint;
mod deep;
mod definition;
mod documents;
mod endpoint;
mod integer;
mod meaning;
mod object;
mod permission;
mod place;
mod query;
mod record;
mod reference;
mod rename;
mod space;
mod string;
mod types;
mod union;

#[cfg(test)]
mod tests;

use super::{Change, ChangeKind, Inside, Replaced, not_compared::opaque};
use crate::{
    compiler::{
        ir::{DefinitionId, Ir},
        schema::{FullName, Path, Step},
    },
    syntax::Nsid,
};
use deep::Deep;
use rename::Renames;

/// What to look for beyond what has a meaning to programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeOptions {
    /// Whether to find changed descriptions.
    pub descriptions: bool,
    /// Whether to take a rename for a removal and an addition.
    #[doc(hidden)]
    pub without_renames: bool,
}

/// Every difference, sorted by NSID, then `main` first and the other
/// definitions by name, then by place.
///
/// ```
/// use lexgen::{Input, compare, compile};
///
/// let version = |most: u32| {
///     compile([Input::text("tag.json", format!(
///         r#"{{"lexicon": 1, "id": "com.example.tag", "defs": {{"main": {{
///             "type": "object", "required": ["name"],
///             "properties": {{"name": {{"type": "string", "maxLength": {most}}}}}
///         }}}}}}"#
///     ))])
/// };
/// let (old, new) = (version(64), version(32));
/// let changes = compare::changes(old.ir(), new.ir(), compare::ChangeOptions::default());
///
/// assert_eq!(changes.len(), 1);
/// assert_eq!(changes[0].new.path.to_string(), "/defs/main/properties/name/maxLength");
/// assert_eq!(changes[0].kind.value_set(), compare::ValueSetChange::NARROWED);
/// ```
pub fn changes(old: &Ir, new: &Ir, options: ChangeOptions) -> Vec<Change> {
    found(old, new, options).changes
}

/// Every difference, and what follows from others.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub(super) changes: Vec<Change>,
    /// What a new name does elsewhere, by that name: a union lists another
    /// member, a reference leads to a record of another type. Renames are shown
    /// without it, and judged with it.
    pub(super) of_renames: Vec<(FullName, Change)>,
}

pub(super) fn found(old: &Ir, new: &Ir, options: ChangeOptions) -> Differences {
    let renames = if options.without_renames {
        Renames::default()
    } else {
        Renames::find(old, new)
    };
    let versions = Versions {
        old,
        new,
        renames: &renames,
        is_search: false,
        finds_fields: !options.without_renames,
    };
    let mut differences = documents::compare(versions, options);
    let opaque = opaque(old, new);
    // What the rest of such a definition says may mean something else now.
    let is_understood = |change: &Change| {
        let is_same = |it: &Change| it.nsid == change.nsid && it.definition == change.definition;
        !opaque.iter().any(is_same)
    };
    differences.changes.retain(is_understood);
    (differences.of_renames).retain(|(_, change)| is_understood(change));
    differences.changes.extend(opaque);
    differences.changes.sort_by_cached_key(place::order);
    differences
}

/// Both sides, and what is the same under another name.
#[derive(Clone, Copy)]
struct Versions<'i> {
    old: &'i Ir,
    new: &'i Ir,
    renames: &'i Renames,
    /// Whether renames are being looked for: then names make no difference.
    is_search: bool,
    /// Whether renamed fields are looked for.
    finds_fields: bool,
}

/// A definition of the old version and one of the new.
type Pair = (DefinitionId, DefinitionId);

/// A place in both versions, and what is found there and below.
struct Walk<'w, 'i> {
    versions: Versions<'i>,
    nsid: &'w Nsid,
    /// The document of the old version, if it is another one.
    old_document: Option<&'w Nsid>,
    definition: Option<&'w str>,
    /// The place on both sides.
    old: Path,
    new: Path,
    /// Whether this is in the parameters of an endpoint, where all is text.
    is_query: bool,
    /// The new name that what is noted follows from.
    renamed: Option<FullName>,
    found: Found<'w, 'i>,
}

/// What becomes of what is found.
enum Found<'w, 'i> {
    /// All of it is noted. References to other definitions are followed.
    Changes {
        differences: Differences,
        options: ChangeOptions,
        deep: &'w mut Deep<'i>,
    },
    /// It is added up. Pairs of references are left to the caller.
    Inside { inside: Inside, pairs: Vec<Pair> },
}

impl<'w, 'i> Walk<'w, 'i> {
    /// A walk that adds up the differences.
    fn for_inside(versions: Versions<'i>, nsid: &'w Nsid) -> Self {
        let found = Found::Inside {
            inside: Inside::default(),
            pairs: Vec::new(),
        };
        Self::new(versions, nsid, found)
    }

    fn for_changes(
        versions: Versions<'i>,
        nsid: &'w Nsid,
        options: ChangeOptions,
        deep: &'w mut Deep<'i>,
    ) -> Self {
        let found = Found::Changes {
            differences: Differences::default(),
            options,
            deep,
        };
        Self::new(versions, nsid, found)
    }

    fn new(versions: Versions<'i>, nsid: &'w Nsid, found: Found<'w, 'i>) -> Self {
        Self {
            versions,
            nsid,
            old_document: None,
            definition: None,
            old: Path::document(),
            new: Path::document(),
            is_query: false,
            renamed: None,
            found,
        }
    }

    /// Both texts for people, if they are asked for and differ.
    fn description(&mut self, old: Option<&str>, new: Option<&str>) {
        let wanted = match &self.found {
            Found::Changes { options, .. } => options.descriptions,
            Found::Inside { .. } => false,
        };
        if wanted && old != new {
            let kind = ChangeKind::Description(Replaced {
                before: old.map(str::to_owned),
                after: new.map(str::to_owned),
            });
            let step = Step::Keyword("description");
            self.note_at(step, old.is_some(), new.is_some(), kind);
        }
    }
}
