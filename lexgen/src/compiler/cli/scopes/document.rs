//! A permission set as a document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{SettingsError, existing::Existing, need::Need};
use crate::{compiler::layout::layout, permission::RepoAction, syntax::Nsid};

/// A document, and what is not in it.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

/// A set of what is in the namespace of an NSID. Of one that exists, only the
/// permissions change, and those that are limited stay so.
pub(super) fn text<'n>(
    nsid: &Nsid,
    need: &'n Need,
    existing: Option<&Existing<'_>>,
) -> Result<Written, SettingsError> {
    let group = nsid
        .as_str()
        .rsplit_once('.')
        .map_or("", |(group, _)| group);
    let is_own = |name: &&str| {
        let rest = name.strip_prefix(group);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    let names = |names: &'n BTreeSet<String>| names.iter().map(String::as_str);
    let (records, foreign): (Vec<_>, Vec<_>) = names(&need.records).partition(is_own);
    let endpoints = need.endpoints.keys().map(String::as_str);
    let (endpoints, foreign_endpoints): (Vec<_>, Vec<_>) = endpoints.partition(is_own);
    let (spaces, foreign_spaces): (Vec<_>, Vec<_>) = names(&need.spaces).partition(is_own);
    let (of_any_service, endpoints) = endpoints.into_iter().partition(|nsid| {
        let service = need.endpoints.get(*nsid);
        service.is_some_and(|service| service.as_deref() == Some("*"))
    });
    let mut grants = Grants {
        records,
        endpoints,
        of_any_service,
        spaces,
        ..Grants::default()
    };
    let kept = existing.map(|existing| existing.keep_limits(&mut grants));
    let mut permissions = grants.permissions();
    if permissions.is_empty() {
        let message = format!("nothing that is selected is in the namespace `{group}.*`");
        return Err(SettingsError::new(message).help(
            "a permission set grants only what is in its own namespace or below: choose \
             another NSID, or select more with `--include`",
        ));
    }

    let mut notes: Vec<_> = kept.flatten().into_iter().collect();
    let mut outside = foreign;
    outside.extend(foreign_endpoints);
    outside.extend(foreign_spaces);
    if !outside.is_empty() {
        notes.push(format!(
            "not in the namespace `{group}.*`, so request them beside the set: {}",
            outside
                .iter()
                .map(|nsid| format!("`{nsid}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ));
    }
    if !need.direct.is_empty() {
        let direct: Vec<_> = need
            .direct
            .keys()
            .map(|scope| format!("`{scope}`"))
            .collect();
        notes.push(format!(
            "not for permission sets, so request it beside the set: {}",
            direct.join(", ")
        ));
    }
    let text = match existing {
        None => layout(
            &json!({ "lexicon": 1, "id": nsid.as_str(), "defs": definitions(permissions) })
                .to_string(),
        ),
        Some(existing) => {
            notes.extend(existing.lost_descriptions(&mut permissions));
            let text = existing.with(&permissions);
            let text = text.as_deref().and_then(layout);
            notes.extend(
                text.as_deref()
                    .map(|text| existing.differences(text))
                    .unwrap_or_default(),
            );
            text
        }
    };
    let text = text.ok_or_else(|| SettingsError::new("the permission set is no lexicon"))?;
    Ok(Written { text, notes })
}

/// The definitions of a new set, with what people have to write.
pub(in crate::compiler::cli) fn definitions(permissions: Vec<Value>) -> Value {
    json!({ "main": {
        "type": "permission-set",
        "title": "TODO: what the set is for",
        "detail": "TODO: what an app can do with it.",
        "permissions": permissions,
    } })
}

/// What a set can grant.
#[derive(Debug, Default)]
pub(in crate::compiler::cli) struct Grants<'n> {
    /// Record types.
    pub(in crate::compiler::cli) records: Vec<&'n str>,
    /// Record types with only some actions.
    pub(in crate::compiler::cli) limited: BTreeMap<Vec<RepoAction>, Vec<&'n str>>,
    /// Endpoints of the service that the client names.
    pub(in crate::compiler::cli) endpoints: Vec<&'n str>,
    /// Endpoints of any service.
    pub(in crate::compiler::cli) of_any_service: Vec<&'n str>,
    /// Types of spaces.
    pub(in crate::compiler::cli) spaces: Vec<&'n str>,
    /// Permissions as they are written.
    pub(in crate::compiler::cli) written: Vec<Value>,
}

impl Grants<'_> {
    pub(in crate::compiler::cli) fn permissions(&self) -> Vec<Value> {
        let mut permissions = Vec::new();
        if !self.records.is_empty() {
            permissions.push(json!({
                "type": "permission", "resource": "repo", "collection": self.records,
            }));
        }
        permissions.extend(self.limited.iter().map(|(actions, records)| {
            let actions: Vec<_> = actions.iter().map(|action| action.name()).collect();
            json!({
                "type": "permission", "resource": "repo", "collection": records,
                "action": actions,
            })
        }));
        if !self.endpoints.is_empty() {
            permissions.push(json!({
                "type": "permission", "resource": "rpc", "inheritAud": true,
                "lxm": self.endpoints,
            }));
        }
        if !self.of_any_service.is_empty() {
            permissions.push(json!({
                "type": "permission", "resource": "rpc", "aud": "*",
                "lxm": self.of_any_service,
            }));
        }
        permissions.extend(self.spaces.iter().map(|space_type| {
            json!({ "type": "permission", "resource": "space", "spaceType": space_type })
        }));
        permissions.extend(self.written.iter().cloned());
        permissions
    }
}
