//! `space:`, to use spaces of permissioned data.

use std::{collections::BTreeSet, fmt};

use super::{
    error::Fault,
    text::{self, Parts},
    values::{ANY, Names, nsid, word},
};
use crate::{
    permission::{RepoAction, SpaceAction},
    space::SpaceType,
    syntax::{Did, Nsid, RecordKey, SpaceRef},
};

/// The account that grants the scope.
const OWN: &str = "self";

/// To use spaces of a type:
/// [`space`](https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data#oauth-scopes),
/// a proposal that may still change.
///
/// ```
/// use lexgen::scope::Scope;
///
/// let scope = Scope::new("space:com.example.forum?action=read&authority=*")?;
/// assert_eq!(scope.to_string(), "space:com.example.forum?authority=*&action=read");
/// # Ok::<(), lexgen::scope::InvalidScope>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpaceScope {
    space_type: Names,
    authority: String,
    /// `*`, or one key.
    skey: String,
    /// Those of the type of the spaces if there are none.
    collections: Option<Names>,
    actions: BTreeSet<SpaceAction>,
    manage: BTreeSet<RepoAction>,
}

/// What an app does in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpaceUse<'u> {
    /// To read everything.
    Read,
    /// To read what the account itself wrote.
    ReadSelf,
    /// To write records of a type, by NSID.
    Write(&'u str, RepoAction),
    /// To create, change or delete the space itself.
    Manage(RepoAction),
}

/// The values of a permission.
pub(super) struct Values<'v> {
    pub(super) space_type: &'v str,
    pub(super) authority: Option<&'v str>,
    pub(super) skey: Option<&'v str>,
    pub(super) collection: Vec<&'v str>,
    pub(super) action: Vec<SpaceAction>,
    pub(super) manage: Vec<RepoAction>,
}

impl SpaceScope {
    /// The spaces of a type whose authority is the account itself: to read them, and to
    /// write the records that the type names.
    pub fn of(space_type: &SpaceType) -> Self {
        Self {
            space_type: Names::one(space_type.nsid),
            authority: OWN.to_owned(),
            skey: ANY.to_owned(),
            collections: None,
            actions: SpaceAction::DEFAULT.into(),
            manage: BTreeSet::new(),
        }
    }

    /// The same for the spaces of any authority.
    #[must_use]
    pub fn of_anyone(self) -> Self {
        Self {
            authority: ANY.to_owned(),
            ..self
        }
    }

    /// The same for the spaces of one authority.
    #[must_use]
    pub fn of_authority(self, authority: &Did) -> Self {
        Self {
            authority: authority.as_str().to_owned(),
            ..self
        }
    }

    /// The same for the spaces with this key.
    #[must_use]
    pub fn with_key(self, key: &RecordKey) -> Self {
        Self {
            skey: key.as_str().to_owned(),
            ..self
        }
    }

    /// Only these actions. Without any, all but `read_self`, which `read` includes.
    #[must_use]
    pub fn only(self, actions: impl IntoIterator<Item = SpaceAction>) -> Self {
        Self {
            actions: actions_or_default(actions),
            ..self
        }
    }

    /// Also these actions on the spaces themselves.
    #[must_use]
    pub fn and_manage(self, actions: impl IntoIterator<Item = RepoAction>) -> Self {
        Self {
            manage: actions.into_iter().collect(),
            ..self
        }
    }

    /// The NSID of the type, or `*`.
    pub fn space_type(&self) -> &str {
        self.space_type.texts().first().copied().unwrap_or(ANY)
    }

    /// The authority of the spaces: a DID, `self` or `*`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The key of the spaces, or `*`.
    pub fn skey(&self) -> &str {
        &self.skey
    }

    /// The NSIDs of the record types that can be written, or `*`. `None` if they are
    /// those that the type of the spaces names.
    pub fn collections(&self) -> Option<Vec<&str>> {
        self.collections.as_ref().map(Names::texts)
    }

    /// The allowed actions on records.
    pub fn actions(&self) -> impl Iterator<Item = SpaceAction> {
        self.actions.iter().copied()
    }

    /// The allowed actions on the spaces themselves.
    pub fn manage(&self) -> impl Iterator<Item = RepoAction> {
        self.manage.iter().copied()
    }

    /// The same with the record types that the type of the spaces names, if the scope
    /// does not list others.
    #[must_use]
    pub fn with_declared(mut self, space_type: &SpaceType) -> Self {
        if self.collections.is_none() && self.space_type() == space_type.nsid {
            let declared = space_type.collections.iter();
            let declared = declared.map(|nsid| Nsid::new_unchecked(*nsid));
            self.collections = Some(Names::Listed(declared.collect()));
        }
        self
    }

    /// Whether it covers something in a space, for the account that granted it. A write
    /// is covered only by a scope that lists record types: see
    /// [`with_declared`](Self::with_declared).
    pub fn covers(&self, space: &SpaceRef, account: &Did, what: SpaceUse<'_>) -> bool {
        let (Some(authority), Some(space_type), Some(key)) =
            (space.authority(), space.space_type(), space.space_key())
        else {
            return false;
        };
        let own = if self.authority == OWN {
            account.as_str()
        } else {
            &self.authority
        };
        let is_one_of_them = (own == ANY || own == authority)
            && self.space_type.contains(space_type)
            && (self.skey == ANY || self.skey == key);
        is_one_of_them && self.allows(what)
    }

    fn allows(&self, what: SpaceUse<'_>) -> bool {
        match what {
            SpaceUse::Read => self.actions.contains(&SpaceAction::Read),
            SpaceUse::ReadSelf => {
                let reads = [SpaceAction::Read, SpaceAction::ReadSelf];
                reads.iter().any(|action| self.actions.contains(action))
            }
            SpaceUse::Write(collection, action) => {
                let names = self.collections.as_ref();
                self.actions.contains(&written(action))
                    && names.is_some_and(|names| names.contains(collection))
            }
            SpaceUse::Manage(action) => self.manage.contains(&action),
        }
    }

    /// Whether it allows all that another one does.
    pub(super) fn includes(&self, other: &Self) -> bool {
        let other_types = other.space_type();
        let is_wider = |own: &str, other: &str| own == ANY || own == other;
        let writes = other.actions.iter().any(|action| action.writes());
        let collections = match (&self.collections, &other.collections) {
            (None, None) => true,
            (Some(Names::Any), _) => true,
            (Some(own), Some(others)) => {
                let mut names = others.texts().into_iter();
                *others != Names::Any && names.all(|name| own.contains(name))
            }
            (None, Some(_)) | (Some(Names::Listed(_)), None) => false,
        };
        let reads = |action: &SpaceAction| match action {
            SpaceAction::ReadSelf => self.allows(SpaceUse::ReadSelf),
            _ => self.actions.contains(action),
        };
        self.space_type.contains(other_types)
            && is_wider(&self.authority, &other.authority)
            && is_wider(&self.skey, &other.skey)
            && (!writes || collections)
            && other.actions.iter().all(reads)
            && self.manage.is_superset(&other.manage)
    }

    pub(super) fn from_values(values: Values<'_>) -> Result<Self, Fault> {
        let space_type = if values.space_type == ANY {
            Names::Any
        } else {
            Names::Listed(BTreeSet::from([nsid(
                values.space_type,
                "types of spaces",
            )?]))
        };
        let authority = values.authority.unwrap_or(OWN);
        if !matches!(authority, OWN | ANY) {
            Did::new(authority).map_err(|error| Fault::from(error.to_string()))?;
        }
        let skey = values.skey.unwrap_or(ANY);
        if skey != ANY {
            RecordKey::new(skey).map_err(|error| Fault::from(error.to_string()))?;
        }
        let collections = if values.collection.is_empty() {
            None
        } else {
            Some(Names::parse(&values.collection, "record types")?)
        };
        Ok(Self {
            space_type,
            authority: authority.to_owned(),
            skey: skey.to_owned(),
            collections,
            actions: actions_or_default(values.action),
            manage: values.manage.into_iter().collect(),
        })
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        let parts = parts.with(&[
            "spaceType",
            "authority",
            "skey",
            "collection",
            "action",
            "manage",
        ])?;
        let actions = parts.named("action").into_iter();
        let words = SpaceAction::ALL.map(|action| (action.name(), action));
        let actions = actions.map(|value| word("action", value, &words));
        let manage = parts.named("manage").into_iter();
        let words = RepoAction::ALL.map(|action| (action.name(), action));
        let manage = manage.map(|value| word("manage", value, &words));
        Self::from_values(Values {
            space_type: parts.single("spaceType")?,
            authority: parts.optional("authority")?,
            skey: parts.optional("skey")?,
            collection: parts.named("collection"),
            action: actions.collect::<Result<_, _>>()?,
            manage: manage.collect::<Result<_, _>>()?,
        })
    }
}

/// The action on records that is an action in a space.
fn written(action: RepoAction) -> SpaceAction {
    match action {
        RepoAction::Create => SpaceAction::Create,
        RepoAction::Update => SpaceAction::Update,
        RepoAction::Delete => SpaceAction::Delete,
    }
}

/// The actions without those that another one includes, or the default.
fn actions_or_default(actions: impl IntoIterator<Item = SpaceAction>) -> BTreeSet<SpaceAction> {
    let mut actions: BTreeSet<_> = actions.into_iter().collect();
    if actions.contains(&SpaceAction::Read) {
        actions.remove(&SpaceAction::ReadSelf);
    }
    if actions.is_empty() {
        actions.extend(SpaceAction::DEFAULT);
    }
    actions
}

impl fmt::Display for SpaceScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parameters = Vec::new();
        if self.authority != OWN {
            parameters.push(("authority", self.authority.as_str()));
        }
        if self.skey != ANY {
            parameters.push(("skey", &self.skey));
        }
        let collections = self.collections().unwrap_or_default();
        parameters.extend(collections.into_iter().map(|nsid| ("collection", nsid)));
        if self.actions != BTreeSet::from(SpaceAction::DEFAULT) {
            let actions = self.actions.iter();
            parameters.extend(actions.map(|action| ("action", action.name())));
        }
        let manage = self.manage.iter();
        parameters.extend(manage.map(|action| ("manage", action.name())));
        text::write(
            f,
            "space",
            ("spaceType", vec![self.space_type()]),
            parameters,
        )
    }
}
