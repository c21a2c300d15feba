//! Sets of scopes, and what they cover.

use std::{collections::BTreeSet, fmt, mem, str::FromStr};

use super::{
    AccountAction, AccountAttribute, IdentityAttribute, InvalidScope, Scope, SpaceUse, Transition,
    values::ANY,
};
use crate::{
    permission::{PermissionSet, RepoAction},
    space::SpaceType,
    syntax::{Did, SpaceRef},
    wire::Record,
    xrpc::Endpoint,
};

/// A set of scopes, as in the parameter `scope` of OAuth.
///
/// The questions whether it covers something are about its permissions: `atproto`,
/// without which a server grants none of them, is not asked for. An `include:` covers
/// nothing by itself: see [`with_permissions_of`](Self::with_permissions_of).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scopes {
    known: BTreeSet<Scope>,
    unknown: BTreeSet<String>,
}

impl Scopes {
    /// Only `atproto`, which every session needs.
    pub fn atproto() -> Self {
        Self::from_iter([Scope::Atproto])
    }

    /// Reads scopes with spaces between them. One that is invalid is an error: use
    /// [`granted`](Self::granted) for what a server answers.
    pub fn new(text: &str) -> Result<Self, InvalidScope> {
        separated(text).map(Scope::new).collect()
    }

    /// Reads the scopes that a server granted. Those that are not known are kept, and
    /// cover nothing.
    ///
    /// ```
    /// use lexgen::scope::{Scope, Scopes};
    ///
    /// let scopes = Scopes::granted("atproto new:resource");
    /// assert!(scopes.contains(&Scope::Atproto));
    /// assert_eq!(scopes.unknown().collect::<Vec<_>>(), ["new:resource"]);
    /// ```
    pub fn granted(text: &str) -> Self {
        let mut scopes = Self::default();
        for text in separated(text) {
            match Scope::new(text) {
                Ok(scope) => scopes.insert(scope),
                Err(_) => {
                    scopes.unknown.insert(text.to_owned());
                }
            }
        }
        scopes
    }

    /// The same with another scope.
    #[must_use]
    pub fn with(mut self, scope: impl Into<Scope>) -> Self {
        self.insert(scope.into());
        self
    }

    /// Adds a scope.
    pub fn insert(&mut self, scope: Scope) {
        self.known.insert(scope);
    }

    /// Whether this very scope is one of them.
    pub fn contains(&self, scope: &Scope) -> bool {
        self.known.contains(scope)
    }

    /// The scopes.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.known.iter()
    }

    /// What [`granted`](Self::granted) could not read.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.unknown.iter().map(String::as_str)
    }

    /// The same, with the permissions of each `include:` of these sets, as far as a
    /// server [respects](super::IncludeScope::permissions) them.
    #[must_use]
    pub fn with_permissions_of(mut self, sets: &[&PermissionSet]) -> Self {
        let mut permissions = Vec::new();
        for scope in &self.known {
            if let Scope::Include(include) = scope {
                permissions.extend(sets.iter().flat_map(|set| include.permissions(set)));
            }
        }
        self.known.extend(permissions);
        self
    }

    /// The same, with the record types that these types of spaces name, for each `space:`
    /// that does not list its own.
    #[must_use]
    pub fn with_declarations_of(mut self, space_types: &[&SpaceType]) -> Self {
        self.known = mem::take(&mut self.known)
            .into_iter()
            .map(|scope| match scope {
                Scope::Space(space) => Scope::Space(
                    space_types
                        .iter()
                        .fold(space, |space, declared| space.with_declared(declared)),
                ),
                other => other,
            })
            .collect();
        self
    }

    /// Whether a call of an endpoint of a service
    /// (`did:web:api.example.com#svc_appview`) is covered. Calls that the account's own
    /// server answers need no scope, or another one.
    pub fn covers_endpoint<E: Endpoint>(&self, aud: &str) -> bool {
        self.covers_rpc(E::NSID, aud)
    }

    /// Whether an action on records of a type is covered.
    pub fn covers_record<R: Record>(&self, action: RepoAction) -> bool {
        self.covers_repo(R::NSID, action)
    }

    /// Whether a call of an endpoint of a service is covered, by NSID.
    pub fn covers_rpc(&self, lxm: &str, aud: &str) -> bool {
        let is_chat = lxm == ANY || lxm.starts_with("chat.bsky.");
        let by_transition =
            self.has(Transition::Generic) && (!is_chat || self.has(Transition::ChatBsky));
        by_transition || self.any(|scope| matches!(scope, Scope::Rpc(it) if it.covers(lxm, aud)))
    }

    /// Whether an action on records of a type is covered, by NSID.
    pub fn covers_repo(&self, collection: &str, action: RepoAction) -> bool {
        self.has(Transition::Generic)
            || self.any(|scope| matches!(scope, Scope::Repo(it) if it.covers(collection, action)))
    }

    /// Whether the upload of a file of a MIME type is covered.
    pub fn covers_blob(&self, mime_type: &str) -> bool {
        self.has(Transition::Generic)
            || self.any(|scope| matches!(scope, Scope::Blob(it) if it.covers(mime_type)))
    }

    /// Whether an action on a part of the account is covered.
    pub fn covers_account(&self, attr: AccountAttribute, action: AccountAction) -> bool {
        let is_email = (attr, action) == (AccountAttribute::Email, AccountAction::Read);
        (is_email && self.has(Transition::Email))
            || self.any(|scope| matches!(scope, Scope::Account(it) if it.covers(attr, action)))
    }

    /// Whether a change of the handle, or of all of the identity, is covered.
    pub fn covers_identity(&self, attr: IdentityAttribute) -> bool {
        self.any(|scope| matches!(scope, Scope::Identity(it) if it.covers(attr)))
    }

    /// Whether something in a space is covered, for the account that granted the scopes.
    ///
    /// A scope that lists no record types covers writes once the type of the spaces is
    /// known: see [`with_declarations_of`](Self::with_declarations_of).
    pub fn covers_space(&self, space: &SpaceRef, account: &Did, what: SpaceUse<'_>) -> bool {
        self.any(|scope| matches!(scope, Scope::Space(it) if it.covers(space, account, what)))
    }

    /// Whether everything that a scope allows is covered. For `atproto`, `transition:`
    /// and `include:` this is whether it is one of these scopes.
    ///
    /// ```
    /// use lexgen::scope::{Scope, Scopes};
    ///
    /// let scopes = Scopes::new("repo:com.example.post repo:com.example.like")?;
    /// assert!(scopes.covers(&Scope::new("repo:com.example.post?action=delete")?));
    /// assert!(!scopes.covers(&Scope::new("repo:*?action=delete")?));
    /// # Ok::<(), lexgen::scope::InvalidScope>(())
    /// ```
    pub fn covers(&self, scope: &Scope) -> bool {
        match scope {
            Scope::Atproto | Scope::Transition(_) | Scope::Include(_) => self.contains(scope),
            Scope::Account(it) => self.covers_account(it.attr, it.action),
            Scope::Identity(attr) => self.covers_identity(*attr),
            // No scope lists `*`: only one for all names covers it.
            Scope::Repo(repo) => repo.collections().all(|collection| {
                let mut actions = repo.actions();
                actions.all(|action| self.covers_repo(collection, action))
            }),
            Scope::Space(space) => {
                self.any(|own| matches!(own, Scope::Space(it) if it.includes(space)))
            }
            Scope::Rpc(rpc) => rpc.lxm().all(|lxm| self.covers_rpc(lxm, rpc.aud())),
            Scope::Blob(blob) => blob.accept().all(|pattern| {
                self.has(Transition::Generic)
                    || self.any(|own| matches!(own, Scope::Blob(it) if it.includes(pattern)))
            }),
        }
    }

    fn has(&self, transition: Transition) -> bool {
        self.contains(&Scope::Transition(transition))
    }

    fn any(&self, is_enough: impl Fn(&Scope) -> bool) -> bool {
        self.known.iter().any(is_enough)
    }
}

fn separated(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|text| !text.is_empty())
}

/// The scopes with spaces between them, `atproto` first.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for scope in &self.known {
            write!(f, "{separator}{scope}")?;
            separator = " ";
        }
        for text in &self.unknown {
            write!(f, "{separator}{text}")?;
            separator = " ";
        }
        Ok(())
    }
}

impl FromStr for Scopes {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, InvalidScope> {
        Self::new(text)
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        Self {
            known: scopes.into_iter().collect(),
            unknown: BTreeSet::new(),
        }
    }
}

impl Extend<Scope> for Scopes {
    fn extend<I: IntoIterator<Item = Scope>>(&mut self, scopes: I) {
        self.known.extend(scopes);
    }
}

impl<'s> IntoIterator for &'s Scopes {
    type Item = &'s Scope;
    type IntoIter = std::collections::btree_set::Iter<'s, Scope>;

    fn into_iter(self) -> Self::IntoIter {
        self.known.iter()
    }
}
