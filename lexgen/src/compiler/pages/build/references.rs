//! Who refers to whom.

use std::collections::BTreeMap;

use crate::compiler::{
    ir::{Body, Definition, DefinitionId, DefinitionKind, Ir, Object, Target, Type, TypeKind},
    schema::FullName,
};

/// The references of all definitions, in both directions.
#[derive(Debug, Default)]
pub(crate) struct References<'i> {
    /// The definitions that refer to one, each once and in order: by module and
    /// definition.
    pub(super) users: Vec<Vec<Vec<DefinitionId>>>,
    /// What is referred to and missing, with who refers to it.
    pub(crate) missing: BTreeMap<&'i FullName, Vec<DefinitionId>>,
}

impl<'i> References<'i> {
    /// Finds all references.
    pub(crate) fn of(ir: &'i Ir) -> Self {
        let modules = ir.modules.iter();
        let mut references = Self {
            users: modules
                .map(|module| vec![Vec::new(); module.definitions.len()])
                .collect(),
            missing: BTreeMap::new(),
        };
        for (user, definition) in ir.definitions() {
            definition.walk(&mut |_, kind| {
                kind.each_target(&mut |target| {
                    let users = match target {
                        Target::Definition { id, .. } => {
                            &mut references.users[id.module][id.definition]
                        }
                        Target::Missing { name } => references.missing.entry(name).or_default(),
                        Target::External { .. } => return,
                    };
                    if users.last() != Some(&user) {
                        users.push(user);
                    }
                });
            });
        }
        references
    }

    /// The definitions that refer to one.
    pub(super) fn users_of(&self, id: DefinitionId) -> &[DefinitionId] {
        &self.users[id.module][id.definition]
    }
}

impl Definition {
    /// Visits the references in this definition to definitions of the set, each with the
    /// names that lead to the row that has it.
    pub(super) fn each_place<'i>(&'i self, visit: &mut impl FnMut(&[&'i str], DefinitionId)) {
        let mut names = vec![self.name.as_str()];
        match &self.kind {
            DefinitionKind::Record(record) => object(&record.object, &mut names, visit),
            DefinitionKind::Object(own) => object(own, &mut names, visit),
            DefinitionKind::Type { r#type: own, .. } => r#type(own, &mut names, visit),
            DefinitionKind::Endpoint(endpoint) => {
                if let Some(params) = &endpoint.params {
                    names.push("parameters");
                    object(params, &mut names, visit);
                    names.pop();
                }
                let body =
                    |body: &'i Option<Body>| body.as_ref().and_then(|body| body.schema.as_ref());
                let parts = [
                    ("input", body(&endpoint.input)),
                    ("output", body(&endpoint.output)),
                    ("message", endpoint.message.as_ref()),
                ];
                for (name, schema) in parts {
                    if let Some(schema) = schema {
                        names.push(name);
                        r#type(schema, &mut names, visit);
                        names.pop();
                    }
                }
            }
            DefinitionKind::PermissionSet(_)
            | DefinitionKind::Space(_)
            | DefinitionKind::Opaque(_)
            | DefinitionKind::Token { .. } => {}
        }
    }
}

fn object<'i>(
    own: &'i Object,
    names: &mut Vec<&'i str>,
    visit: &mut impl FnMut(&[&'i str], DefinitionId),
) {
    for field in &own.fields {
        names.push(&field.name);
        r#type(&field.r#type, names, visit);
        names.pop();
    }
}

fn r#type<'i>(
    own: &'i Type,
    names: &mut Vec<&'i str>,
    visit: &mut impl FnMut(&[&'i str], DefinitionId),
) {
    match &own.kind {
        TypeKind::Object(inline) => object(inline, names, visit),
        TypeKind::Array(array) => r#type(&array.items, names, visit),
        kind => kind.each_target(&mut |target| {
            if let Target::Definition { id, .. } = target {
                visit(names, *id);
            }
        }),
    }
}
