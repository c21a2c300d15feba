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
    /// To use spaces of permissioned data.
    Space {
        /// The NSID of the type of the spaces.
        space_type: &'static str,
        /// The DID of the account that decides who has access, or `*`; `self` if there
        /// is none.
        authority: Option<&'static str>,
        /// The key of the space; any if there is none.
        skey: Option<&'static str>,
        /// NSIDs of record types, or `*`. Those of the type of the spaces if it is empty.
        collection: &'static [&'static str],
        /// The actions that are allowed on records.
        action: &'static [SpaceAction],
        /// The actions that are allowed on the spaces themselves.
        manage: &'static [RepoAction],
    },
    /// A permission that grants nothing: for a resource that this version of lexgen does
    /// not know, or with an unknown field.
    Other {
        /// The resource's name.
        resource: &'static str,
        /// The other fields, as a JSON object.
        parameters: &'static str,
    },
}

/// An action on records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepoAction {
    /// `create`
    Create,
    /// `update`
    Update,
    /// `delete`
    Delete,
}

/// An action on the records of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpaceAction {
    /// `read_self`: to read what the account itself wrote.
    ReadSelf,
    /// `read`: to read everything.
    Read,
    /// `create`
    Create,
    /// `update`
    Update,
    /// `delete`
    Delete,
}

impl RepoAction {
    /// Every action.
    pub(crate) const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Delete];

    /// The name in scopes and lexicons.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

impl SpaceAction {
    /// Every action.
    pub(crate) const ALL: [Self; 5] = [
        Self::ReadSelf,
        Self::Read,
        Self::Create,
        Self::Update,
        Self::Delete,
    ];

    /// The actions of a permission that lists none.
    pub(crate) const DEFAULT: [Self; 4] = [Self::Read, Self::Create, Self::Update, Self::Delete];

    /// The name in scopes and lexicons.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReadSelf => "read_self",
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// Whether the record types of a permission limit it.
    pub(crate) fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Update | Self::Delete)
    }
}
