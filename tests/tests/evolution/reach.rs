//! What data there is of a set of lexicons, and which definitions it leads to.

use std::collections::BTreeSet;

use lexgen::{
    Data,
    dynamic::Subject,
    ir::{Definition, DefinitionKind, Ir, Object, Target, Type},
};
use lexgen_tests::random::Arbitrary;

/// A kind of data: by the full name of a definition, and what of it.
pub type Kind = (String, Subject);

/// Everything there is data of.
pub fn kinds(ir: &Ir) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for module in &ir.modules {
        for definition in &module.definitions {
            let name = match definition.name.as_str() {
                "main" => module.nsid.as_str().to_owned(),
                name => format!("{}#{name}", module.nsid.as_str()),
            };
            for subject in [
                Subject::Value,
                Subject::Params,
                Subject::Input,
                Subject::Output,
                Subject::Message,
            ] {
                if part(definition, subject).is_some() {
                    kinds.push((name.clone(), subject));
                }
            }
        }
    }
    kinds
}

/// The type of a part of a definition.
enum Part<'i> {
    Object(&'i Object),
    Type(&'i Type),
    Token,
}

fn part(definition: &Definition, subject: Subject) -> Option<Part<'_>> {
    let DefinitionKind::Endpoint(endpoint) = &definition.kind else {
        return match (&definition.kind, subject) {
            (DefinitionKind::Record(it), Subject::Value) => Some(Part::Object(&it.object)),
            (DefinitionKind::Object(it), Subject::Value) => Some(Part::Object(it)),
            (DefinitionKind::Type { r#type, .. }, Subject::Value) => Some(Part::Type(r#type)),
            (DefinitionKind::Token { .. }, Subject::Value) => Some(Part::Token),
            _ => None,
        };
    };
    match subject {
        Subject::Params => endpoint.params.as_ref().map(Part::Object),
        Subject::Input => endpoint.input.as_ref()?.schema.as_ref().map(Part::Type),
        Subject::Output => endpoint.output.as_ref()?.schema.as_ref().map(Part::Type),
        Subject::Message => endpoint.message.as_ref().map(Part::Type),
        Subject::Value | Subject::ErrorBody => None,
    }
}

fn find<'i>(ir: &'i Ir, name: &str) -> Option<&'i Definition> {
    let (nsid, name) = name.split_once('#').unwrap_or((name, "main"));
    let module = ir.modules.iter().find(|it| it.nsid.as_str() == nsid)?;
    module.definitions.iter().find(|it| it.name == name)
}

/// Whether a definition is a record.
pub fn is_record(ir: &Ir, name: &str) -> bool {
    find(ir, name).is_some_and(|it| matches!(it.kind, DefinitionKind::Record(_)))
}

/// A value of a kind, which is valid more often than not.
pub fn value(ir: &Ir, (name, subject): &Kind, seed: u64) -> Option<Data> {
    let mut arbitrary = Arbitrary::new(ir, seed);
    let definition = find(ir, name)?;
    Some(match part(definition, *subject)? {
        Part::Object(object) => {
            let mut fields = arbitrary.object(object);
            if let DefinitionKind::Record(_) = definition.kind {
                fields.insert("$type", name.as_str());
            }
            Data::Object(fields)
        }
        Part::Type(r#type) => arbitrary.value(r#type),
        Part::Token => Data::from(name.as_str()),
    })
}

/// The definitions that data of a kind leads to in either version, its own
/// aside.
pub fn reached(versions: [&Ir; 2], kind: &Kind) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![kind.clone()];
    while let Some((name, subject)) = open.pop() {
        let mut targets = Vec::new();
        for ir in versions {
            match find(ir, &name).and_then(|it| part(it, subject)) {
                Some(Part::Object(object)) => in_object(object, &mut targets),
                Some(Part::Type(r#type)) => in_type(r#type, &mut targets),
                Some(Part::Token) | None => {}
            }
        }
        for target in targets {
            if reached.insert(target.clone()) {
                open.push((target, Subject::Value));
            }
        }
    }
    reached
}

fn in_object(object: &Object, targets: &mut Vec<String>) {
    for field in &object.fields {
        in_type(&field.r#type, targets);
    }
}

fn in_type(r#type: &Type, targets: &mut Vec<String>) {
    let mut found = |target: &Target| targets.push(target.name().to_string());
    match r#type {
        Type::Array(array) => in_type(&array.items, targets),
        Type::Object(object) => in_object(object, targets),
        Type::Union(union) => union.members.iter().for_each(|it| found(&it.target)),
        Type::Ref { target, .. } => found(target),
        _ => {}
    }
}
