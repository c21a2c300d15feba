//! Which findings count in this run.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::{
    compiler::{
        diagnostic::Diagnostic,
        exceptions::{Applied, today},
        ir,
        lint::{Finding, Selection, fix_of, lint},
        pipeline::Compiled,
        settings::Settings,
        source::SourceId,
    },
    syntax::Nsid,
};

/// What decides.
pub(super) struct Judge<'s> {
    settings: &'s Settings,
    selection: Selection,
    today: Date,
}

/// What is left when everything is decided.
pub(super) struct Verdict<'s> {
    /// What counts, as much as it counts.
    pub(super) findings: Vec<Finding>,
    /// The exceptions, which know by now whether they were needed.
    pub(super) exceptions: Applied<'s>,
    /// How many documents were looked at.
    pub(super) documents: usize,
}

impl<'s> Judge<'s> {
    pub(super) fn new(settings: &'s Settings, selection: Selection) -> Self {
        Self {
            settings,
            selection,
            today: today(),
        }
    }

    /// Everything there is to say of these documents that counts.
    pub(super) fn verdict(&self, compiled: &Compiled) -> Verdict<'s> {
        let resolve = &self.settings.resolve;
        let is_chosen = |id: &Nsid| {
            (resolve.include.is_empty() || resolve.include.iter().any(|it| it.matches(id)))
                && !resolve.exclude.iter().any(|it| it.matches(id))
        };
        let ids: HashMap<SourceId, &Nsid> = compiled
            .documents
            .iter()
            .map(|document| (document.source, &document.id))
            .collect();
        let mut exceptions = self.settings.lint.exceptions.on(self.today);
        let of_check = compiled.diagnostics.iter().map(|diagnostic| Finding {
            fix: fix_of(diagnostic),
            diagnostic: diagnostic.clone(),
        });
        let of_lint = lint(
            &compiled.sources,
            &compiled.documents,
            &ir::resolve_all(&compiled.documents),
        );
        let of_lint = of_lint
            .into_iter()
            .filter(|finding| document(&ids, &finding.diagnostic).is_some_and(is_chosen));
        let findings = of_check.chain(of_lint).filter_map(|finding| {
            let diagnostic = self.select(finding.diagnostic)?;
            if let Some(id) = document(&ids, &diagnostic)
                && exceptions.covers(diagnostic.code, id)
            {
                return None;
            }
            Some(Finding {
                diagnostic,
                fix: finding.fix,
            })
        });
        let findings = findings.collect();
        Verdict {
            findings,
            exceptions,
            documents: ids.values().filter(|id| is_chosen(id)).count(),
        }
    }

    /// The diagnostic, as much as it counts.
    pub(super) fn select(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let severity = self
            .selection
            .severity(diagnostic.code, diagnostic.severity)?;
        diagnostic.severity = severity;
        Some(diagnostic)
    }
}

fn document<'i>(ids: &HashMap<SourceId, &'i Nsid>, diagnostic: &Diagnostic) -> Option<&'i Nsid> {
    let place = diagnostic.place.as_ref()?;
    ids.get(&place.source).copied()
}
