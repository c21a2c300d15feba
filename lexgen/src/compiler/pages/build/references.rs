//! Who refers to whom.

use std::collections::BTreeMap;

use super::{super::model::Relation, permissions};
use crate::compiler::{
    ir::{
        Body, Definition, DefinitionId, DefinitionKind, Ir, Object, Target, Text, Type, TypeKind,
    },
    schema::{FullName, MAIN},
};

/// The references of all definitions, in both directions.
#[derive(Debug, Default)]
pub(crate) struct References<'i> {
    /// Who refers to a definition, in the order of the users: by module and definition.
    pub(super) users: Vec<Vec<Vec<Use<'i>>>>,
    /// What is referred to and missing, with who refers to it.
    pub(crate) missing: BTreeMap<&'i FullName, Vec<Use<'i>>>,
}

/// That one definition refers to another, in one way.
#[derive(Clone, Debug)]
pub(crate) struct Use<'i> {
    pub(super) user: DefinitionId,
    pub(super) relation: Relation,
    /// The rows of the user that do, each as the names that lead to it.
    pub(super) places: Vec<Box<[&'i str]>>,
}

/// What is referred to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Referred<'i> {
    Definition(DefinitionId),
    Missing(&'i FullName),
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
            each_reference(ir, definition, &mut |names, relation, referred| {
                let uses = match referred {
                    Referred::Definition(id) => &mut references.users[id.module][id.definition],
                    Referred::Missing(name) => references.missing.entry(name).or_default(),
                };
                // Those of one user follow each other.
                let mut own = uses.iter_mut().rev().take_while(|it| it.user == user);
                match own.find(|it| it.relation == relation) {
                    Some(found) => found.places.push(names.into()),
                    None => uses.push(Use {
                        user,
                        relation,
                        places: vec![names.into()],
                    }),
                }
            });
        }
        references
    }

    /// Who refers to a definition.
    pub(super) fn users_of(&self, id: DefinitionId) -> &[Use<'i>] {
        &self.users[id.module][id.definition]
    }
}

/// Visits what a definition refers to: each time with the names that lead to the row that
/// does, and the way in which it does.
pub(super) fn each_reference<'i>(
    ir: &'i Ir,
    definition: &'i Definition,
    visit: &mut impl FnMut(&[&'i str], Relation, Referred<'i>),
) {
    let names = vec![definition.name.as_str()];
    let mut walk = Walk { ir, names, visit };
    match &definition.kind {
        DefinitionKind::Record(record) => walk.object(&record.object),
        DefinitionKind::Object(object) => walk.object(object),
        DefinitionKind::Type { r#type, .. } => walk.r#type(r#type),
        DefinitionKind::Endpoint(endpoint) => {
            if let Some(params) = &endpoint.params {
                walk.inside("parameters", |walk| walk.object(params));
            }
            let body = |body: &'i Option<Body>| body.as_ref().and_then(|body| body.schema.as_ref());
            let parts = [
                ("input", body(&endpoint.input)),
                ("output", body(&endpoint.output)),
                ("message", endpoint.message.as_ref()),
            ];
            for (name, schema) in parts {
                if let Some(schema) = schema {
                    walk.inside(name, |walk| walk.r#type(schema));
                }
            }
        }
        DefinitionKind::PermissionSet(set) => {
            for permission in &set.permissions {
                for name in permissions::documents(permission) {
                    walk.document(name, Relation::PermissionSet);
                }
            }
        }
        DefinitionKind::Space(space) => {
            for collection in &space.collections {
                walk.document(collection.as_str(), Relation::Space);
            }
        }
        DefinitionKind::Opaque(_) | DefinitionKind::Token { .. } => {}
    }
}

/// The definition that a value of a string names.
pub(super) fn named_by_value(ir: &Ir, value: &str) -> Option<DefinitionId> {
    let name = FullName::parse(value).filter(|name| name.as_str() == value);
    ir.find(&name?)
}

/// A walk through a definition.
struct Walk<'i, 'v, V> {
    ir: &'i Ir,
    names: Vec<&'i str>,
    visit: &'v mut V,
}

impl<'i, V: FnMut(&[&'i str], Relation, Referred<'i>)> Walk<'i, '_, V> {
    fn inside(&mut self, name: &'i str, walk: impl FnOnce(&mut Self)) {
        self.names.push(name);
        walk(self);
        self.names.pop();
    }

    fn object(&mut self, object: &'i Object) {
        for field in &object.fields {
            self.inside(&field.name, |walk| walk.r#type(&field.r#type));
        }
    }

    fn r#type(&mut self, own: &'i Type) {
        match &own.kind {
            TypeKind::Object(inline) => self.object(inline),
            TypeKind::Array(array) => self.r#type(&array.items),
            TypeKind::String(text) => self.values(text),
            kind => kind.each_target(&mut |target| {
                let referred = match target {
                    Target::Definition { id, .. } => Referred::Definition(*id),
                    Target::Missing { name } => Referred::Missing(name),
                    Target::External { .. } => return,
                };
                (self.visit)(&self.names, Relation::Schema, referred);
            }),
        }
    }

    fn values(&mut self, text: &'i Text) {
        for value in text.schema.known_values.iter().chain(&text.schema.values) {
            if let Some(id) = named_by_value(self.ir, value) {
                (self.visit)(&self.names, Relation::Value, Referred::Definition(id));
            }
        }
    }

    /// A document that is named as a whole, wherever that is.
    fn document(&mut self, nsid: &str, relation: Relation) {
        if let Some(id) = self.ir.find_in(nsid, MAIN) {
            (self.visit)(&self.names, relation, Referred::Definition(id));
        }
    }
}
