//! OAuth scopes: what an account allows an app to do.
//! [Specification](https://atproto.com/specs/permission).
//!
//! An app requests a [set of scopes](Scopes), and the server answers with those that
//! were granted. A [`Scope`] is made from generated types, or read from text, and is
//! written in its shortest form.
//!
//! ```
//! use lexgen::scope::{Scope, Scopes};
//! use lexgen::RepoAction;
//!
//! let scopes = Scopes::atproto()
//!     .with(Scope::new("repo?collection=com.example.post&action=create")?)
//!     .with(Scope::blob("image/*")?);
//! assert_eq!(
//!     scopes.to_string(),
//!     "atproto blob:image/* repo:com.example.post?action=create"
//! );
//! assert!(scopes.covers_repo("com.example.post", RepoAction::Create));
//! assert!(!scopes.covers_repo("com.example.post", RepoAction::Delete));
//! # Ok::<(), lexgen::scope::InvalidScope>(())
//! ```

mod account;
mod blob;
mod error;
mod include;
mod repo;
mod rpc;
mod scopes;
mod space;
#[cfg(test)]
mod tests;
mod text;
mod values;

use std::{fmt, str::FromStr};

use crate::{permission::PermissionSet, space::SpaceType, wire::Record, xrpc::Endpoint};
use text::Parts;

pub use account::{AccountAction, AccountAttribute, AccountScope, IdentityAttribute};
pub use blob::BlobScope;
pub use error::InvalidScope;
#[cfg(feature = "cli")]
pub(crate) use include::Grant;
pub use include::IncludeScope;
pub use repo::RepoScope;
pub use rpc::RpcScope;
pub use scopes::Scopes;
pub use space::{SpaceScope, SpaceUse};

/// One scope.
///
/// Two texts that mean the same are the same scope. It is written in its shortest
/// form: lists are sorted, and what is the default is left out.
///
/// ```
/// use lexgen::scope::Scope;
///
/// let scope = Scope::new("account?attr=email&action=read")?;
/// assert_eq!(scope, Scope::new("account:email")?);
/// assert_eq!(scope.to_string(), "account:email");
/// # Ok::<(), lexgen::scope::InvalidScope>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// `atproto`, which every session needs.
    Atproto,
    /// `account:`, a part of the account.
    Account(AccountScope),
    /// `blob:`, to upload files.
    Blob(BlobScope),
    /// `identity:`, the DID document and the handle.
    Identity(IdentityAttribute),
    /// `include:`, the permissions of a permission set.
    Include(IncludeScope),
    /// `repo:`, to write records.
    Repo(RepoScope),
    /// `rpc:`, to call endpoints of other services.
    Rpc(RpcScope),
    /// `space:`, to use spaces of permissioned data.
    Space(SpaceScope),
    /// `transition:`, from the time before there were scopes.
    Transition(Transition),
}

/// The [scopes] from the time before there were others.
///
/// [scopes]: https://atproto.com/specs/oauth#transitional-scopes
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transition {
    /// `transition:generic`: what an app password allows.
    Generic,
    /// `transition:chat.bsky`: `chat.bsky.*` too. Needs `transition:generic`.
    ChatBsky,
    /// `transition:email`: to see the email address.
    Email,
}

const TRANSITION: [(&str, Transition); 3] = [
    ("transition:generic", Transition::Generic),
    ("transition:chat.bsky", Transition::ChatBsky),
    ("transition:email", Transition::Email),
];

impl Scope {
    /// Reads a scope.
    pub fn new(text: &str) -> Result<Self, InvalidScope> {
        if text == "atproto" {
            return Ok(Self::Atproto);
        }
        if let Some((_, transition)) = TRANSITION.iter().find(|(name, _)| *name == text) {
            return Ok(Self::Transition(*transition));
        }
        let scope = Parts::parse(text).and_then(|parts| match parts.resource {
            "account" => AccountScope::parse(&parts).map(Self::Account),
            "blob" => BlobScope::parse(&parts).map(Self::Blob),
            "identity" => IdentityAttribute::parse(&parts).map(Self::Identity),
            "include" => IncludeScope::parse(&parts).map(Self::Include),
            "repo" => RepoScope::parse(&parts).map(Self::Repo),
            "rpc" => RpcScope::parse(&parts).map(Self::Rpc),
            "space" => SpaceScope::parse(&parts).map(Self::Space),
            "transition" => Err(
                "it is none of `transition:generic`, `transition:chat.bsky` \
                                 and `transition:email`"
                    .into(),
            ),
            _ => Err(
                "its resource is none of `account`, `blob`, `identity`, `include`, `repo`, `rpc` and `space`"
                    .into(),
            ),
        });
        scope.map_err(|fault| fault.of(text))
    }

    /// `repo:`, to write all records of a type. [`RepoScope`] has more types and
    /// fewer actions.
    pub fn repo<R: Record>() -> Self {
        Self::Repo(RepoScope::of::<R>())
    }

    /// `rpc:`, to call an endpoint of a service (`did:web:api.example.com#svc_appview`)
    /// or of any (`*`). [`RpcScope`] has more endpoints.
    ///
    /// Endpoints of the account's own server need no `rpc:`.
    pub fn rpc<E: Endpoint>(aud: &str) -> Result<Self, InvalidScope> {
        RpcScope::of::<E>(aud).map(Self::Rpc)
    }

    /// `space:`, the spaces of a type whose authority is the account itself.
    /// [`SpaceScope`] has those of others.
    pub fn space(space_type: &SpaceType) -> Self {
        Self::Space(SpaceScope::of(space_type))
    }

    /// `blob:`, to upload files of a MIME type: `image/png`, `image/*` or `*/*`.
    pub fn blob(accept: &str) -> Result<Self, InvalidScope> {
        BlobScope::new([accept]).map(Self::Blob)
    }

    /// `account:`, a part of the account.
    pub fn account(attr: AccountAttribute, action: AccountAction) -> Self {
        Self::Account(AccountScope { attr, action })
    }

    /// `identity:`, the handle or all of the identity.
    pub fn identity(attr: IdentityAttribute) -> Self {
        Self::Identity(attr)
    }

    /// `include:`, the permissions of a set. `aud` is the service for those that
    /// inherit it.
    ///
    /// ```
    /// use lexgen::{PermissionSet, scope::Scope};
    ///
    /// # const AUTH_FULL: PermissionSet = PermissionSet {
    /// #     nsid: "com.example.authFull", title: None, title_lang: &[], detail: None,
    /// #     detail_lang: &[], permissions: &[],
    /// # };
    /// let scope = Scope::include(&AUTH_FULL, Some("did:web:api.example.com#svc"))?;
    /// assert_eq!(
    ///     scope.to_string(),
    ///     "include:com.example.authFull?aud=did:web:api.example.com%23svc"
    /// );
    /// # Ok::<(), lexgen::scope::InvalidScope>(())
    /// ```
    pub fn include(set: &PermissionSet, aud: Option<&str>) -> Result<Self, InvalidScope> {
        IncludeScope::of(set, aud).map(Self::Include)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Atproto => f.write_str("atproto"),
            Self::Account(scope) => scope.fmt(f),
            Self::Blob(scope) => scope.fmt(f),
            Self::Identity(attr) => attr.fmt(f),
            Self::Include(scope) => scope.fmt(f),
            Self::Repo(scope) => scope.fmt(f),
            Self::Rpc(scope) => scope.fmt(f),
            Self::Space(scope) => scope.fmt(f),
            Self::Transition(transition) => {
                let mut names = TRANSITION.iter().filter(|(_, it)| it == transition);
                names.try_for_each(|(name, _)| f.write_str(name))
            }
        }
    }
}

impl FromStr for Scope {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, InvalidScope> {
        Self::new(text)
    }
}

macro_rules! from {
    ($($variant:ident($type:ty)),* $(,)?) => {$(
        impl From<$type> for Scope {
            fn from(scope: $type) -> Self {
                Self::$variant(scope)
            }
        }
    )*};
}

from! {
    Account(AccountScope),
    Blob(BlobScope),
    Identity(IdentityAttribute),
    Include(IncludeScope),
    Repo(RepoScope),
    Rpc(RpcScope),
    Space(SpaceScope),
    Transition(Transition),
}
