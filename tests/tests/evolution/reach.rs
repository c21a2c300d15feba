//! The kinds of data in a set of lexicons, and the definitions they depend on.

use std::collections::BTreeSet;

use lexgen::__internal::{
    dynamic::Subject,
    ir::{Definition, DefinitionKind, Ir, Module, Object, Target, Type, TypeKind},
    schema::FullName,
};
use lexgen::Data;
use lexgen_tests::random::Arbitrary;

/// A kind of data: the full name of a definition, and a part of it.
pub type Kind = (FullName, Subject);

/// All kinds of data.
pub fn kinds(ir: &Ir) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for module in &ir.modules {
        for definition in &module.definitions {
            let name = FullName::new(&module.nsid, &definition.name);
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
        Subject::Params => endpoint.params.as_deref().map(Part::Object),
        Subject::Input => endpoint.input.as_ref()?.schema.as_ref().map(Part::Type),
        Subject::Output => endpoint.output.as_ref()?.schema.as_ref().map(Part::Type),
        Subject::Message => endpoint.message.as_ref().map(Part::Type),
        Subject::Value | Subject::ErrorBody => None,
    }
}

/// The definition with a name.
pub fn find<'i>(ir: &'i Ir, name: &FullName) -> Option<&'i Definition> {
    let module = module(ir, name)?;
    let mut definitions = module.definitions.iter();
    definitions.find(|definition| definition.name == name.definition())
}

/// The module of a definition.
pub fn module<'i>(ir: &'i Ir, name: &FullName) -> Option<&'i Module> {
    let mut modules = ir.modules.iter();
    modules.find(|module| module.nsid.as_str() == name.nsid())
}

/// Whether a definition is a record.
pub fn is_record(ir: &Ir, name: &FullName) -> bool {
    find(ir, name).is_some_and(|it| matches!(it.kind, DefinitionKind::Record(_)))
}

/// A value of a kind, usually a valid one.
pub fn value(ir: &Ir, (name, subject): &Kind, seed: u64) -> Option<Data> {
    let mut arbitrary = Arbitrary::new(ir, seed);
    let definition = find(ir, name)?;
    Some(match part(definition, *subject)? {
        Part::Object(object) => {
            let mut fields = arbitrary.object(object);
            if let DefinitionKind::Record(_) = definition.kind {
                fields.insert("$type", name.as_str());
            }
            Data::from(fields)
        }
        Part::Type(r#type) => arbitrary.value(r#type),
        Part::Token => Data::from(name.as_str()),
    })
}

/// The definitions that data of a kind depends on in either version, except its
/// own.
pub fn reached(versions: [&Ir; 2], kind: &Kind) -> BTreeSet<FullName> {
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

fn in_object(object: &Object, targets: &mut Vec<FullName>) {
    for field in &object.fields {
        in_type(&field.r#type, targets);
    }
}

fn in_type(r#type: &Type, targets: &mut Vec<FullName>) {
    let mut found = |target: &Target| targets.push(target.name().clone());
    match &r#type.kind {
        TypeKind::Array(array) => in_type(&array.items, targets),
        TypeKind::Object(object) => in_object(object, targets),
        TypeKind::Union(union) => union.members.iter().for_each(|it| found(&it.target)),
        TypeKind::Ref(target) => found(target),
        _ => {}
    }
}
