//! Permission sets: bundles of authority that a client asks an account for.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

pub use crate::permission::{RepoAction, SpaceAction};

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
        #[serde(serialize_with = "repo_actions")]
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
    /// Using spaces of permissioned data.
    Space {
        /// The NSID of the type of the spaces.
        space_type: String,
        /// The account that decides who has access: a DID, `self` or `*`.
        authority: Option<String>,
        /// The key of the space, or `*`.
        skey: Option<String>,
        /// NSIDs of record types, or `*`; those of the type where there are none.
        collection: Vec<String>,
        /// What may be done to the records.
        #[serde(serialize_with = "space_actions")]
        action: Vec<SpaceAction>,
        /// What may be done to the spaces themselves.
        #[serde(serialize_with = "repo_actions")]
        manage: Vec<RepoAction>,
    },
    /// What servers ignore because of an unknown field, or a resource that this version
    /// does not know: kept as it was written.
    Other {
        /// The resource's name.
        #[serde(rename = "name")]
        resource: String,
        /// Its other fields.
        parameters: BTreeMap<String, serde_json::Value>,
    },
}

fn repo_actions<S: Serializer>(actions: &[RepoAction], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(actions.iter().map(|action| action.name()))
}

fn space_actions<S: Serializer>(actions: &[SpaceAction], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(actions.iter().map(|action| action.name()))
}
