//! What every rule needs: the set, the current place, and the findings so far.

use std::collections::HashMap;

use super::{mentions::Mentions, names::Names};
use crate::compiler::{
    check::report::Report,
    diagnostic::{Collector, Diagnostic, Place, Rule, Severity},
    flow::Flow,
    schema::{Document, Entry, Path, Step},
    source::json::{Json, Object},
};

type Members<'a> = HashMap<&'a str, &'a Json<'a>>;

/// Objects with more members than this are searched by hash.
const FEW: usize = 32;

/// What rules know of the whole set.
pub(super) struct Set<'i> {
    pub(super) flow: Flow<'i>,
    pub(super) mentions: Mentions<'i>,
    pub(super) names: Names<'i>,
}

/// A walk over one document.
pub(super) struct Context<'a> {
    pub(super) set: &'a Set<'a>,
    pub(super) document: &'a Document,
    /// The document as it is written, for rules about that.
    written: Option<&'a Object<'a>>,
    /// The members of its large objects, by name.
    members: HashMap<*const Object<'a>, Members<'a>>,
    path: Path<&'a str>,
    findings: Collector,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        set: &'a Set<'a>,
        document: &'a Document,
        written: Option<&'a Object<'a>>,
    ) -> Self {
        Self {
            set,
            document,
            written,
            members: HashMap::new(),
            path: Path::default(),
            findings: Collector::of_document(),
        }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.findings.finish()
    }

    /// Goes to a place in the document.
    pub(super) fn go_to(&mut self, path: &Path<&'a str>) {
        self.path.clone_from(path);
    }

    /// The step that leads to where the walk is.
    pub(super) fn last_step(&self) -> Option<Step<&'a str>> {
        self.path.steps().last().copied()
    }

    /// Whether the walk is at what a subscription sends.
    pub(super) fn is_message(&self) -> bool {
        self.path.steps() == [Step::Message, Step::Schema]
    }

    /// Whether the data that the walk is at is stored in repositories. `None`
    /// when no lexicon of the set uses it.
    pub(super) fn is_stored(&self) -> Option<bool> {
        self.set.flow.is_stored(&self.document.id, &self.path)
    }

    /// The severity of large data here: a service can limit its requests and
    /// responses at any time, but not the data in records.
    pub(super) fn severity_of_size(&self) -> Severity {
        // Data that nothing uses yet may be stored later.
        if self.is_stored().unwrap_or(true) {
            Severity::Warning
        } else {
            Severity::Note
        }
    }

    /// What the walk is at, in words: `` `text` `` or `` the items of `tags` ``.
    pub(super) fn subject(&self) -> String {
        let steps = self.path.steps();
        let items = steps.iter().rev().take_while(|it| **it == Step::Items);
        let items = items.count();
        let name = match steps[..steps.len() - items].last() {
            Some(Step::Property(name)) => *name,
            Some(Step::Input) => "input",
            Some(Step::Output) => "output",
            Some(_) => "schema",
            None => self.path.definition_name().unwrap_or_default(),
        };
        format!("{}`{name}`", "the items of ".repeat(items))
    }

    /// The steps from the definition to where the walk is.
    pub(super) fn steps(&self) -> &[Step<&'a str>] {
        self.path.steps()
    }

    /// A member of what the walk is at, as it is written.
    pub(super) fn written(&mut self, field: &str) -> Option<&'a Json<'a>> {
        self.object()?.get(field)
    }

    /// What the walk is at, as it is written.
    pub(super) fn object(&mut self) -> Option<&'a Object<'a>> {
        let mut object = self.written?;
        if let Some(name) = self.path.definition_name() {
            object = member(&mut self.members, object, "defs")?.as_object()?;
            object = member(&mut self.members, object, name)?.as_object()?;
        }
        for step in self.path.steps() {
            let value = match (step.keyword(), step.entry()) {
                (Some(keyword), None) => object.get(keyword)?,
                (Some(keyword), Some(entry)) => match (object.get(keyword)?, entry) {
                    (Json::Object(map), Entry::Name(name)) => member(&mut self.members, map, name)?,
                    (Json::Array(list), Entry::Index(index)) => list.get(index)?,
                    _ => return None,
                },
                (None, _) => return None,
            };
            object = value.as_object()?;
        }
        Some(object)
    }

    /// The strings of a list, as it is written: checking drops what a list
    /// names twice.
    pub(super) fn strings(&mut self, field: &str) -> Vec<(usize, &'a str)> {
        let Some(Json::Array(items)) = self.written(field) else {
            return Vec::new();
        };
        let strings = items.iter().enumerate().filter_map(|(at, it)| match it {
            Json::String(text) => Some((at, text.as_ref())),
            _ => None,
        });
        strings.collect()
    }

    /// Reports something about the value the walk is at.
    pub(super) fn report(&mut self, rule: &Rule, message: impl Into<String>) -> Report<'_> {
        let place = Place::value(self.document.source, &self.path);
        Report::new(&mut self.findings, rule, place, message)
    }

    /// Reports something about a member of what the walk is at.
    pub(super) fn report_field(
        &mut self,
        field: &str,
        rule: &Rule,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.report(rule, message).down(Step::Key(field))
    }
}

fn member<'a>(
    members: &mut HashMap<*const Object<'a>, Members<'a>>,
    object: &'a Object<'a>,
    name: &str,
) -> Option<&'a Json<'a>> {
    if object.len() <= FEW {
        return object.get(name);
    }
    let members = members
        .entry(std::ptr::from_ref(object))
        .or_insert_with(|| object.iter().collect());
    members.get(name).copied()
}
