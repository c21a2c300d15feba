//! What an update changes.

use std::collections::{BTreeMap, BTreeSet};

use anstyle::Style;
use serde_json::json;

use crate::{
    compiler::{
        cli::{
            install::{
                keys::{self, ChangedKeys},
                plan::Plan,
                state::State,
            },
            snapshot::verdicts::Verdicts,
            terminal::{Terminal, count},
        },
        diagnostic::{Diagnostic, to_json},
        network::rules,
        settings::SettingsError,
    },
    syntax::{Did, Nsid},
};

/// What becomes of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Added,
    Changed,
    Removed,
}

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// What an update changes.
pub(super) struct Changes {
    fates: BTreeMap<Nsid, Fate>,
    /// The lexicons that another account has than before: that before and the new one.
    moved: BTreeMap<Nsid, (Did, Did)>,
    keys: ChangedKeys,
    /// How many lexicons are installed afterwards.
    all: usize,
}

impl Changes {
    pub(super) fn of(state: &State, plan: &Plan) -> Self {
        let mut changes = Self {
            fates: BTreeMap::new(),
            moved: BTreeMap::new(),
            keys: ChangedKeys::of(&state.installed, &plan.installed),
            all: plan.manifest.resolutions.len() + state.committed().count(),
        };
        for (nsid, new) in &plan.manifest.resolutions {
            let Some((did, cid)) = state.resolution(nsid) else {
                changes.fates.insert(nsid.clone(), Fate::Added);
                continue;
            };
            if *cid != new.cid {
                changes.fates.insert(nsid.clone(), Fate::Changed);
            }
            let account = new.uri.authority().and_then(|did| Did::new(did).ok());
            if let Some(account) = account
                && account != did
            {
                changes.moved.insert(nsid.clone(), (did, account));
            }
        }
        let gone: BTreeSet<_> = plan.removed.union(&plan.abandoned).collect();
        for nsid in gone {
            changes.fates.insert(nsid.clone(), Fate::Removed);
        }
        changes
    }

    /// Prints what changes, with the verdicts on it.
    pub(super) fn show(
        &self,
        verdicts: &Option<Verdicts>,
        terminal: &Terminal,
    ) -> Result<(), SettingsError> {
        let changed = (self.fates.iter()).map(|(nsid, fate)| (nsid.as_str(), fate.name()));
        let judged = verdicts.iter().flat_map(Verdicts::documents);
        // Others can become something else in Rust.
        let affected = judged.filter(|nsid| !self.fates.keys().any(|it| it.as_str() == *nsid));
        let all = changed.chain(affected.map(|nsid| (nsid, "affected")));
        let all: BTreeMap<&str, &str> = all.collect();
        let lines = all.into_iter().map(|(nsid, fate)| {
            if terminal.is_json() {
                let verdicts = verdicts.as_ref().map(|verdicts| verdicts.json(nsid));
                let line = json!({
                    "nsid": nsid,
                    "status": fate,
                    "verdicts": verdicts,
                });
                return to_json(&line) + "\n";
            }
            let heading = terminal.styled(Style::new().bold(), nsid);
            let verdicts = verdicts.as_ref().map(|verdicts| verdicts.text(nsid));
            format!("{heading} {fate}\n{}", verdicts.unwrap_or_default())
        });
        terminal.result(&lines.collect::<String>())
    }

    /// Reports other accounts and keys than before, and returns how many there are.
    pub(super) fn alarms(&self, terminal: &Terminal, are_accepted: bool) -> usize {
        let mut moves: BTreeMap<&(Did, Did), Vec<&Nsid>> = BTreeMap::new();
        for (nsid, accounts) in &self.moved {
            moves.entry(accounts).or_default().push(nsid);
        }
        let moved = moves.into_iter().map(|((old, new), nsids)| {
            let what = match nsids.as_slice() {
                [nsid] => format!("`{nsid}`"),
                all => {
                    let names: Vec<_> = all.iter().take(3).map(|it| format!("`{it}`")).collect();
                    let more = if all.len() > 3 { ", …" } else { "" };
                    let number = count(all.len(), "lexicon");
                    format!("{number} ({}{more})", names.join(", "))
                }
            };
            let message = format!("the account that publishes {what} has changed");
            Diagnostic::new(&rules::MOVED_AUTHORITY, None, message)
                .with_note(format!("it was {old}, and DNS now names {new}"))
        });
        keys::alarms(moved.chain(self.keys.diagnostics()), terminal, are_accepted)
    }

    /// `1 changed and 1 added of 5 lexicons; 2 breaks; the generated Rust needs a major
    /// version`.
    pub(super) fn summary(&self, verdicts: Option<&Verdicts>) -> String {
        let fates = [Fate::Changed, Fate::Added, Fate::Removed];
        let parts: Vec<_> = (fates.into_iter())
            .filter_map(|fate| {
                let number = self.fates.values().filter(|other| **other == fate).count();
                (number > 0).then(|| format!("{number} {}", fate.name()))
            })
            .collect();
        let all = count(self.all, "lexicon");
        let text = if parts.is_empty() {
            all
        } else {
            format!("{all}: {}", parts.join(", "))
        };
        match verdicts.and_then(Verdicts::summary) {
            Some(verdicts) => format!("{text}; {verdicts}"),
            None => text,
        }
    }
}
