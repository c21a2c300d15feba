//! A diagnostic that was just reported, to say more about.

use crate::compiler::{
    diagnostic::{Collector, Diagnostic, Edit, Part, Place, Pointer, Rule, Severity},
    schema::Step,
};

/// The diagnostic.
pub(crate) struct Report<'d>(&'d mut Diagnostic);

impl<'d> Report<'d> {
    /// Adds a diagnostic to others.
    pub(crate) fn new(
        diagnostics: &'d mut Collector,
        rule: &Rule,
        place: Place,
        message: impl Into<String>,
    ) -> Self {
        Self(diagnostics.push(Diagnostic::new(rule, Some(place), message)))
    }

    pub(crate) fn label(self, label: impl Into<String>) -> Self {
        self.0.label = label.into();
        self
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        self.0.notes.push(note.into());
        self
    }

    pub(crate) fn severity(self, severity: Severity) -> Self {
        self.0.severity = severity;
        self
    }

    /// Points at the name of the value, not at the value.
    pub(crate) fn on_key(self) -> Self {
        if let Some(place) = &mut self.0.place {
            place.part = Part::Key;
        }
        self
    }

    /// Points one step further down.
    pub(crate) fn down(self, step: Step<&str>) -> Self {
        if let Some(place) = &mut self.0.place {
            place.pointer.extend(step.in_json());
        }
        self
    }

    /// Points at an item of the list.
    pub(crate) fn item(self, index: usize) -> Self {
        self.down(Step::Index(index))
    }

    /// Points at an entry of the list, if there is one.
    pub(crate) fn item_if(self, index: Option<usize>) -> Self {
        match index {
            Some(index) => self.item(index),
            None => self,
        }
    }

    /// Shows another place.
    pub(crate) fn related(self, place: Place, label: impl Into<String>) -> Self {
        self.0.related.push((place, label.into()));
        self
    }

    /// It is fixed by removing what is underlined.
    pub(crate) fn fix_by_removing(self) -> Self {
        let pointer = self.pointer();
        self.0.fix.push(Edit::Remove(pointer));
        self
    }

    /// It is fixed by writing this text in place of what is underlined.
    pub(crate) fn fix_by_writing(self, text: &str) -> Self {
        let pointer = self.pointer();
        self.0.fix.push(Edit::Write(pointer, text.to_owned()));
        self
    }

    fn pointer(&self) -> Pointer {
        let place = self.0.place.as_ref();
        place.map(|place| place.pointer.clone()).unwrap_or_default()
    }
}
