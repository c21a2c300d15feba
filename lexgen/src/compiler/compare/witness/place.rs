//! Where a change is, as data has it: from a pointer into the lexicon to the
//! steps from the top of a value.

use super::Evidence;
use crate::compiler::{
    compare::{BodyPart, Change},
    diagnostic::pointer,
    dynamic::{Subject, sample},
    ir::{DefinitionKind, Endpoint, Ir, Method},
    schema::FullName,
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
    /// As violations name it.
    pub(super) fn pointer(&self) -> String {
        let mut text = String::new();
        for step in &self.steps {
            match step {
                Step::Field(name) => pointer::push(&mut text, name),
                Step::Item => pointer::push(&mut text, "0"),
            }
        }
        text
    }
}

/// The whole of a definition.
pub(super) fn root() -> Place {
    Place {
        subject: Subject::Value,
        steps: Vec::new(),
    }
}

/// The place of a change in the data of its definition.
pub(super) fn of(change: &Change) -> Option<Place> {
    let spot = match change.new.present {
        true => &change.new,
        false => &change.old,
    };
    let mut steps = pointer::steps(&spot.pointer).peekable();
    if steps.next()? != "defs" {
        return None;
    }
    steps.next()?;
    let subject = match steps.peek().map(AsRef::as_ref) {
        Some("parameters") => Subject::Params,
        Some("input") => Subject::Input,
        Some("output") => Subject::Output,
        Some("message") => Subject::Message,
        _ => Subject::Value,
    };
    if subject != Subject::Value || steps.peek().is_some_and(|it| it == "record") {
        steps.next();
    }
    if steps.peek().is_some_and(|it| it == "schema") {
        steps.next();
    }
    let mut place = Place {
        subject,
        steps: Vec::new(),
    };
    while let Some(step) = steps.next() {
        match step.as_ref() {
            "properties" => match steps.next() {
                Some(name) => place.steps.push(Step::Field(name.into_owned())),
                None => break,
            },
            "items" => place.steps.push(Step::Item),
            _ => break,
        }
    }
    Some(place)
}

/// What data of a body is called.
pub(super) fn subject(part: BodyPart) -> Subject {
    match part {
        BodyPart::Input => Subject::Input,
        BodyPart::Output => Subject::Output,
        BodyPart::Message => Subject::Message,
    }
}

/// Record keys that two key types may judge differently.
pub(super) fn record_keys(before: &str, after: &str) -> impl Iterator<Item = String> + use<> {
    let literals = [before, after].map(|it| it.strip_prefix("literal:").unwrap_or("self"));
    let others = ["3jzfcijpj2z2a", "com.example.note", "self", "example"];
    let keys: Vec<_> = literals
        .into_iter()
        .chain(others)
        .map(str::to_owned)
        .collect();
    keys.into_iter()
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
pub(super) fn encoding<'i>(ir: &'i Ir, name: &str, part: BodyPart) -> Option<&'i str> {
    let body = match part {
        BodyPart::Input => endpoint(ir, name)?.input.as_ref(),
        BodyPart::Output => endpoint(ir, name)?.output.as_ref(),
        BodyPart::Message => None,
    };
    body.map(|it| it.encoding.as_str())
}

/// The full names of what a document defines, `main` first.
pub(super) fn definitions(ir: &Ir, nsid: &str) -> impl Iterator<Item = String> {
    let module = ir.document(nsid);
    let definitions = module.into_iter().flat_map(|it| &it.definitions);
    let nsid = nsid.to_owned();
    definitions.map(move |it| match it.name.as_str() {
        "main" => nsid.clone(),
        name => format!("{nsid}#{name}"),
    })
}

/// The endpoint of this name.
pub(super) fn endpoint<'i>(ir: &'i Ir, name: &str) -> Option<&'i Endpoint> {
    match &ir.definition(ir.find(&FullName::parse(name)?)?).kind {
        DefinitionKind::Endpoint(endpoint) => Some(endpoint),
        _ => None,
    }
}
