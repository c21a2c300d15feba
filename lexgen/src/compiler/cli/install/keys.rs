//! Accounts that sign with another key than before.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    compiler::{
        cli::terminal::{Terminal, count},
        diagnostic::{Diagnostic, Report, Severity},
        network::rules,
        set::lock::installed::{Installed, Published, Upstream},
        source::Sources,
    },
    syntax::{Did, Tid},
};

/// The accounts that sign with another key than before, and both keys.
pub(in crate::compiler::cli) struct ChangedKeys(BTreeMap<Did, (String, String)>);

impl ChangedKeys {
    /// Compares each key with those of the newest revision of its account. Whoever has
    /// accepted a key for one lexicon has accepted it for the account; an older key that comes
    /// back is another one.
    pub(in crate::compiler::cli) fn of(old: &Installed, new: &Installed) -> Self {
        let mut last: BTreeMap<&Did, (&Tid, BTreeSet<&str>)> = BTreeMap::new();
        for published in published(old) {
            let Published { did, rev, key, .. } = published;
            let (newest, keys) = last.entry(did).or_insert_with(|| (rev, BTreeSet::new()));
            if rev > *newest {
                *newest = rev;
                keys.clear();
            }
            if rev == *newest {
                keys.insert(key);
            }
        }
        let mut changed = BTreeMap::new();
        for (nsid, origin) in new {
            let Upstream::Network(now) = &origin.from else {
                continue;
            };
            // What was not resolved again says nothing new.
            if old.get(nsid) == Some(origin) {
                continue;
            }
            if let Some((_, keys)) = last.get(&now.did)
                && let Some(before) = keys.first()
                && !keys.contains(&*now.key)
            {
                changed.insert(now.did.clone(), ((*before).to_owned(), now.key.clone()));
            }
        }
        Self(changed)
    }

    pub(in crate::compiler::cli) fn diagnostics(&self) -> impl Iterator<Item = Diagnostic> {
        self.0.iter().map(|(did, (old, new))| {
            let message = format!("`{did}` signs with another key than before");
            Diagnostic::new(&rules::CHANGED_KEY, None, message)
                .with_note(format!("it was {old}, and is now {new}"))
        })
    }
}

fn published(installed: &Installed) -> impl Iterator<Item = &Published> {
    installed.values().filter_map(|origin| match &origin.from {
        Upstream::Network(published) => Some(published),
        Upstream::Git(_) => None,
    })
}

/// Reports other accounts and keys than before, and returns how many there are.
pub(in crate::compiler::cli) fn alarms(
    diagnostics: impl Iterator<Item = Diagnostic>,
    terminal: &Terminal,
    are_accepted: bool,
) -> usize {
    let mut diagnostics: Vec<_> = diagnostics.collect();
    for diagnostic in &mut diagnostics {
        if are_accepted {
            diagnostic.severity = Severity::Warning;
        } else {
            diagnostic.help =
                Some("if you did not expect it, ask the owner; `--yes` accepts it".to_owned());
        }
    }
    let number = diagnostics.len();
    let sources = Sources::default();
    terminal.report(&Report::in_order(&sources, diagnostics), terminal.is_json());
    number
}

/// Asks whether they are accepted. Says so if they are not.
pub(in crate::compiler::cli) fn are_accepted(
    alarms: usize,
    question: &str,
    terminal: &Terminal,
) -> bool {
    if terminal.confirms(question) == Some(true) {
        return true;
    }
    let number = count(alarms, "change");
    let text = format!("{number} not accepted; nothing was written");
    terminal.failed("Failed", &text);
    false
}
