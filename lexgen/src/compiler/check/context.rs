//! What every rule needs: the current place, and the diagnostics so far.

use super::{RefusedReference, Unknown, report::Report};
use crate::{
    compiler::{
        diagnostic::{Collector, Diagnostic, Place, Rule, Severity},
        schema::{MAIN, Path, Reference, Step},
        source::{
            SourceId,
            json::{Json, Object},
        },
    },
    syntax::Nsid,
};

/// A walk over one document.
pub(super) struct Context<'j> {
    source: SourceId,
    id: Option<Nsid>,
    /// The definitions of the document.
    definitions: Option<&'j Object<'j>>,
    path: Path<&'j str>,
    diagnostics: Collector,
    /// Valid references, each with its place.
    references: Vec<(Path<&'j str>, Reference)>,
    errors: usize,
    unknown: Unknown,
    /// The unknown type for which the definition can only be opaque.
    opaque: Option<String>,
}

impl<'j> Context<'j> {
    pub(super) fn new(
        source: SourceId,
        definitions: Option<&'j Object<'j>>,
        unknown: Unknown,
    ) -> Self {
        Self {
            source,
            id: None,
            definitions,
            path: Path::default(),
            diagnostics: Collector::of_document(),
            references: Vec::new(),
            errors: 0,
            unknown,
            opaque: None,
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

    /// Says which NSID the document has.
    pub(super) fn set_id(&mut self, id: Option<Nsid>) {
        self.id = id;
    }

    /// A reference with the NSID of its document, if that is known.
    pub(super) fn in_full(&self, reference: &Reference) -> Reference {
        Reference {
            document: reference.document.clone().or_else(|| self.id.clone()),
            definition: reference.definition.clone(),
        }
    }

    /// The definitions of the document, checked or not.
    pub(super) fn definitions(&self) -> impl Iterator<Item = (&'j str, &'j Json<'j>)> + use<'j> {
        self.definitions.into_iter().flat_map(Object::iter)
    }

    /// Reports an unknown word in a member: an error, unless such words are allowed.
    /// `help` says which words there are.
    pub(super) fn unknown_word(
        &mut self,
        (field, word): (&'static str, &str),
        rule: &Rule,
        message: String,
        (refused, allowed): (&str, &str),
        help: &str,
    ) {
        match self.unknown {
            Unknown::Refused(how) => {
                let otherwise = if help.ends_with('?') { " If" } else { "; if" };
                self.report_field(field, rule, message)
                    .label(refused)
                    .help(format!(
                        "{help}{otherwise} `{word}` is newer than this version of lexgen, {how}"
                    ));
            }
            Unknown::Allowed => {
                let place = self.place(&self.path);
                Report::new(&mut self.diagnostics, rule, place, message)
                    .down(Step::Key(field))
                    .severity(Severity::Warning)
                    .label(allowed);
            }
        }
    }

    /// Whether unknown words are allowed.
    pub(super) fn allows_unknown(&self) -> bool {
        self.unknown == Unknown::Allowed
    }

    /// Makes the definition opaque: nothing can stand in for an unknown type here.
    pub(super) fn make_opaque(&mut self, r#type: &str) {
        self.opaque.get_or_insert_with(|| r#type.to_owned());
    }

    /// The unknown type that makes the definition opaque, if there is one.
    pub(super) fn take_opaque(&mut self) -> Option<String> {
        self.opaque.take()
    }

    /// Whether the definition walked over is `main`.
    pub(super) fn is_main(&self) -> bool {
        self.path.definition_name() == Some(MAIN)
    }

    /// The name of the property whose type the walk is at.
    pub(super) fn property(&self) -> Option<&'j str> {
        match self.path.steps().last() {
            Some(Step::Property(name)) => Some(name),
            _ => None,
        }
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
