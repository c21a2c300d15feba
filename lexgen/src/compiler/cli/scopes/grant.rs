//! What a permission set of a lexicon grants.

use crate::{
    compiler::schema::{Permission, PermissionSet},
    scope::{Grant, IncludeScope, Scope},
};

/// What a server reads in a set that a scope includes.
pub(super) fn granted(include: &IncludeScope, set: &PermissionSet) -> Vec<Scope> {
    let grants = set.permissions.iter().filter_map(grant);
    let granted = grants.filter_map(|grant| include.permission(&grant));
    granted.collect()
}

/// The permission, if the runtime knows its resource.
fn grant(permission: &Permission) -> Option<Grant<'_>> {
    match permission {
        Permission::Repo { collection, action } => Some(Grant::Repo {
            collection: texts(collection),
            action,
        }),
        Permission::Rpc {
            lxm,
            aud,
            inherit_aud,
        } => Some(Grant::Rpc {
            lxm: texts(lxm),
            aud: aud.as_deref(),
            inherit_aud: *inherit_aud,
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
            authority: authority.as_deref(),
            skey: skey.as_deref(),
            collection: texts(collection),
            action,
            manage,
        }),
        Permission::Other { .. } => None,
    }
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
