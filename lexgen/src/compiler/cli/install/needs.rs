//! Installed lexicons that lexicons of one's own refer to.
//!
//! They stay although nothing that is installed refers to them. The manifest then lists them
//! as asked for, because the protocol's own tools install what it lists, and what that refers
//! to: they do not know one's own lexicons.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::state::State;
use crate::{
    compiler::{
        cli::terminal::Terminal,
        install::{References, Settled, files::MOST_BYTES},
        read::read_text,
    },
    syntax::Nsid,
};

/// The installed lexicons that one's own need, each with the first that does.
pub(in crate::compiler::cli) struct Needs(BTreeMap<Nsid, Nsid>);

impl Needs {
    pub(in crate::compiler::cli) fn of(own: &BTreeMap<Nsid, PathBuf>, state: &State) -> Self {
        let mut needs = BTreeMap::new();
        for (nsid, file) in own {
            // A file that cannot be read has no lexicon that counts.
            let text = read_text(file, MOST_BYTES).ok();
            let references = text.and_then(|text| References::of_text(&text));
            let needed = references.into_iter().flat_map(|it| it.needed);
            for target in needed.filter(|target| state.files.contains_key(target)) {
                needs.entry(target).or_insert_with(|| nsid.clone());
            }
        }
        Self(needs)
    }

    /// The same without lexicons that the user does not want any more.
    pub(in crate::compiler::cli) fn without(mut self, unwanted: &BTreeSet<Nsid>) -> Self {
        self.0.retain(|nsid, _| !unwanted.contains(nsid));
        self
    }

    /// The roots, with the lexicons that are needed.
    pub(in crate::compiler::cli) fn and(&self, mut roots: BTreeSet<Nsid>) -> BTreeSet<Nsid> {
        roots.extend(self.0.keys().cloned());
        roots
    }

    /// Decides what is installed. Returns also what stays only because one's own lexicons
    /// need it.
    pub(in crate::compiler::cli) fn settle(
        &self,
        mut roots: BTreeSet<Nsid>,
        settle: impl Fn(&BTreeSet<Nsid>) -> Settled,
    ) -> (Settled, Listed) {
        let settled = settle(&roots);
        let is_kept =
            |nsid: &Nsid| settled.lexicons.contains(nsid) || settled.missing.contains_key(nsid);
        let listed = self.0.iter().filter(|(nsid, _)| !is_kept(nsid));
        let listed: BTreeMap<Nsid, Nsid> = listed
            .map(|(nsid, by)| (nsid.clone(), by.clone()))
            .collect();
        if listed.is_empty() {
            return (settled, Listed(listed));
        }
        roots.extend(listed.keys().cloned());
        let mut settled = settle(&roots);
        for (nsid, by) in &listed {
            if let Some(others) = settled.missing.get_mut(nsid) {
                others.insert(by.clone());
            }
        }
        (settled, Listed(listed))
    }
}

/// The lexicons that stay only because one's own need them, each with one that does.
#[derive(Default)]
pub(in crate::compiler::cli) struct Listed(BTreeMap<Nsid, Nsid>);

impl Listed {
    /// What was asked for, with these.
    pub(in crate::compiler::cli) fn and(&self, mut asked: BTreeSet<Nsid>) -> BTreeSet<Nsid> {
        asked.extend(self.0.keys().cloned());
        asked
    }

    /// Says that the manifest lists them.
    pub(in crate::compiler::cli) fn say(&self, terminal: &Terminal) {
        if terminal.is_json() {
            return;
        }
        for (nsid, by) in &self.0 {
            let text = format!(
                "{nsid}, because only your own `{by}` refers to it: it counts as asked for"
            );
            terminal.warned("Kept", &text);
        }
    }
}
