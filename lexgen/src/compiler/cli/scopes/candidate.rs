//! The permission sets that grant anything that is needed.

use std::collections::BTreeSet;

use super::{
    grant::granted,
    need::{ANY, Need, Permit},
};
use crate::{
    compiler::schema::{Definition, Document, MAIN, PermissionSet},
    scope::{IncludeScope, Scope, Scopes},
};

/// A permission set of the lexicons, with one audience.
pub(super) struct Candidate {
    pub(super) include: IncludeScope,
    /// What it grants of what is needed.
    pub(super) covers: BTreeSet<Permit>,
    /// What else it grants.
    pub(super) more: BTreeSet<String>,
}

impl Candidate {
    /// Those of all sets, sorted.
    pub(super) fn all(
        need: &Need,
        documents: &[Document],
        permits: &BTreeSet<Permit>,
    ) -> Vec<Self> {
        let mut services = BTreeSet::from([None]);
        services.extend(need.endpoints.values().map(Option::as_deref));
        services.remove(&Some(ANY));
        let mut candidates = Vec::new();
        for (document, set) in sets(documents) {
            for service in &services {
                let Ok(include) = IncludeScope::new(document.id.as_str(), *service) else {
                    continue;
                };
                let granted = granted(&include, set);
                let is_granted =
                    |permit: &&Permit| granted.iter().any(|scope| covers(scope, permit));
                let covers: BTreeSet<_> = permits.iter().filter(is_granted).cloned().collect();
                if !covers.is_empty() {
                    let more = granted.iter().flat_map(|scope| more(scope, permits));
                    candidates.push(Self {
                        include,
                        more: more.collect(),
                        covers,
                    });
                }
            }
        }
        candidates.sort_by(|one, other| one.include.cmp(&other.include));
        candidates
    }
}

/// The permission sets among documents.
pub(super) fn sets(documents: &[Document]) -> impl Iterator<Item = (&Document, &PermissionSet)> {
    documents
        .iter()
        .filter_map(|document| match document.defs.get(MAIN) {
            Some(Definition::PermissionSet(set)) => Some((document, set)),
            _ => None,
        })
}

/// The account's own spaces of a type.
pub(super) fn own_spaces(nsid: &str) -> Option<Scope> {
    Scope::new(&format!("space:{nsid}")).ok()
}

fn covers(scope: &Scope, permit: &Permit) -> bool {
    match (scope, permit) {
        (Scope::Repo(repo), Permit::Write(nsid, action)) => repo.covers(nsid, *action),
        (Scope::Rpc(rpc), Permit::Call(nsid, service)) => rpc.covers(nsid, service),
        (Scope::Space(_), Permit::Space(nsid)) => {
            let granted = Scopes::from_iter([scope.clone()]);
            own_spaces(nsid).is_some_and(|own| granted.covers(&own))
        }
        _ => false,
    }
}

/// What a scope grants that is not needed. An endpoint is one thing, whoever answers
/// it.
fn more(scope: &Scope, permits: &BTreeSet<Permit>) -> Vec<String> {
    let is_called = |nsid: &&str| {
        let mut calls = permits
            .iter()
            .filter(|permit| matches!(permit, Permit::Call(..)));
        calls.any(|permit| permit.nsid() == *nsid)
    };
    let is_written = |nsid: &str, action| permits.contains(&Permit::Write(nsid.to_owned(), action));
    match scope {
        Scope::Repo(repo) => {
            let is_more = |nsid: &&str| !repo.actions().all(|action| is_written(nsid, action));
            repo.collections()
                .filter(is_more)
                .map(str::to_owned)
                .collect()
        }
        Scope::Rpc(rpc) => {
            let others = rpc.lxm().filter(|nsid| !is_called(nsid));
            others.map(str::to_owned).collect()
        }
        Scope::Space(space) => {
            let nsid = space.space_type();
            let is_needed = permits.contains(&Permit::Space(nsid.to_owned()));
            (!is_needed).then(|| nsid.to_owned()).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
