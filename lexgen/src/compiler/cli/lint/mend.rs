//! `--fix`: one finding after the other, until none is left that can be
//! mended, and every file as a whole or not at all.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
};

use super::{
    super::terminal::{Terminal, count},
    judge::{Judge, Verdict},
};
use crate::compiler::{
    diagnostic::{Diagnostic, Severity},
    lint::apply,
    output::{replace, unified},
    pipeline::{self, Compiled},
    settings::{Settings, SettingsError},
    source::{SourceId, Sources},
};

/// Mending one finding can bring up another, but not without end.
const ROUNDS: usize = 16;

/// What was mended.
#[derive(Default)]
pub(super) struct Mended {
    /// The texts as they were.
    before: BTreeMap<SourceId, Arc<str>>,
    /// How many findings are gone.
    findings: usize,
}

/// Mends the texts, in memory.
pub(super) fn mend<'s>(
    mut compiled: Compiled,
    mut verdict: Verdict<'s>,
    unreadable: &[Diagnostic],
    judge: &Judge<'s>,
    settings: &Settings,
) -> (Compiled, Verdict<'s>, Mended) {
    let mut mended = Mended::default();
    let mut hopeless = with_errors(&compiled.diagnostics);
    for _ in 0..ROUNDS {
        let mut edits: BTreeMap<SourceId, Vec<_>> = BTreeMap::new();
        for finding in &verdict.findings {
            let place = finding.diagnostic.place.as_ref();
            let source = place
                .map(|it| it.source)
                .filter(|it| !hopeless.contains(it));
            if let Some(source) = source.filter(|_| !finding.fix.is_empty()) {
                edits.entry(source).or_default().extend(finding.fix.clone());
            }
        }
        let mut sources = std::mem::take(&mut compiled.sources);
        let mut changed = Vec::new();
        for (id, edits) in edits {
            let new = sources.get(id).and_then(|source| apply(source, &edits));
            if let (Some(new), Some(source)) = (new, sources.get(id)) {
                let old = Arc::clone(&source.text);
                sources.replace(id, new);
                changed.push((id, old, edits.len()));
            }
        }
        let is_done = changed.is_empty();
        compiled = pipeline::compile_texts(sources, unreadable.to_vec(), Vec::new(), settings);
        let broken = with_errors(&compiled.diagnostics);
        for (id, old, number) in changed {
            if broken.contains(&id) {
                // Nothing that is mended should end up here, but a sound file must stay so.
                compiled.sources.replace(id, old);
                hopeless.insert(id);
            } else {
                mended.before.entry(id).or_insert(old);
                mended.findings += number;
            }
        }
        verdict = judge.verdict(&compiled);
        if is_done {
            break;
        }
    }
    (compiled, verdict, mended)
}

fn with_errors(diagnostics: &[Diagnostic]) -> BTreeSet<SourceId> {
    diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .filter_map(|it| it.place.as_ref())
        .map(|it| it.source)
        .collect()
}

impl Mended {
    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// The texts before and after, as a unified diff.
    pub(super) fn diff(&self, sources: &Sources) -> String {
        let mut diff = String::new();
        for (id, old) in &self.before {
            if let Some(source) = sources.get(*id) {
                let name = Path::new(&source.name);
                unified(name, Some(old), Some(&source.text), &mut diff);
            }
        }
        diff
    }

    /// Writes the files.
    pub(super) fn write(&self, sources: &Sources) -> Result<(), SettingsError> {
        for (id, old) in &self.before {
            let Some(source) = sources.get(*id) else {
                continue;
            };
            if let Some(path) = &source.path {
                replace(path, old, &source.text).map_err(|error| {
                    SettingsError::new(format!("cannot replace `{}`: {error}", source.name))
                })?;
            }
        }
        Ok(())
    }

    /// Says how much it was, if anything.
    pub(super) fn tell(&self, terminal: &Terminal, verb: &str) {
        if !self.is_empty() {
            let findings = count(self.findings, "finding");
            let files = count(self.before.len(), "file");
            terminal.done(verb, &format!("{findings} in {files}"));
        }
    }
}
