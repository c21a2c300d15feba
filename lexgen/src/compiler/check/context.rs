//! What every rule needs: where the walk is, and somewhere to report to.

use crate::compiler::{
    diagnostic::{Diagnostic, Part, Place, Rule, Severity, pointer},
    schema::Reference,
    source::SourceId,
};

/// One step down from an object or an array.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'j> {
    Key(&'j str),
    Index(usize),
}

/// A walk over one document.
pub(super) struct Context<'j> {
    source: SourceId,
    steps: Vec<Step<'j>>,
    diagnostics: Vec<Diagnostic>,
    /// Sound references, by the place they stand at.
    references: Vec<(Place, Reference)>,
    errors: usize,
}

impl<'j> Context<'j> {
    pub(super) fn new(source: SourceId) -> Self {
        Self {
            source,
            steps: Vec::new(),
            diagnostics: Vec::new(),
            references: Vec::new(),
            errors: 0,
        }
    }

    /// Runs rules one step further down.
    pub(super) fn within<R>(&mut self, step: Step<'j>, rules: impl FnOnce(&mut Self) -> R) -> R {
        self.steps.push(step);
        let result = rules(self);
        self.steps.pop();
        result
    }

    /// Runs rules on a member.
    pub(super) fn within_key<R>(&mut self, key: &'j str, rules: impl FnOnce(&mut Self) -> R) -> R {
        self.within(Step::Key(key), rules)
    }

    /// Whether the definition walked over is `main`.
    pub(super) fn is_main(&self) -> bool {
        matches!(self.steps.get(1), Some(Step::Key("main")))
    }

    /// In how many arrays the walk is, without an object between them.
    pub(super) fn items_above(&self) -> usize {
        let is_items = |step: &&Step<'_>| matches!(step, Step::Key("items"));
        let count = self.steps.iter().rev().take_while(is_items).count();
        // The outermost may be a property of that name.
        let above = self.steps.len().checked_sub(count + 1);
        let holder = above.and_then(|index| self.steps.get(index));
        count - usize::from(count > 0 && matches!(holder, Some(Step::Key("properties"))))
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// Reports something about the value the walk is at.
    pub(super) fn report(&mut self, rule: &Rule, message: impl Into<String>) -> Report<'_> {
        let place = self.place();
        if rule.severity == Severity::Error {
            self.errors += 1;
        }
        Report(insert(
            &mut self.diagnostics,
            Diagnostic::new(rule, Some(place), message),
        ))
    }

    /// Reports something about a member of the object the walk is at.
    pub(super) fn report_field(
        &mut self,
        field: &str,
        rule: &Rule,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.report(rule, message).down(field)
    }

    /// Notes a reference in a member of the object the walk is at, for the pass
    /// that can follow it.
    pub(super) fn refers(&mut self, field: &str, index: Option<usize>, to: &Reference) {
        let mut place = self.place();
        pointer::push(&mut place.pointer, field);
        if let Some(index) = index {
            pointer::push(&mut place.pointer, &index.to_string());
        }
        self.references.push((place, to.clone()));
    }

    /// What was found: problems, and references.
    pub(super) fn finish(self) -> (Vec<Diagnostic>, Vec<(Place, Reference)>) {
        (self.diagnostics, self.references)
    }

    /// Where the walk is.
    fn place(&self) -> Place {
        let mut pointer = String::new();
        for step in &self.steps {
            match step {
                Step::Key(key) => pointer::push(&mut pointer, key),
                Step::Index(index) => pointer::push(&mut pointer, &index.to_string()),
            }
        }
        Place {
            source: self.source,
            pointer,
            part: Part::Value,
        }
    }
}

fn insert(all: &mut Vec<Diagnostic>, new: Diagnostic) -> &mut Diagnostic {
    let at = all.len();
    all.push(new);
    &mut all[at]
}

/// A diagnostic that was just reported, to say more about.
pub(super) struct Report<'d>(&'d mut Diagnostic);

impl Report<'_> {
    pub(super) fn label(self, label: impl Into<String>) -> Self {
        self.0.label = label.into();
        self
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// The name of the value is meant, not the value.
    pub(super) fn on_key(self) -> Self {
        if let Some(place) = &mut self.0.place {
            place.part = Part::Key;
        }
        self
    }

    /// One step further down is meant.
    pub(super) fn down(self, step: &str) -> Self {
        if let Some(place) = &mut self.0.place {
            pointer::push(&mut place.pointer, step);
        }
        self
    }

    /// It is not as bad as the rule says.
    pub(super) fn into_note(self) -> Self {
        self.0.severity = Severity::Note;
        self
    }
}
