//! Permission sets: bundles of authority that a client asks an account for.

use std::collections::BTreeMap;

use serde::Serialize;

/// A definition of type `permission-set`.
/// [Specification](https://atproto.com/specs/permission#permission-sets).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PermissionSet {
    /// Text for developers.
    pub description: Option<String>,
    /// A short name shown to the account holder.
    pub title: Option<String>,
    /// `title` by language tag.
    #[serde(rename = "title:lang")]
    pub title_lang: BTreeMap<String, String>,
    /// A longer text shown to the account holder.
    pub detail: Option<String>,
    /// `detail` by language tag.
    #[serde(rename = "detail:lang")]
    pub detail_lang: BTreeMap<String, String>,
    /// What the set grants, in the order written.
    pub permissions: Vec<Permission>,
}

/// One permission of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(
    tag = "resource",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Permission {
    /// Writing records.
    Repo {
        /// NSIDs of record types.
        collection: Vec<String>,
        /// What may be done to them; all three where the lexicon does not say.
        action: Vec<RepoAction>,
    },
    /// Calling endpoints of a service on the account's behalf.
    Rpc {
        /// NSIDs of endpoints, or `*`.
        lxm: Vec<String>,
        /// The service's DID with a fragment, or `*`.
        aud: Option<String>,
        /// Whether the client that includes the set gives the audience.
        inherit_aud: bool,
    },
    /// A resource this version does not know: kept as it was written.
    Other {
        /// The resource's name.
        #[serde(rename = "name")]
        resource: String,
        /// Its other fields.
        parameters: BTreeMap<String, serde_json::Value>,
    },
}

/// What may be done to records of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RepoAction {
    /// `create`
    Create,
    /// `update`
    Update,
    /// `delete`
    Delete,
}

impl RepoAction {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Delete];

    /// The name in a lexicon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}
