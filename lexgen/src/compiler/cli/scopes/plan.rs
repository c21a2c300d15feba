//! The least list of scopes: permission sets where they grant what is needed, and
//! then everything that is left in as few scopes as possible.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    candidate::{Candidate, own_spaces, sets},
    choice::{Choice, whole},
    count,
    need::{ANY, Need, Permit, names},
};
use crate::{
    compiler::schema::{Document, Permission},
    scope::{IncludeScope, RepoScope, RpcScope, Scope},
};

/// The most notes on permission sets that grant more.
const MAX_NOTES: usize = 3;

/// A scope of the list.
pub(super) struct Line {
    pub(super) scope: Scope,
    /// The NSIDs of what it is for.
    pub(super) covers: BTreeSet<String>,
}

/// The scopes, and what the user should know about the choice.
pub(super) struct Plan {
    lines: Vec<Line>,
    is_least: bool,
    /// Sets of the list that grant more.
    excessive: Vec<Remark>,
    /// Sets that would cover something that is now listed, and would grant more.
    broader: Vec<Remark>,
    /// Sets that could cover endpoints if a service was given.
    without_service: BTreeSet<String>,
}

/// What there is to say about a permission set.
struct Remark {
    include: IncludeScope,
    covered: usize,
    more: BTreeSet<String>,
}

impl Plan {
    pub(super) fn new(need: &Need, documents: &[Document], allow_more: bool) -> Self {
        let needed = need.permits();
        let candidates = Candidate::all(need, documents, &needed);
        let (exact, broader): (Vec<_>, Vec<_>) =
            candidates.iter().partition(|set| set.more.is_empty());
        let mut choice = Choice::exact(&exact, &needed);
        if allow_more {
            choice = choice.and_broader(&broader, &needed);
        }
        let left = choice.left(&needed);
        let listed_names = names(&left);

        let mut lines: Vec<Line> = vec![Line {
            scope: Scope::Atproto,
            covers: BTreeSet::new(),
        }];
        lines.extend(need.direct.iter().map(|(scope, users)| Line {
            scope: scope.clone(),
            covers: users.clone(),
        }));
        lines.extend(choice.sets.iter().map(|set| Line {
            scope: Scope::Include(set.include.clone()),
            covers: &names(&set.covers) - &listed_names,
        }));
        lines.extend(listed(&left));
        lines.sort_by(|one, other| one.scope.cmp(&other.scope));

        let remark = |set: &Candidate| Remark {
            include: set.include.clone(),
            covered: whole(set, &needed).len(),
            more: set.more.clone(),
        };
        let excessive = choice.sets.iter().filter(|set| !set.more.is_empty());
        let replaced = |set: &Candidate| {
            let whole = whole(set, &needed).into_iter();
            whole.filter(|name| listed_names.contains(*name)).count()
        };
        let mut broader: Vec<_> = broader
            .into_iter()
            .filter(|set| replaced(set) > 1)
            .collect();
        broader.sort_by_key(|set| std::cmp::Reverse(replaced(set)));
        Self {
            is_least: choice.is_least,
            excessive: excessive.map(|set| remark(set)).collect(),
            broader: broader.into_iter().map(remark).collect(),
            without_service: without_service(&left, documents),
            lines,
        }
    }

    /// The scopes, sorted.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What the user should know about the choice.
    pub(super) fn notes(&self, need: &Need) -> Vec<String> {
        let mut notes = Vec::new();
        if !need.own_server.is_empty() {
            notes.push(format!(
                "{} of `com.atproto.*` need no `rpc:`: the account's own server answers them",
                count(need.own_server.len(), "endpoint")
            ));
        }
        let mut scopes = self.lines.iter().map(|line| &line.scope);
        if scopes.any(|scope| matches!(scope, Scope::Space(_))) {
            notes.push(
                "`space:` is for the account's own spaces; for those of others, add \
                 `?authority=*` or the DID of one"
                    .to_owned(),
            );
        }
        if !self.is_least {
            notes.push(
                "there are too many permission sets to compare every choice: a shorter list \
                 may exist"
                    .to_owned(),
            );
        }
        for set in &self.excessive {
            notes.push(format!(
                "`include:{}` also grants {}",
                set.include.nsid().as_str(),
                some(&set.more)
            ));
        }
        for set in self.broader.iter().take(MAX_NOTES) {
            notes.push(format!(
                "`include:{}` covers {} of these, and also grants {}; `--allow-more` uses it",
                set.include.nsid().as_str(),
                set.covered,
                some(&set.more)
            ));
        }
        if !self.without_service.is_empty() {
            let sets: Vec<_> = self.without_service.iter().collect();
            let sets: Vec<_> = sets.iter().map(|set| format!("`include:{set}`")).collect();
            notes.push(format!(
                "{} may cover endpoints of one service: name it with `--aud`",
                sets.join(", ")
            ));
        }
        notes
    }
}

/// What is left, in as few scopes as possible.
fn listed(left: &BTreeSet<Permit>) -> Vec<Line> {
    let mut records: BTreeSet<&str> = BTreeSet::new();
    let mut services: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut spaces: BTreeSet<&str> = BTreeSet::new();
    for permit in left {
        match permit {
            Permit::Write(nsid, _) => {
                records.insert(nsid);
            }
            Permit::Call(nsid, service) => {
                services.entry(service).or_default().insert(nsid);
            }
            Permit::Space(nsid) => {
                spaces.insert(nsid);
            }
        }
    }
    // All that is needed of a record are all actions.
    let repo = RepoScope::new(records.iter().copied()).ok();
    let repo = repo.map(|scope| (Scope::Repo(scope), records));
    let rpc = services.into_iter().filter_map(|(service, nsids)| {
        let scope = RpcScope::new(nsids.iter().copied(), service).ok()?;
        Some((Scope::Rpc(scope), nsids))
    });
    let space = spaces.into_iter().filter_map(|nsid| {
        let scope = own_spaces(nsid)?;
        Some((scope, BTreeSet::from([nsid])))
    });
    let lines = repo.into_iter().chain(rpc).chain(space);
    let lines = lines.map(|(scope, nsids)| Line {
        scope,
        covers: nsids.into_iter().map(str::to_owned).collect(),
    });
    lines.collect()
}

/// The sets that grant calls that are left, of the service that includes them.
fn without_service(left: &BTreeSet<Permit>, documents: &[Document]) -> BTreeSet<String> {
    let is_left = |nsid: &String| left.contains(&Permit::Call(nsid.clone(), ANY.to_owned()));
    let grants = |permission: &Permission| match permission {
        Permission::Rpc {
            lxm, inherit_aud, ..
        } => *inherit_aud && lxm.iter().any(is_left),
        Permission::Repo { .. } | Permission::Space { .. } | Permission::Other { .. } => false,
    };
    sets(documents)
        .filter(|(_, set)| set.permissions.iter().any(grants))
        .map(|(document, _)| document.id.as_str().to_owned())
        .collect()
}

/// A few names, and the number of the others.
fn some(names: &BTreeSet<String>) -> String {
    let shown: Vec<_> = names
        .iter()
        .take(3)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len() - shown.len() {
        0 => shown.join(", "),
        others => format!("{} and {others} more", shown.join(", ")),
    }
}
