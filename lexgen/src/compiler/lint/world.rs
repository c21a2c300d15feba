//! What rules know of the whole set: who refers to a definition, and who
//! writes the data it describes.

use std::collections::{HashMap, HashSet};

use crate::{
    compiler::schema::{Definition, Document, Object, Reference, Type},
    syntax::Nsid,
};

/// Who writes the data that a definition describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u8);

impl Roles {
    /// It is in records: anybody writes it, and everybody stores it.
    pub(super) const STORED: Self = Self(1);
    /// It is in a request's body: a client writes it.
    pub(super) const SENT: Self = Self(2);
    /// It is in a query string, whose length HTTP limits.
    pub(super) const ASKED: Self = Self(4);
    /// It is in a response or a message: a service writes it.
    pub(super) const ANSWERED: Self = Self(8);

    pub(super) fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it stays for ever, in records. What nothing refers to is meant
    /// for some use, which may be that one.
    pub(super) fn is_kept(self) -> bool {
        self == Self::default() || self.contains(Self::STORED)
    }
}

type Name<'a> = (&'a Nsid, &'a str);

/// Every document, and how their definitions refer to each other.
pub(super) struct World<'a> {
    roles: HashMap<Name<'a>, Roles>,
    referenced: HashSet<Name<'a>>,
    /// What strings name without referring to it: tokens.
    named: HashSet<&'a str>,
}

impl<'a> World<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Self {
        let definitions: HashMap<Name<'_>, &Definition> = documents
            .iter()
            .flat_map(|document| {
                let defs = document.defs.iter();
                defs.map(|(name, definition)| ((&document.id, name.as_str()), definition))
            })
            .collect();
        let mut world = Self {
            roles: HashMap::new(),
            referenced: HashSet::new(),
            named: HashSet::new(),
        };
        let mut pending = Vec::new();
        for document in documents {
            for (name, definition) in &document.defs {
                let own = (&document.id, name.as_str());
                let is_record = matches!(definition, Definition::Record(_));
                if is_record {
                    pending.push((own, Roles::STORED));
                }
                parts(definition, &mut |role, part| {
                    world.named.extend(values(part));
                    references(part, &mut |reference| {
                        let target = target(&document.id, reference);
                        if target != own {
                            world.referenced.insert(target);
                        }
                        if let Some(role) = role.filter(|_| !is_record) {
                            pending.push((target, role));
                        }
                    });
                });
            }
        }
        while let Some((name, role)) = pending.pop() {
            let roles = world.roles.entry(name).or_default();
            if roles.contains(role) {
                continue;
            }
            roles.0 |= role.0;
            let Some(definition) = definitions.get(&name) else {
                continue;
            };
            if matches!(definition, Definition::Record(_) | Definition::Type(_)) {
                parts(definition, &mut |_, part| {
                    references(part, &mut |reference| {
                        pending.push((target(name.0, reference), role));
                    });
                });
            }
        }
        world
    }

    /// Who writes what a definition describes.
    pub(super) fn roles(&self, document: &Nsid, definition: &str) -> Roles {
        self.roles
            .get(&(document, definition))
            .copied()
            .unwrap_or_default()
    }

    /// Whether another definition refers to this one, or names it.
    pub(super) fn is_used(&self, document: &Nsid, definition: &str) -> bool {
        self.referenced.contains(&(document, definition))
            || self
                .named
                .contains(format!("{}#{definition}", document.as_str()).as_str())
    }
}

fn target<'a>(own: &'a Nsid, reference: &'a Reference) -> Name<'a> {
    let document = reference.document.as_ref().unwrap_or(own);
    (document, &reference.definition)
}

/// The types in a definition, with the role of each where the definition
/// gives it one. Types inside types are not visited.
fn parts<'a>(definition: &'a Definition, visit: &mut impl FnMut(Option<Roles>, &'a Type)) {
    let object = |object: &'a Object, role, visit: &mut dyn FnMut(Option<Roles>, &'a Type)| {
        object.properties.values().for_each(|it| visit(role, it));
    };
    let (parameters, input, output) = match definition {
        Definition::Record(it) => return object(&it.record, Some(Roles::STORED), visit),
        Definition::Type(it) => return visit(None, it),
        Definition::Token(_) | Definition::PermissionSet(_) => return,
        Definition::Query(it) => {
            let output = it.output.as_ref().and_then(|it| it.schema.as_ref());
            (&it.parameters, None, output)
        }
        Definition::Procedure(it) => {
            let input = it.input.as_ref().and_then(|it| it.schema.as_ref());
            let output = it.output.as_ref().and_then(|it| it.schema.as_ref());
            (&it.parameters, input, output)
        }
        Definition::Subscription(it) => {
            let message = it.message.as_ref().and_then(|it| it.schema.as_ref());
            (&it.parameters, None, message)
        }
    };
    for parameter in parameters.iter().flat_map(|it| it.properties.values()) {
        visit(Some(Roles::ASKED), parameter);
    }
    input
        .into_iter()
        .for_each(|it| visit(Some(Roles::SENT), it));
    output
        .into_iter()
        .for_each(|it| visit(Some(Roles::ANSWERED), it));
}

/// Every reference in a type, at any depth.
fn references<'a>(of: &'a Type, visit: &mut impl FnMut(&'a Reference)) {
    each(of, &mut |it| match it {
        Type::Ref(it) => visit(&it.target),
        Type::Union(it) => it.refs.iter().for_each(&mut *visit),
        _ => {}
    });
}

/// The values that strings in a type name, at any depth.
fn values(of: &Type) -> Vec<&str> {
    let mut values = Vec::new();
    each(of, &mut |it| {
        if let Type::String(it) = it {
            let given = it.known_values.iter().chain(&it.values);
            let given = given.chain(&it.default).chain(&it.constant);
            values.extend(given.map(String::as_str));
        }
    });
    values
}

/// The type and every type in it. Documents are nested a hundred levels at most.
fn each<'a>(of: &'a Type, visit: &mut impl FnMut(&'a Type)) {
    visit(of);
    match of {
        Type::Array(it) => each(&it.items, visit),
        Type::Object(it) => {
            for property in it.properties.values() {
                each(property, visit);
            }
        }
        Type::Boolean(_)
        | Type::Integer(_)
        | Type::String(_)
        | Type::Bytes(_)
        | Type::CidLink(_)
        | Type::Blob(_)
        | Type::Ref(_)
        | Type::Union(_)
        | Type::Unknown(_) => {}
    }
}
