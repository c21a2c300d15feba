//! Permission sets as constants: the permissions that a client requests.
//! [Specification](https://atproto.com/specs/permission).

/// A permission set of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionSet {
    /// The NSID, as in the scope `include:<NSID>`.
    pub nsid: &'static str,
    /// A short name, in the default language.
    pub title: Option<&'static str>,
    /// `title` by language tag.
    pub title_lang: &'static [(&'static str, &'static str)],
    /// A longer text, in the default language.
    pub detail: Option<&'static str>,
    /// `detail` by language tag.
    pub detail_lang: &'static [(&'static str, &'static str)],
    /// The permissions.
    pub permissions: &'static [Permission],
}

/// One permission of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// To write records.
    Repo {
        /// NSIDs of record types.
        collection: &'static [&'static str],
        /// The allowed actions.
        action: &'static [RepoAction],
    },
    /// To call endpoints of a service on behalf of the account.
    Rpc {
        /// NSIDs of endpoints, or `*`.
        lxm: &'static [&'static str],
        /// The DID of the service with a fragment, or `*`.
        aud: Option<&'static str>,
        /// Whether the audience is that of the scope that includes the set.
        inherit_aud: bool,
    },
    /// A resource that this version of lexgen does not know.
    Other {
        /// The resource's name.
        resource: &'static str,
        /// The other fields, as a JSON object.
        parameters: &'static str,
    },
}

/// An action on records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepoAction {
    /// `create`
    Create,
    /// `update`
    Update,
    /// `delete`
    Delete,
}
