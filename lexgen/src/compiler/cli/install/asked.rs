//! What a user asks for.

use std::collections::{BTreeMap, BTreeSet};

use super::{plan::Copied, problems::Problem, state::State};
use crate::{
    compiler::{
        cli::{
            resolve::{listed, target::Target},
            terminal::Terminal,
        },
        network::{Failure, Request, Resolver},
        settings::SettingsError,
    },
    syntax::Nsid,
};

/// What a user asks for, with the lexicons of groups.
#[derive(Default)]
pub(super) struct Asked {
    requests: BTreeMap<Nsid, Request>,
    of_groups: BTreeSet<Nsid>,
    /// The groups that cannot be listed.
    failures: Vec<Failure>,
}

impl Asked {
    /// Lists the groups.
    pub(super) async fn new(
        resolver: &Resolver,
        targets: &[Target],
        terminal: &Terminal,
    ) -> Result<Self, SettingsError> {
        let mut asked = Self::default();
        for target in targets {
            match target {
                Target::One(request) => {
                    let nsid = request.nsid.clone();
                    match asked.requests.insert(nsid.clone(), request.clone()) {
                        Some(other) if other != *request => {
                            let message = format!("`{nsid}` is asked for in two ways");
                            return Err(SettingsError::new(message));
                        }
                        _ => {}
                    }
                }
                Target::Group(group) => match resolver.group(group).await {
                    Ok(found) => {
                        listed(group, &found, terminal);
                        asked.of_groups.extend(found.nsids);
                    }
                    Err(failure) => asked.failures.push(failure),
                },
            }
        }
        let named = &asked.requests;
        asked.of_groups.retain(|nsid| !named.contains_key(nsid));
        Ok(asked)
    }

    /// How to resolve a lexicon that is asked for, if it is not installed as it is asked
    /// for.
    pub(super) fn request(&self, nsid: &Nsid, state: &State) -> Option<Request> {
        let request = match self.requests.get(nsid) {
            Some(request) => request.clone(),
            None if self.of_groups.contains(nsid) => Request::new(nsid.clone()),
            None => return None,
        };
        let is_installed = match (&request.account, state.resolution(nsid)) {
            (None, resolution) => resolution.is_some(),
            (Some(account), Some((did, _))) => *account == did && state.is_by_address(nsid),
            (Some(_), None) => false,
        };
        (!is_installed).then_some(request)
    }

    fn names(&self) -> impl Iterator<Item = &Nsid> {
        self.requests.keys().chain(&self.of_groups)
    }

    pub(super) fn is_of_group(&self, nsid: &Nsid) -> bool {
        self.of_groups.contains(nsid)
    }

    /// Forgets a lexicon of a group.
    pub(super) fn forget(&mut self, nsid: &Nsid) {
        self.of_groups.remove(nsid);
    }

    /// What everything else is needed for.
    pub(super) fn roots(&self, state: &State, copied: &BTreeMap<Nsid, Copied>) -> BTreeSet<Nsid> {
        let all = state.roots().into_iter();
        all.chain(self.names().chain(copied.keys()).cloned())
            .collect()
    }

    /// What the manifest lists as asked for.
    pub(super) fn listed(&self, state: &State, copied: &BTreeMap<Nsid, Copied>) -> BTreeSet<Nsid> {
        let listed = state.manifest.lexicons.iter().chain(self.names());
        let listed = listed.filter(|nsid| !copied.contains_key(*nsid));
        listed.cloned().collect()
    }

    /// Why groups cannot be listed.
    pub(super) fn failures(&mut self) -> Vec<Problem> {
        let failures = std::mem::take(&mut self.failures).into_iter();
        failures
            .map(|failure| Problem::Failed(failure, BTreeSet::new()))
            .collect()
    }
}
