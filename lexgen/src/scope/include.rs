//! `include:`, the permissions of a permission set.

use std::fmt;

use super::{
    Scope,
    error::{Fault, InvalidScope},
    repo::RepoScope,
    rpc::RpcScope,
    space::{self, SpaceScope},
    text::{self, Parts},
    values::{ANY, nsid, service},
};
use crate::{
    permission::{Permission, PermissionSet, RepoAction, SpaceAction},
    syntax::Nsid,
};

/// The permissions of a permission set:
/// [`include`](https://atproto.com/specs/permission#permission-sets).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncludeScope {
    nsid: Nsid,
    aud: Option<String>,
}

/// A permission of a set, from a generated constant or from a lexicon.
pub(crate) enum Grant<'g> {
    Repo {
        collection: Vec<&'g str>,
        action: &'g [RepoAction],
    },
    Rpc {
        lxm: Vec<&'g str>,
        aud: Option<&'g str>,
        inherit_aud: bool,
    },
    Space {
        space_type: &'g str,
        authority: Option<&'g str>,
        skey: Option<&'g str>,
        collection: Vec<&'g str>,
        action: &'g [SpaceAction],
        manage: &'g [RepoAction],
    },
}

impl IncludeScope {
    /// The permissions of a set. `aud` is the service for those that inherit it.
    pub fn of(set: &PermissionSet, aud: Option<&str>) -> Result<Self, InvalidScope> {
        Self::new(set.nsid, aud)
    }

    /// The same by the NSID of the set.
    pub fn new(set: &str, aud: Option<&str>) -> Result<Self, InvalidScope> {
        Self::from_values(set, aud).map_err(|fault| {
            let parameter = aud.map(|aud| format!("?aud={aud}")).unwrap_or_default();
            fault.of(format!("include:{set}{parameter}"))
        })
    }

    /// The NSID of the set.
    pub fn nsid(&self) -> &Nsid {
        &self.nsid
    }

    /// The service for the permissions that inherit it.
    pub fn aud(&self) -> Option<&str> {
        self.aud.as_deref()
    }

    /// What the permissions of the set allow, as a server reads them. It ignores a
    /// permission
    ///
    /// - for something outside of the namespace of the set, or for `*`,
    /// - for one service: only `*` and the inherited service count,
    /// - that inherits a service if there is none, and
    /// - for anything but records, endpoints and spaces.
    ///
    /// Another set allows nothing.
    pub fn permissions(&self, set: &PermissionSet) -> Vec<Scope> {
        if set.nsid != self.nsid.as_str() {
            return Vec::new();
        }
        let permissions = set.permissions.iter().filter_map(grant);
        permissions.filter_map(|it| self.permission(&it)).collect()
    }

    /// What a permission of the set allows, unless a server ignores it.
    pub(crate) fn permission(&self, grant: &Grant<'_>) -> Option<Scope> {
        match grant {
            Grant::Repo { collection, action } => {
                let scope = RepoScope::from_values(collection, action.iter().copied()).ok()?;
                self.governs(collection).then_some(Scope::Repo(scope))
            }
            Grant::Rpc {
                lxm,
                aud,
                inherit_aud,
            } => {
                let aud = match (aud, inherit_aud) {
                    (None, true) => self.aud()?,
                    (Some(ANY), false) => ANY,
                    _ => return None,
                };
                let scope = RpcScope::from_values(lxm, aud).ok()?;
                self.governs(lxm).then_some(Scope::Rpc(scope))
            }
            Grant::Space {
                space_type,
                authority,
                skey,
                collection,
                action,
                manage,
            } => {
                let scope = SpaceScope::from_values(space::Values {
                    space_type,
                    authority: *authority,
                    skey: *skey,
                    collection: collection.clone(),
                    action: action.to_vec(),
                    manage: manage.to_vec(),
                });
                // Only the type must be in the namespace, not the record types.
                let scope = scope.ok().filter(|_| self.governs(&[space_type]))?;
                Some(Scope::Space(scope))
            }
        }
    }

    /// Whether all names are in the namespace of the set, and there are any.
    fn governs(&self, names: &[&str]) -> bool {
        let is_below = |name: &&str| {
            let group = self.nsid.as_str().rsplit_once('.').map(|(group, _)| group);
            let rest = group.and_then(|group| name.strip_prefix(group));
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        !names.is_empty() && names.iter().all(is_below)
    }

    fn from_values(set: &str, aud: Option<&str>) -> Result<Self, Fault> {
        let nsid = nsid(set, "permission sets")?;
        if aud == Some(ANY) {
            return Err("`aud` cannot be `*` in `include`: name the service".into());
        }
        aud.map_or(Ok(()), service)?;
        Ok(Self {
            nsid,
            aud: aud.map(str::to_owned),
        })
    }

    pub(super) fn parse(parts: &Parts<'_>) -> Result<Self, Fault> {
        let parts = parts.with(&["nsid", "aud"])?;
        Self::from_values(parts.single("nsid")?, parts.optional("aud")?)
    }
}

/// The permission of a constant, if it can be in a set.
fn grant(permission: &Permission) -> Option<Grant<'static>> {
    match *permission {
        Permission::Repo { collection, action } => Some(Grant::Repo {
            collection: collection.to_vec(),
            action,
        }),
        Permission::Rpc {
            lxm,
            aud,
            inherit_aud,
        } => Some(Grant::Rpc {
            lxm: lxm.to_vec(),
            aud,
            inherit_aud,
        }),
        Permission::Space {
            space_type,
            authority,
            skey,
            collection,
            action,
            manage,
        } => Some(Grant::Space {
            space_type,
            authority,
            skey,
            collection: collection.to_vec(),
            action,
            manage,
        }),
        Permission::Other { .. } => None,
    }
}

impl fmt::Display for IncludeScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let aud = self.aud().map(|aud| ("aud", aud));
        text::write(f, "include", ("nsid", vec![self.nsid.as_str()]), aud)
    }
}
