//! Permission sets as constants: what a client asks an account's owner for.
//! [Specification](https://atproto.com/specs/permission).

/// A permission set of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PermissionSet {
    /// Its NSID, as in the scope `include:<NSID>`.
    pub nsid: &'static str,
    /// A short name, in the lexicon's own language.
    pub title: Option<&'static str>,
    /// `title` by language tag.
    pub title_lang: &'static [(&'static str, &'static str)],
    /// A longer text, in the lexicon's own language.
    pub detail: Option<&'static str>,
    /// `detail` by language tag.
    pub detail_lang: &'static [(&'static str, &'static str)],
    /// What it grants.
    pub permissions: &'static [Permission],
}

/// One permission of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Writing records.
    Repo {
        /// NSIDs of record types.
        collection: &'static [&'static str],
        /// What may be done to them.
        action: &'static [RepoAction],
    },
    /// Calling endpoints of a service on the account's behalf.
    Rpc {
        /// NSIDs of endpoints, or `*`.
        lxm: &'static [&'static str],
        /// The service's DID with a fragment, or `*`.
        aud: Option<&'static str>,
        /// Whether the audience comes from whoever includes the set.
        inherit_aud: bool,
    },
    /// A resource that this version of lexgen does not know.
    Other {
        /// The resource's name.
        resource: &'static str,
        /// Its other fields, as a JSON object.
        parameters: &'static str,
    },
}

/// What may be done to records of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepoAction {
    /// `create`
    Create,
    /// `update`
    Update,
    /// `delete`
    Delete,
}
