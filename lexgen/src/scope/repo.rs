//! `repo:`, to write records.

use std::{collections::BTreeSet, fmt};

use super::{
    error::{Fault, InvalidScope},
    text::{self, Parts},
    values::{Names, word},
};
use crate::{permission::RepoAction, wire::Record};

/// To write records of some types:
/// [`repo`](https://atproto.com/specs/permission#repo).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepoScope {
    collections: Names,
    actions: BTreeSet<RepoAction>,
}

impl RepoScope {
    /// All records of a type.
    pub fn of<R: Record>() -> Self {
        Self::all(Names::one(R::NSID))
    }

    /// All records of types, by their NSIDs, or of any type by `*`.
    ///
    /// ```
    /// use lexgen::{RepoAction, scope::RepoScope};
    ///
    /// let scope = RepoScope::new(["com.example.post"])?.only([RepoAction::Create]);
    /// assert_eq!(scope.to_string(), "repo:com.example.post?action=create");
    /// # Ok::<(), lexgen::scope::InvalidScope>(())
    /// ```
    pub fn new<'c>(collections: impl IntoIterator<Item = &'c str>) -> Result<Self, InvalidScope> {
        let collections: Vec<_> = collections.into_iter().collect();
        Self::from_values(&collections, []).map_err(|fault| {
            fault.of(format!(
                "repo?collection={}",
                collections.join("&collection=")
            ))
        })
    }

    /// All records of any type.
    pub fn any() -> Self {
        Self::all(Names::Any)
    }

    /// Another type of records, too.
    #[must_use]
    pub fn and<R: Record>(mut self) -> Self {
        self.collections.add(R::NSID);
        self
    }

    /// Only these actions. Without any, all are allowed.
    #[must_use]
    pub fn only(mut self, actions: impl IntoIterator<Item = RepoAction>) -> Self {
        self.actions = actions_or_all(actions);
        self
    }

    /// The NSIDs of the record types, sorted, or `*`.
    pub fn collections(&self) -> impl Iterator<Item = &str> {
        self.collections.texts().into_iter()
    }

    /// The allowed actions.
    pub fn actions(&self) -> impl Iterator<Item = RepoAction> {
        self.actions.iter().copied()
    }

    /// Whether it covers an action on records of a type.
    pub fn covers(&self, collection: &str, action: RepoAction) -> bool {
        self.actions.contains(&action) && self.collections.contains(collection)
    }

    fn all(collections: Names) -> Self {
        Self {
            collections,
            actions: actions_or_all([]),
        }
    }

    /// From the fields of a permission.
    pub(super) fn from_values(
        collections: &[&str],
        actions: impl IntoIterator<Item = RepoAction>,
    ) -> Result<Self, Fault> {
        if collections.is_empty() {
            return Err("`collection` is missing".into());
        }
        Ok(Self {
            collections: Names::parse(collections, "record types")?,
            actions: actions_or_all(actions),
        })
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        let parts = parts.with(&["collection", "action"])?;
        let collections = parts.positional("collection")?;
        let actions = parts.named("action").into_iter();
        let actions = actions.map(|value| {
            word(
                "action",
                value,
                &RepoAction::ALL.map(|action| (action.name(), action)),
            )
        });
        Self::from_values(&collections, actions.collect::<Result<Vec<_>, _>>()?)
    }
}

fn actions_or_all(actions: impl IntoIterator<Item = RepoAction>) -> BTreeSet<RepoAction> {
    let actions: BTreeSet<_> = actions.into_iter().collect();
    if actions.is_empty() {
        RepoAction::ALL.into()
    } else {
        actions
    }
}

impl fmt::Display for RepoScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_limited = self.actions.len() < RepoAction::ALL.len();
        let actions = self.actions.iter().filter(|_| is_limited);
        let actions = actions.map(|action| ("action", action.name()));
        text::write(f, "repo", ("collection", self.collections.texts()), actions)
    }
}
