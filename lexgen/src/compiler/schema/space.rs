//! Space types: kinds of spaces of permissioned data.

use std::collections::BTreeMap;

use serde::Serialize;

use super::RecordKey;
use crate::syntax::Nsid;

/// A definition of type `space`.
/// [Proposal](https://github.com/bluesky-social/proposals/tree/main/0016-permissioned-data).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Space {
    /// Text for developers.
    pub description: Option<String>,
    /// What the keys of its spaces look like, as a recommendation.
    pub key: RecordKey,
    /// A short name shown to account holders.
    pub name: String,
    /// `name` by language tag.
    #[serde(rename = "name:lang")]
    pub name_lang: BTreeMap<String, String>,
    /// The record types that clients should expect, in the order written.
    pub collections: Vec<Nsid>,
}

impl Space {
    /// The most UTF-16 code units of a name. An implementation counts these, another
    /// one bytes.
    pub(crate) const MAX_NAME: usize = 64;
}
