//! A permission set that already exists: only its permissions change, their limits stay,
//! and notes say what the set grants more or less than before.

use std::mem;

use jsonc_parser::{ast, common::Ranged};
use serde_json::Value;

use super::{SettingsError, candidate::own_spaces, document::Grants, grant};
use crate::{
    compiler::{
        check::{Unknown, check_with},
        schema::{Definition, Document, MAIN, PermissionSet},
        source::{Sources, json::parse_with_positions},
    },
    permission::RepoAction,
    scope::{IncludeScope, RepoScope, RpcScope, Scope, Scopes},
    syntax::Nsid,
};

/// Stands for the service that a client names.
const SERVICE: &str = "did:web:service.invalid#service";

pub(super) struct Existing<'d> {
    nsid: &'d Nsid,
    set: &'d PermissionSet,
    text: &'d str,
}

impl<'d> Existing<'d> {
    pub(super) fn new(document: &'d Document, text: &'d str) -> Result<Self, SettingsError> {
        match document.defs.get(MAIN) {
            Some(Definition::PermissionSet(set)) => Ok(Self {
                nsid: &document.id,
                set,
                text: lexicon(text).unwrap_or(text),
            }),
            _ => {
                let nsid = document.id.as_str();
                let message = format!("`{nsid}` already exists, and is no permission set");
                Err(SettingsError::new(message).help("choose another NSID"))
            }
        }
    }

    /// Whether a text contains the set and nothing else.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        self.text == text
    }

    /// The text with other permissions.
    pub(super) fn with(&self, permissions: &[Value]) -> Option<String> {
        let top = parse_with_positions(self.text)?;
        let mut value = &top;
        for name in ["defs", MAIN, "permissions"] {
            value = member(value, name)?;
        }
        let range = value.range();
        let (before, after) = (self.text.get(..range.start)?, self.text.get(range.end..)?);
        let permissions = serde_json::to_string(permissions).ok()?;
        Some(format!("{before}{permissions}{after}"))
    }

    /// Limits what is granted to what the set grants of it, for records and spaces that
    /// the set has: whoever wrote the limits wants them. Returns a note on them.
    pub(super) fn keep_limits(&self, grants: &mut Grants<'_>) -> Option<String> {
        let granted = self.granted(self.set);
        let all: Scopes = granted.iter().cloned().collect();
        let mut kept = Vec::new();

        grants.records.retain(|nsid| {
            let covers = |action: &RepoAction| all.covers_repo(nsid, *action);
            let actions: Vec<_> = RepoAction::ALL.into_iter().filter(covers).collect();
            let is_limited = !actions.is_empty() && actions.len() < RepoAction::ALL.len();
            if is_limited {
                let scope =
                    RepoScope::new([*nsid]).map(|scope| scope.only(actions.iter().copied()));
                kept.extend(scope.map(Scope::Repo).ok());
                grants.limited.entry(actions).or_default().push(nsid);
            }
            !is_limited
        });

        let written = self.permissions().unwrap_or_default();
        grants.spaces.retain(|nsid| {
            let is_of_type = |scope: &&Scope| name(scope) == (None, None, Some(*nsid));
            let mut of_type = granted.iter().filter(is_of_type).peekable();
            if of_type.peek().is_none() {
                return true;
            }
            if own_spaces(nsid).is_some_and(|own| !all.covers(&own)) {
                kept.extend(of_type.cloned());
            }
            let as_written = written.iter().filter(|permission| {
                permission.get("resource").and_then(Value::as_str) == Some("space")
                    && permission.get("spaceType").and_then(Value::as_str) == Some(*nsid)
            });
            grants.written.extend(as_written.cloned());
            false
        });

        let kept: Vec<_> = kept.iter().map(text).collect();
        (!kept.is_empty()).then(|| {
            format!(
                "limits of the set are kept: {}; to grant more, remove them from the set",
                kept.join(", ")
            )
        })
    }

    /// The permissions as they are written.
    fn permissions(&self) -> Option<Vec<Value>> {
        let mut top = serde_json::from_str::<Value>(self.text).ok()?;
        let permissions = top.pointer_mut("/defs/main/permissions")?;
        permissions.as_array_mut().map(mem::take)
    }

    /// Gives the permissions the descriptions of those for the same resource. Returns a
    /// note for those that have no place.
    pub(super) fn lost_descriptions(&self, permissions: &mut [Value]) -> Option<String> {
        let mut lost = Vec::new();
        for permission in self.permissions()? {
            let Some(description) = permission.get("description") else {
                continue;
            };
            if permissions.contains(&permission) {
                continue;
            }
            // Calls of any service may now be of one, and the other way round.
            let position = [
                &["resource", "spaceType", "action", "aud"][..],
                &["resource", "spaceType", "aud"],
                &["resource", "spaceType"],
            ]
            .into_iter()
            .find_map(|keys| {
                permissions.iter().position(|new| {
                    let is_free = new.get("description").is_none();
                    is_free && keys.iter().all(|key| new.get(key) == permission.get(key))
                })
            });
            let new = position.and_then(|index| permissions.get_mut(index)?.as_object_mut());
            match new {
                Some(new) => {
                    new.insert("description".to_owned(), description.clone());
                }
                None => lost.push(description.to_string()),
            }
        }
        let lost = (!lost.is_empty()).then(|| lost.join(", "))?;
        Some(format!(
            "descriptions of permissions that are not kept: {lost}"
        ))
    }

    /// What a new text of the set grants more and less.
    pub(super) fn differences(&self, new: &str) -> Vec<String> {
        let mut sources = Sources::default();
        sources.add(self.nsid.as_str(), None, new);
        let documents = check_with(&sources, Unknown::Allowed).documents;
        let new = documents
            .first()
            .and_then(|document| document.defs.get(MAIN));
        let Some(Definition::PermissionSet(new)) = new else {
            return Vec::new();
        };
        let (old, new) = (self.granted(self.set), self.granted(new));
        let notes = [
            (
                "the set now grants more",
                beyond(&new, &old, "and not only"),
            ),
            (
                "the set now grants less, no longer",
                beyond(&old, &new, "only"),
            ),
        ];
        let notes = notes.into_iter().filter(|(_, scopes)| !scopes.is_empty());
        notes
            .map(|(what, scopes)| format!("{what}: {}", scopes.join(", ")))
            .collect()
    }

    /// What a server reads in a set, a scope for each name.
    fn granted(&self, set: &PermissionSet) -> Vec<Scope> {
        let Ok(include) = IncludeScope::new(self.nsid.as_str(), Some(SERVICE)) else {
            return Vec::new();
        };
        let granted = grant::granted(&include, set).into_iter();
        granted.flat_map(|scope| each(&scope)).collect()
    }
}

/// The lexicon in the response of a server.
fn lexicon(text: &str) -> Option<&str> {
    let top = parse_with_positions(text)?;
    match member(&top, "lexicon") {
        Some(_) => Some(text),
        None => {
            let range = member(&top, "value")?.range();
            text.get(range.start..range.end)
        }
    }
}

/// The scopes that others do not cover, as text, with what the others are instead.
fn beyond(scopes: &[Scope], others: &[Scope], than: &str) -> Vec<String> {
    let all: Scopes = others.iter().cloned().collect();
    let beyond = scopes.iter().filter(|scope| !all.covers(scope));
    let compared = |scope: &Scope| {
        let same = others.iter().filter(|other| name(other) == name(scope));
        let same: Vec<_> = same.map(text).collect();
        match same.as_slice() {
            [] => text(scope),
            same => format!("{} ({than} {})", text(scope), same.join(", ")),
        }
    };
    beyond.map(compared).collect()
}

fn text(scope: &Scope) -> String {
    match scope {
        Scope::Rpc(rpc) if rpc.aud() == SERVICE => {
            let nsid = rpc.lxm().next().unwrap_or_default();
            format!("`rpc:{nsid}` of the service that the client names")
        }
        scope => format!("`{scope}`"),
    }
}

/// The resource and the NSID.
fn name(scope: &Scope) -> (Option<&str>, Option<&str>, Option<&str>) {
    match scope {
        Scope::Repo(repo) => (repo.collections().next(), None, None),
        Scope::Rpc(rpc) => (None, rpc.lxm().next(), None),
        Scope::Space(space) => (None, None, Some(space.space_type())),
        _ => (None, None, None),
    }
}

/// A scope for each name of one.
fn each(scope: &Scope) -> Vec<Scope> {
    match scope {
        Scope::Repo(repo) => {
            let one = |nsid| {
                RepoScope::new([nsid])
                    .ok()
                    .map(|one| one.only(repo.actions()))
            };
            repo.collections()
                .filter_map(one)
                .map(Scope::Repo)
                .collect()
        }
        Scope::Rpc(rpc) => {
            let one = |nsid| RpcScope::new([nsid], rpc.aud()).ok();
            rpc.lxm().filter_map(one).map(Scope::Rpc).collect()
        }
        other => vec![other.clone()],
    }
}

fn member<'a, 't>(value: &'a ast::Value<'t>, name: &str) -> Option<&'a ast::Value<'t>> {
    let object = value.as_object()?;
    let member = object
        .properties
        .iter()
        .find(|it| it.name.as_str() == name)?;
    Some(&member.value)
}
