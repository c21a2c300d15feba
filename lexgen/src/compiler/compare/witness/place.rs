//! Where a change is, as data has it: from a place in the lexicon to the
//! steps from the top of a value.

use super::Evidence;
use crate::compiler::{
    compare::{BodyPart, Change, ChangeKind, PropertyChange, Side},
    diagnostic::{Pointer, PointerStep},
    dynamic::sample,
    ir::{DefinitionKind, Endpoint, Ir},
    schema::{self, FullName, Method, RecordKey, Subject},
};

/// A place in data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) subject: Subject,
    pub(super) steps: Vec<Step>,
}

/// One level down in data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// To a field of an object.
    Field(String),
    /// To the first element of an array.
    Item,
}

impl Place {
    /// All data of a part.
    pub(super) fn whole(subject: Subject) -> Self {
        let steps = Vec::new();
        Self { subject, steps }
    }

    /// As violations name it.
    pub(super) fn pointer(&self) -> String {
        let steps = self.steps.iter().map(|step| match step {
            Step::Field(name) => PointerStep::name(name),
            Step::Item => PointerStep::Index(0),
        });
        steps.collect::<Pointer>().to_string()
    }
}

/// The place of a change in the data of its definition that the version `side`
/// accepts.
pub(super) fn of(change: &Change, side: Side) -> Option<Place> {
    let path = match change.kind {
        // The other version misses its own name.
        ChangeKind::Property(PropertyChange::Renamed { .. }) => &change.location(side.other()).path,
        _ => change.path(),
    };
    path.definition_name()?;
    let subject = Subject::at(path.steps());
    let mut steps = Vec::new();
    for step in path.steps() {
        match step {
            schema::Step::Property(name) => steps.push(Step::Field(name.clone())),
            schema::Step::Items => steps.push(Step::Item),
            _ if steps.is_empty() => {}
            _ => break,
        }
    }
    Some(Place { subject, steps })
}

/// Record keys that two key types may judge differently.
pub(super) fn record_keys(types: [&RecordKey; 2]) -> impl Iterator<Item = String> {
    let literals = types.map(|key| match key {
        RecordKey::Literal(value) => value,
        RecordKey::Tid | RecordKey::Nsid | RecordKey::Any => "self",
    });
    let others = ["3jzfcijpj2z2a", "com.example.note", "self", "example"];
    literals.into_iter().chain(others).map(str::to_owned)
}

/// Bodies of these encodings and of none, and such as only a pattern allows.
pub(super) fn content_types<T: AsRef<str>>(
    part: BodyPart,
    encodings: &[T],
) -> impl Iterator<Item = Evidence> + use<T> {
    let patterns = encodings.iter().map(|it| sample::mime_type(it.as_ref()));
    let types: Vec<_> = patterns.map(Some).chain([None]).collect();
    types
        .into_iter()
        .map(move |content_type| Evidence::Body { part, content_type })
}

/// Every way to call an endpoint.
pub(super) fn calls() -> impl Iterator<Item = Evidence> {
    [Method::Query, Method::Procedure, Method::Subscription]
        .into_iter()
        .map(Evidence::Call)
}

/// The encoding of a body, where an endpoint has it.
pub(super) fn encoding<'i>(ir: &'i Ir, name: &FullName, part: BodyPart) -> Option<&'i str> {
    let body = match part {
        BodyPart::Input => endpoint(ir, name)?.input.as_ref(),
        BodyPart::Output => endpoint(ir, name)?.output.as_ref(),
        BodyPart::Message => None,
    };
    body.map(|it| it.encoding.as_str())
}

/// The full names of what a document defines, `main` first.
pub(super) fn definitions(ir: &Ir, nsid: &str) -> impl Iterator<Item = FullName> {
    let module = ir.document(nsid).into_iter();
    module.flat_map(|module| {
        let definitions = module.definitions.iter();
        definitions.map(|definition| module.full_name(definition))
    })
}

/// The endpoint of this name.
pub(super) fn endpoint<'i>(ir: &'i Ir, name: &FullName) -> Option<&'i Endpoint> {
    match &ir.definition(ir.find(name)?).kind {
        DefinitionKind::Endpoint(endpoint) => Some(endpoint),
        _ => None,
    }
}
