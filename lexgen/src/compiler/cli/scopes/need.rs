//! What the selected documents need.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use super::{Audience, audience, count, own_server};
use crate::{
    compiler::{
        diagnostic::clean,
        ir::{self, DefinitionId, DefinitionKind, Ir, TypeKind, is_external},
        pipeline::Compiled,
        settings::SettingsError,
    },
    permission::RepoAction,
    scope::{BlobScope, Scope, Scopes},
};

/// Any service.
pub(super) const ANY: &str = "*";

/// One thing that an app may do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Permit {
    /// An action on records of a type.
    Write(String, RepoAction),
    /// A call of an endpoint of a service, or of any by `*`.
    Call(String, String),
    /// The use of the account's own spaces of a type.
    Space(String),
}

impl Permit {
    /// The NSID of the record type or the endpoint.
    pub(super) fn nsid(&self) -> &str {
        match self {
            Self::Write(nsid, _) | Self::Call(nsid, _) | Self::Space(nsid) => nsid,
        }
    }
}

/// The NSIDs of what permits are for.
pub(super) fn names(permits: &BTreeSet<Permit>) -> BTreeSet<String> {
    let names = permits.iter().map(|permit| permit.nsid().to_owned());
    names.collect()
}

/// What the selected documents need.
#[derive(Debug, Default)]
pub(super) struct Need {
    pub(super) records: BTreeSet<String>,
    /// Types of spaces.
    pub(super) spaces: BTreeSet<String>,
    /// With the service, if one was given.
    pub(super) endpoints: BTreeMap<String, Option<String>>,
    /// The endpoints that the account's own server answers.
    pub(super) own_server: BTreeSet<String>,
    /// Scopes that no permission set has: `blob:`, `account:`, `identity:`.
    pub(super) direct: BTreeMap<Scope, BTreeSet<String>>,
}

impl Need {
    pub(super) fn of(
        compiled: &Compiled,
        options: &ir::Options,
        audiences: &[Audience],
    ) -> Result<Self, SettingsError> {
        let mut need = Self::default();
        let mut accept = BTreeSet::new();
        let mut with_files = BTreeSet::new();
        for (id, definition) in compiled.ir.definitions() {
            let document = &compiled.ir.module(id).nsid;
            let nsid = document.as_str();
            if !options.starts_from(document) || is_external(&options.extern_paths, nsid) {
                continue;
            }
            match definition.kind {
                DefinitionKind::Record(_) => {
                    need.records.insert(nsid.to_owned());
                    let files = accepted(&compiled.ir, id);
                    if !files.is_empty() {
                        with_files.insert(nsid.to_owned());
                    }
                    accept.extend(files);
                }
                DefinitionKind::Endpoint(_) if own_server::is_own(nsid) => {
                    need.own_server.insert(nsid.to_owned());
                    if let Some(scope) = own_server::scope(nsid) {
                        let users = need.direct.entry(scope).or_default();
                        users.insert(nsid.to_owned());
                    }
                }
                DefinitionKind::Endpoint(_) => {
                    let service = audience(audiences, document).map(str::to_owned);
                    need.endpoints.insert(nsid.to_owned(), service);
                }
                DefinitionKind::Space(_) => {
                    need.spaces.insert(nsid.to_owned());
                }
                DefinitionKind::PermissionSet(_)
                | DefinitionKind::Opaque(_)
                | DefinitionKind::Token { .. }
                | DefinitionKind::Object(_)
                | DefinitionKind::Type { .. } => {}
            }
        }
        if accept.is_empty() && need.own_server.contains(own_server::UPLOAD) {
            accept.insert("*/*".to_owned());
            with_files.insert(own_server::UPLOAD.to_owned());
        }
        if let Some(files) = files(&accept, &with_files)? {
            need.direct.insert(Scope::Blob(files), with_files);
        }
        need.merge_direct();
        Ok(need)
    }

    /// Leaves out the scopes that another one includes: `identity:handle` beside
    /// `identity:*`.
    fn merge_direct(&mut self) {
        let all: Scopes = self.direct.keys().cloned().collect();
        for (scope, users) in mem::take(&mut self.direct) {
            let wider = all.iter().find(|other| {
                **other != scope && Scopes::from_iter([(*other).clone()]).covers(&scope)
            });
            let scope = wider.cloned().unwrap_or(scope);
            self.direct.entry(scope).or_default().extend(users);
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        let spaces = self.spaces.is_empty();
        spaces && self.records.is_empty() && self.endpoints.is_empty() && self.own_server.is_empty()
    }

    /// What permission sets can grant.
    pub(super) fn permits(&self) -> BTreeSet<Permit> {
        let writes = self
            .records
            .iter()
            .flat_map(|nsid| RepoAction::ALL.map(|action| Permit::Write(nsid.clone(), action)));
        let calls = self.endpoints.iter().map(|(nsid, service)| {
            Permit::Call(
                nsid.clone(),
                service.clone().unwrap_or_else(|| ANY.to_owned()),
            )
        });
        let spaces = self.spaces.iter().cloned().map(Permit::Space);
        writes.chain(calls).chain(spaces).collect()
    }

    pub(super) fn summary(&self) -> String {
        let endpoints = self.endpoints.len() + self.own_server.len();
        let (records, endpoints) = (
            count(self.records.len(), "record type"),
            count(endpoints, "endpoint"),
        );
        match self.spaces.len() {
            0 => format!("{records} and {endpoints}"),
            spaces => format!("{records}, {endpoints} and {}", count(spaces, "space type")),
        }
    }
}

/// The scope to upload files of these types, which records refer to. `None` without any.
fn files(
    accept: &BTreeSet<String>,
    with_files: &BTreeSet<String>,
) -> Result<Option<BlobScope>, SettingsError> {
    if accept.is_empty() {
        return Ok(None);
    }
    let files = BlobScope::new(accept.iter().map(String::as_str)).map_err(|error| {
        let users: Vec<_> = with_files.iter().map(|nsid| format!("`{nsid}`")).collect();
        SettingsError::new(clean(&error.to_string())).help(format!(
            "it is from `accept` of the blobs of {}: `lexgen lint` shows where",
            users.join(", ")
        ))
    })?;
    Ok(Some(files))
}

/// The MIME types of the files that a record can refer to, without parameters.
fn accepted(ir: &Ir, record: DefinitionId) -> BTreeSet<String> {
    let mut accept = BTreeSet::new();
    let mut seen = BTreeSet::from([record]);
    let mut pending = vec![record];
    while let Some(id) = pending.pop() {
        let definition = ir.definition(id);
        definition.walk(&mut |_, kind| {
            if let TypeKind::Blob(blob) = kind {
                let any = || vec!["*/*".to_owned()];
                let types = blob.accept.clone().unwrap_or_else(any);
                let essence = |text: &String| text.split(';').next().map(|it| it.trim().to_owned());
                accept.extend(types.iter().filter_map(essence));
            }
        });
        definition.each_target(&mut |_, target| {
            if seen.insert(target) {
                pending.push(target);
            }
        });
    }
    accept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_empty_list_of_files_needs_no_scope() {
        let set = |texts: &[&str]| texts.iter().copied().map(str::to_owned).collect();
        let scope = |types: &[&str]| {
            let found = files(&set(types), &set(&["com.example.post"]));
            found
                .map(|scope| scope.map(|scope| scope.to_string()))
                .expect("MIME types")
        };
        assert_eq!(scope(&[]), None);
        assert_eq!(scope(&["image/png"]).as_deref(), Some("blob:image/png"));
        let error = files(&set(&["image"]), &set(&["com.example.post"]));
        let error = error.expect_err("no MIME type").to_string();
        assert!(error.contains("invalid MIME type \"image\""), "{error}");
    }
}
