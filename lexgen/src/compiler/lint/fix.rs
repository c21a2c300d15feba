//! Fixes texts, in rounds until no fixable finding is left.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
    sync::Arc,
};

use super::{apply, policy::Linted};
use crate::compiler::source::{Source, SourceId, Sources};

/// The limit of rounds: a fix can lead to another finding.
const ROUNDS: usize = 16;

/// What was fixed.
#[derive(Default)]
pub(crate) struct Fixed {
    /// The texts as they were.
    before: BTreeMap<SourceId, Arc<str>>,
    /// How many findings were fixed.
    pub(crate) findings: usize,
}

/// Fixes the texts, in memory. `lint` lints what a round has changed.
pub(crate) fn fix<'s>(
    mut linted: Linted<'s>,
    lint: impl Fn(Sources) -> Linted<'s>,
) -> (Linted<'s>, Fixed) {
    let mut fixed = Fixed::default();
    let mut hopeless = linted.broken.clone();
    for _ in 0..ROUNDS {
        let changed = round(&mut linted, &hopeless);
        if changed.is_empty() {
            break;
        }
        linted = lint(mem::take(&mut linted.sources));
        let mut is_reverted = false;
        for (id, old, edits) in changed {
            if linted.broken.contains(&id) {
                // No fix should break a text, but if one does, the text stays as it was.
                linted.sources.replace(id, old);
                hopeless.insert(id);
                is_reverted = true;
            } else {
                fixed.before.entry(id).or_insert(old);
                fixed.findings += edits;
            }
        }
        if is_reverted {
            linted = lint(mem::take(&mut linted.sources));
        }
    }
    (linted, fixed)
}

/// Applies the fixes of all findings outside the texts `except`: each text that
/// changed, as it was, and the number of edits.
fn round(linted: &mut Linted<'_>, except: &BTreeSet<SourceId>) -> Vec<(SourceId, Arc<str>, usize)> {
    let mut edits: BTreeMap<SourceId, Vec<_>> = BTreeMap::new();
    for finding in linted.findings.iter().filter(|it| !it.fix.is_empty()) {
        let source = finding.place.as_ref().map(|place| place.source);
        if let Some(source) = source.filter(|source| !except.contains(source)) {
            edits
                .entry(source)
                .or_default()
                .extend(finding.fix.iter().cloned());
        }
    }
    let mut changed = Vec::new();
    for (id, edits) in edits {
        let Some(source) = linted.sources.get(id) else {
            continue;
        };
        let old = Arc::clone(&source.text);
        if let Some(new) = apply(source, &edits) {
            linted.sources.replace(id, new);
            changed.push((id, old, edits.len()));
        }
    }
    changed
}

impl Fixed {
    /// The texts that changed, and what each was before.
    pub(crate) fn changes<'f>(
        &'f self,
        sources: &'f Sources,
    ) -> impl ExactSizeIterator<Item = (&'f Source, &'f str)> {
        let changes: Vec<_> = self
            .before
            .iter()
            .filter_map(|(id, old)| Some((sources.get(*id)?, &**old)))
            .collect();
        changes.into_iter()
    }

    /// How many texts changed.
    pub(crate) fn texts(&self) -> usize {
        self.before.len()
    }
}
