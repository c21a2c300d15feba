//! Which findings count in this run: the selection of rules, exceptions, and
//! the documents chosen.

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::{Selection, lint};
use crate::{
    compiler::{
        diagnostic::{Diagnostic, Severity},
        exceptions::{Applied, Exceptions},
        ir::{self, Options},
        schema::Document,
        source::{SourceId, Sources},
    },
    syntax::Nsid,
};

/// What decides which findings count.
pub(crate) struct Policy<'s> {
    pub(crate) selection: Selection,
    pub(crate) exceptions: &'s Exceptions,
    /// The day for which exceptions are applied.
    pub(crate) today: Date,
    /// What to report on: the documents that are included and not excluded.
    pub(crate) resolve: &'s Options,
}

/// A set with the findings that count.
pub(crate) struct Linted<'s> {
    pub(crate) sources: Sources,
    /// Findings, and the diagnostics of earlier passes.
    pub(crate) findings: Vec<Diagnostic>,
    /// The exceptions, and which of them were used.
    pub(crate) exceptions: Applied<'s>,
    /// How many documents were linted.
    pub(crate) documents: usize,
    /// The texts that have errors of the language.
    pub(super) broken: BTreeSet<SourceId>,
}

impl<'s> Policy<'s> {
    /// Lints documents. `diagnostics` are those of earlier passes.
    pub(crate) fn lint(
        &self,
        sources: Sources,
        documents: &[Document],
        diagnostics: Vec<Diagnostic>,
    ) -> Linted<'s> {
        let ids: HashMap<SourceId, &Nsid> = documents
            .iter()
            .map(|document| (document.source, &document.id))
            .collect();
        let document = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_ref()?;
            ids.get(&place.source).copied()
        };
        let is_chosen = |id: &Nsid| self.resolve.starts_from(id);
        let broken = texts_with_errors(&diagnostics, &sources);
        let mut findings = lint(&sources, documents, &ir::resolve_all(documents));
        findings.retain(|finding| document(finding).is_some_and(is_chosen));
        let mut exceptions = self.exceptions.on(self.today);
        let findings = diagnostics.into_iter().chain(findings);
        let findings = findings
            .filter_map(|finding| self.select(finding))
            .filter(|finding| {
                let id = document(finding);
                let place = finding.place.as_ref();
                let place = place.map_or_else(String::new, |it| it.pointer.to_string());
                !id.is_some_and(|id| exceptions.covers(finding.code, id, &place))
            })
            .collect();
        Linted {
            sources,
            findings,
            exceptions,
            documents: ids.values().filter(|id| is_chosen(id)).count(),
            broken,
        }
    }

    /// The diagnostic with the severity it has here, if it counts.
    pub(crate) fn select(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let severity = self
            .selection
            .severity(diagnostic.code, diagnostic.severity);
        diagnostic.severity = severity?;
        Some(diagnostic)
    }
}

/// The texts that errors are in.
pub(crate) fn texts_with_errors(
    diagnostics: &[Diagnostic],
    sources: &Sources,
) -> BTreeSet<SourceId> {
    let errors = || {
        let diagnostics = diagnostics.iter();
        diagnostics.filter(|diagnostic| diagnostic.severity == Severity::Error)
    };
    // Of too many errors, nobody knows where the others are.
    if errors().any(|error| error.occurrences > 1 && error.place.is_none()) {
        return sources.iter().map(|(id, _)| id).collect();
    }
    let places = errors().filter_map(|error| error.place.as_ref());
    places.map(|place| place.source).collect()
}
