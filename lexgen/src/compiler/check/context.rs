//! What every rule needs: the current place, and the diagnostics so far.

use super::{RefusedReference, report::Report};
use crate::{
    compiler::{
        diagnostic::{Collector, Diagnostic, Place, Rule, Severity},
        schema::{MAIN, Path, Reference, Step},
        source::SourceId,
    },
    syntax::Nsid,
};

/// A walk over one document.
pub(super) struct Context<'j> {
    source: SourceId,
    path: Path<&'j str>,
    diagnostics: Collector,
    /// Valid references, each with its place.
    references: Vec<(Path<&'j str>, Reference)>,
    errors: usize,
}

impl<'j> Context<'j> {
    pub(super) fn new(source: SourceId) -> Self {
        Self {
            source,
            path: Path::default(),
            diagnostics: Collector::of_document(),
            references: Vec::new(),
            errors: 0,
        }
    }

    /// Runs rules on a definition.
    pub(super) fn within_definition<R>(
        &mut self,
        name: &'j str,
        rules: impl FnOnce(&mut Self) -> R,
    ) -> R {
        self.path = Path::of(name);
        let result = rules(self);
        self.path = Path::default();
        result
    }

    /// Runs rules one step further down.
    pub(super) fn within<R>(
        &mut self,
        step: Step<&'j str>,
        rules: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let depth = self.path.steps().len();
        self.path.push(step);
        let result = rules(self);
        self.path.truncate(depth);
        result
    }

    /// Whether the definition walked over is `main`.
    pub(super) fn is_main(&self) -> bool {
        self.path.definition_name() == Some(MAIN)
    }

    /// In how many arrays the walk is, without an object between them.
    pub(super) fn items_above(&self) -> usize {
        let steps = self.path.steps().iter().rev();
        steps.take_while(|step| **step == Step::Items).count()
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Reports something about the value the walk is at.
    pub(super) fn report(&mut self, rule: &Rule, message: impl Into<String>) -> Report<'_> {
        let place = self.place(&self.path);
        if rule.severity == Severity::Error {
            self.errors += 1;
        }
        Report::new(&mut self.diagnostics, rule, place, message)
    }

    /// Reports something about a member of the object the walk is at.
    pub(super) fn report_field(
        &mut self,
        field: &str,
        rule: &Rule,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.report(rule, message).down(Step::Key(field))
    }

    /// Notes a reference one step further down, for the pass that resolves it.
    pub(super) fn refers(&mut self, step: Step<&'j str>, to: &Reference) {
        self.references.push((self.path.with(step), to.clone()));
    }

    /// The references in those definitions of the document `id` that are
    /// refused.
    pub(super) fn refused_references(
        &self,
        id: &Nsid,
        is_refused: impl Fn(&str) -> bool,
    ) -> Vec<RefusedReference> {
        let references = self.references.iter().filter_map(|(path, reference)| {
            let definition = path.definition_name().filter(|name| is_refused(name))?;
            Some(RefusedReference {
                document: id.clone(),
                definition: definition.to_owned(),
                place: self.place(path),
                reference: reference.clone(),
            })
        });
        references.collect()
    }

    /// The problems found.
    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics.finish()
    }

    fn place(&self, path: &Path<&str>) -> Place {
        Place::value(self.source, path)
    }
}
